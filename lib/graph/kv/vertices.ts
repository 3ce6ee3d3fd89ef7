import type { GraphVertex, VertexLabel } from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { ID_PREFIX } from "../ids.ts";
import type { GraphScope, RankedVertex } from "../graph_store.ts";
import { type StoredVertex, vertexKey } from "./layout.ts";

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
  options: VertexRange = {},
): AsyncGenerator<RankedVertex> {
  for await (const [id, stored] of listStored(store, scope, label, options)) {
    yield { vertex: vertexOf(id, stored), degree: stored.degree };
  }
}

/** {@linkcode listVertices} as they are stored, with their ids. */
export async function* listStored(
  store: Store,
  scope: GraphScope,
  label: VertexLabel,
  { start = "", limit }: VertexRange = {},
): AsyncGenerator<[id: string, stored: StoredVertex]> {
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
    yield [String(key.at(-1)), value];
  }
}

/** A vertex without what is stored with it. */
export function vertexOf(id: string, stored: StoredVertex): GraphVertex {
  const { degree: _degree, edges: _edges, ...content } = stored;
  return { id, ...content };
}
