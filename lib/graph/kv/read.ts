import {
  EdgeLabel,
  type GraphEdge,
  type GraphVertex,
  type VertexLabel,
} from "@/lib/models/mod.ts";
import {
  compareKeyText,
  keyId,
  keys,
  type LruCache,
  type Store,
} from "@/lib/store/mod.ts";
import { homeEnd } from "../homes.ts";
import {
  type EdgeProperties,
  otherId,
  propertiesOf,
  type StoredEdges,
  type StoredVertex,
  unpackProperties,
  vertexKey,
} from "./layout.ts";
import { readVertices, vertexOf } from "./vertices.ts";
import { type EndName, parseCursor, toCursor } from "../edge_cursor.ts";
import type { EdgeOptions, GraphScope } from "../graph_store.ts";
import { edgeLabelsAt } from "../schema.ts";

/** Edges in order of their label and the other vertex's id. */
export interface EdgePage {
  edges: GraphEdge[];
  /** Where the next page begins; `null` on the last one. */
  cursor: string | null;
}

/** A page of edges, and the vertices at their other ends. */
export interface EdgePageWithVertices extends EdgePage {
  vertices: ReadonlyMap<string, GraphVertex>;
}

/** Vertices that stay as they are while they are there, by key. */
export type ConstantVertices = LruCache<GraphVertex>;

/** What vertices hold of these labels follows from what they are made for. */
const CONSTANT: ReadonlySet<VertexLabel> = new Set<VertexLabel>([
  "Topic",
  "EngagementAction",
  "Creator",
]);

/** Comes directly after a string in the order of keys, when appended to it. */
const NEXT = "\u0000";
/** Marks that one read of a long list fetches. */
const BATCH = 500;

/** A page of the edges at vertex `id`. Throws {@linkcode InvalidCursor}. */
export async function listEdges(
  store: Store,
  scope: GraphScope,
  id: string,
  options: EdgeOptions,
): Promise<EdgePage> {
  const { ends, cursor } = await listEnds(store, scope, id, options);
  const elsewhere = ends.filter(({ properties }) => properties === null);
  const others = elsewhere.map(({ other }) => other);
  const homes = await readVertices(store, scope, others);
  return { edges: edgesAt(id, options, ends, homes), cursor };
}

/**
 * {@linkcode listEdges}, with the vertices at the other ends of the edges; those
 * that never change are taken from `constant`, and noted there.
 */
export async function listEdgesWithVertices(
  store: Store,
  scope: GraphScope,
  id: string,
  { constant, ...options }: EdgeOptions & { constant: ConstantVertices },
): Promise<EdgePageWithVertices> {
  const { ends, cursor } = await listEnds(store, scope, id, options);
  const vertices = new Map<string, GraphVertex>();
  const unknown: string[] = [];
  for (const { other, properties } of ends) {
    // Where the other vertex holds the edge, there is no way round reading it.
    const known = properties === null
      ? undefined
      : constant.get(keyId(vertexKey(scope, other)));
    if (known === undefined) unknown.push(other);
    else vertices.set(other, known);
  }
  const read = await readVertices(store, scope, unknown);
  for (const [other, stored] of read) {
    const vertex = vertexOf(other, stored);
    vertices.set(other, vertex);
    if (!CONSTANT.has(vertex.label)) continue;
    constant.set(keyId(vertexKey(scope, other)), vertex);
  }
  return { edges: edgesAt(id, options, ends, read), cursor, vertices };
}

interface End extends EndName {
  /** `null` where the other vertex holds them. */
  properties: EdgeProperties | null;
}

/** The edges that the vertex holds, and those of which it only has marks. */
async function listEnds(
  store: Store,
  scope: GraphScope,
  id: string,
  options: EdgeOptions,
): Promise<{ ends: End[]; cursor: string | null }> {
  const { label, limit, cursor } = options;
  const after = cursor === undefined ? null : parseCursor(cursor, label);
  const { held, mayHaveMarks } = await readHeld(store, scope, id, options);
  const marks = mayHaveMarks
    ? await listMarks(store, scope, id, options, after)
    : [];
  const found = held
    .filter((end) => after === null || compareNames(end, after) > 0)
    .concat(marks)
    .sort(compareNames);
  const ends = found.slice(0, limit);
  // One more than asked for tells whether there is a next page.
  const last = found.length > limit ? ends.at(-1) : undefined;
  return {
    ends,
    cursor: last === undefined ? null : toCursor(last),
  };
}

/**
 * Edges in this direction that the vertex itself holds, and whether there may be
 * others, of which it has marks. What edges there cannot be is not looked for.
 */
async function readHeld(
  store: Store,
  scope: GraphScope,
  id: string,
  { direction, label: wanted }: EdgeOptions,
): Promise<{ held: End[]; mayHaveMarks: boolean }> {
  const labels = edgeLabelsAt(id, direction)
    .filter((label) => wanted === undefined || wanted === label);
  const atHome = labels.filter((label) => isHeld(label, direction));
  const hasOthers = atHome.length < labels.length;
  if (atHome.length === 0) return { held: [], mayHaveMarks: hasOthers };
  const stored = (await readVertices(store, scope, [id])).get(id);
  if (stored === undefined) return { held: [], mayHaveMarks: false };
  const { edges = {}, degree } = stored;
  const held = atHome.flatMap((label) =>
    Object.entries(edges[label] ?? {}).map(([short, packed]) => ({
      label,
      other: otherId(label, short),
      properties: unpackProperties(packed),
    }))
  );
  return { held, mayHaveMarks: hasOthers && degree > countEdges(edges) };
}

function countEdges(edges: StoredEdges): number {
  let count = 0;
  for (const ofLabel of Object.values(edges)) {
    for (const _ in ofLabel) count++;
  }
  return count;
}

/** Whether vertices hold the edges of `label` that point that way. */
function isHeld(label: EdgeLabel, direction: "out" | "in"): boolean {
  return homeEnd(label) === (direction === "out" ? "from" : "to");
}

/** Marks of edges at the vertex, one more than a page has. */
async function listMarks(
  store: Store,
  { dataset, creator }: GraphScope,
  id: string,
  { direction, label, limit }: EdgeOptions,
  after: EndName | null,
): Promise<End[]> {
  if (label !== undefined && isHeld(label, direction)) return [];
  const room = direction === "out"
    ? keys.edgesOut(dataset)
    : keys.edgesIn(dataset);
  const base = [...room, creator, id];
  const prefix = label === undefined ? base : [...base, label];
  const listed = store.listKeys(
    after === null
      ? { prefix }
      : { prefix, start: [...base, after.label, after.other + NEXT] },
    { limit: limit + 1, batchSize: Math.min(limit + 1, BATCH) },
  );
  const ends: End[] = [];
  for await (const key of listed) {
    const [label, other] = key.slice(-2);
    ends.push({
      label: EdgeLabel.parse(label),
      other: String(other),
      properties: null,
    });
  }
  return ends;
}

/** The edges of `ends`, with what `homes` hold of them. */
function edgesAt(
  id: string,
  { direction }: EdgeOptions,
  ends: readonly End[],
  homes: ReadonlyMap<string, StoredVertex>,
): GraphEdge[] {
  return ends.flatMap(({ label, other, properties }) => {
    const home = homes.get(other) ?? null;
    const known = properties ?? propertiesOf(home, label, id);
    // An edge that was removed between the two reads is left out.
    if (known === null) return [];
    const [from, to] = direction === "out" ? [id, other] : [other, id];
    return [{ from, label, to, properties: known }];
  });
}

/** The order of keys. */
function compareNames(a: EndName, b: EndName): number {
  return compareKeyText(a.label, b.label) || compareKeyText(a.other, b.other);
}
