import {
  type CreatorId,
  EdgeLabel,
  type GraphEdge,
  type GraphVertex,
  type VertexLabel,
} from "@/lib/models/mod.ts";
import { type Dataset, type Entry, keys, type Store } from "@/lib/store/mod.ts";
import { ID_PREFIX } from "./ids.ts";
import type { StoredEdge, StoredVertex } from "./kv_write.ts";

/** The graph of one creator in one dataset. */
export interface GraphScope {
  dataset: Dataset;
  creator: CreatorId;
}

/** Which of a vertex's edges to give, and how many. */
export interface EdgeOptions {
  /** From the vertex (`out`) or to it (`in`). */
  direction: "out" | "in";
  /** Only edges of this label; all by default. */
  label?: EdgeLabel;
  /** Edges at most. */
  limit: number;
  /** Where the page before this one ended. */
  cursor?: string;
}

/** Edges in order of their label and the other vertex's id. */
export interface EdgePage {
  edges: GraphEdge[];
  /** Where the next page begins; `null` on the last one. */
  cursor: string | null;
}

/** A vertex, and how many edges touch it. */
export interface RankedVertex {
  vertex: GraphVertex;
  degree: number;
}

/** A cursor that no page has given, or not for this question. */
export class InvalidCursor extends Error {
  override name = "InvalidCursor";
}

/** Comes directly after a string in the order of keys, when appended to it. */
const NEXT = "\u0000";
/** Sorts after every character that an id holds. */
const AFTER_IDS = "\u{10FFFF}";
/** Entries that one read of a long list fetches. */
const BATCH = 500;

/** The vertices with these ids in their order; `null` for one not there. */
export async function readVertices(
  store: Store,
  { dataset, creator }: GraphScope,
  ids: readonly string[],
): Promise<(GraphVertex | null)[]> {
  const entries = await store.getMany<StoredVertex>(
    ids.map((id) => keys.vertex(dataset, creator, id)),
  );
  return entries.map((entry) => entry && rankedVertex(entry).vertex);
}

/** Which vertices of a label to list. */
export interface VertexRange {
  /** What their ids go on with after the label's prefix. */
  start?: string;
  /** Vertices at most; all by default. */
  limit?: number;
}

/** The vertices of `label` in order of their ids. */
export async function* listVertices(
  store: Store,
  { dataset, creator }: GraphScope,
  label: VertexLabel,
  { start = "", limit }: VertexRange = {},
): AsyncGenerator<RankedVertex> {
  const first = ID_PREFIX[label] + start;
  const range = {
    start: keys.vertex(dataset, creator, first),
    end: keys.vertex(dataset, creator, first + AFTER_IDS),
  };
  const listed = store.list<StoredVertex>(range, {
    batchSize: Math.min(limit ?? BATCH, BATCH),
    ...(limit === undefined ? {} : { limit }),
  });
  for await (const entry of listed) yield rankedVertex(entry);
}

/** A page of the edges at vertex `id`. Throws {@linkcode InvalidCursor}. */
export async function listEdges(
  store: Store,
  scope: GraphScope,
  id: string,
  { direction, label, limit, cursor }: EdgeOptions,
): Promise<EdgePage> {
  const { dataset, creator } = scope;
  const room = direction === "out"
    ? keys.edgesOut(dataset)
    : keys.edgesIn(dataset);
  const base = [...room, creator, id];
  const prefix = label === undefined ? base : [...base, label];
  const after = cursor === undefined ? null : parseCursor(cursor, label);
  // One more than asked for tells whether there is a next page.
  const found: End[] = [];
  const listed = store.list<StoredEdge>(
    after === null
      ? { prefix }
      : { prefix, start: [...base, after.label, after.other + NEXT] },
    { limit: limit + 1, batchSize: Math.min(limit + 1, BATCH) },
  );
  for await (const entry of listed) found.push(endOf(entry));
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    edges: direction === "out"
      ? page.map((end) => outgoing(id, end))
      : await incoming(store, scope, id, page),
    cursor: last === undefined ? null : `${last.label}:${last.other}`,
  };
}

/** One edge of a vertex, as its key tells it. */
interface End {
  label: EdgeLabel;
  /** The vertex at the other end. */
  other: string;
  properties: StoredEdge["properties"];
}

function endOf({ key, value }: Entry<StoredEdge>): End {
  const [label, other] = key.slice(-2);
  const { properties } = value;
  return { label: EdgeLabel.parse(label), other: String(other), properties };
}

function outgoing(from: string, { label, other, properties }: End): GraphEdge {
  return { from, label, to: other, properties };
}

/** In-edges with the properties that only their out-keys hold. */
async function incoming(
  store: Store,
  { dataset, creator }: GraphScope,
  to: string,
  ends: readonly End[],
): Promise<GraphEdge[]> {
  const entries = await store.getMany<StoredEdge>(
    ends.map(({ label, other }) =>
      keys.edgeOut(dataset, creator, other, label, to)
    ),
  );
  return ends.flatMap(({ label, other }, i) => {
    // An edge that was removed between the two reads is left out.
    const entry = entries[i];
    if (!entry) return [];
    const { properties } = entry.value;
    return [{ from: other, label, to, properties }];
  });
}

function parseCursor(
  cursor: string,
  wanted: EdgeLabel | undefined,
): Pick<End, "label" | "other"> {
  const colon = cursor.indexOf(":");
  const label = EdgeLabel.safeParse(cursor.slice(0, Math.max(colon, 0)));
  if (!label.success || (wanted !== undefined && wanted !== label.data)) {
    throw new InvalidCursor("The cursor does not belong to these edges");
  }
  return { label: label.data, other: cursor.slice(colon + 1) };
}

function rankedVertex({ key, value }: Entry<StoredVertex>): RankedVertex {
  const { degree, ...content } = value;
  return { vertex: { id: String(key.at(-1)), ...content }, degree };
}
