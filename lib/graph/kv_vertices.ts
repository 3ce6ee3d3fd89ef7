import type { GraphVertex, VertexLabel } from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { ID_PREFIX } from "./ids.ts";
import { type GraphScope, type StoredVertex, vertexKey } from "./kv_layout.ts";

/** A vertex, and how many edges touch it. */
export interface RankedVertex {
  vertex: GraphVertex;
  degree: number;
}

/** Which vertices of a label to list. */
export interface VertexRange {
  /** What their ids go on with after the label's prefix. */
  start?: string;
  /** Vertices at most; all by default. */
  limit?: number;
}

/** Sorts after every character that an id holds. */
const AFTER_IDS = "\u{10FFFF}";
/** Vertices that one read of a long list fetches. */
const BATCH = 500;

/** Those of the vertices with these ids that are there, by id, as stored. */
export async function readVertices(
  store: Store,
  scope: GraphScope,
  ids: Iterable<string>,
): Promise<Map<string, StoredVertex>> {
  const distinct = [...new Set(ids)];
  const entries = await store.getMany<StoredVertex>(
    distinct.map((id) => vertexKey(scope, id)),
  );
  const found = new Map<string, StoredVertex>();
  distinct.forEach((id, i) => {
    const entry = entries[i];
    if (entry) found.set(id, entry.value);
  });
  return found;
}

/** The vertices of `label` in order of their ids. */
export async function* listVertices(
  store: Store,
  scope: GraphScope,
  label: VertexLabel,
  { start = "", limit }: VertexRange = {},
): AsyncGenerator<RankedVertex> {
  const first = ID_PREFIX[label] + start;
  const range = {
    start: vertexKey(scope, first),
    end: vertexKey(scope, first + AFTER_IDS),
  };
  const listed = store.list<StoredVertex>(range, {
    batchSize: Math.min(limit ?? BATCH, BATCH),
    ...(limit === undefined ? {} : { limit }),
  });
  for await (const { key, value } of listed) {
    const vertex = vertexOf(String(key.at(-1)), value);
    yield { vertex, degree: value.degree };
  }
}

/** A vertex without what is stored with it. */
export function vertexOf(id: string, stored: StoredVertex): GraphVertex {
  const { degree: _degree, edges: _edges, ...content } = stored;
  return { id, ...content };
}
