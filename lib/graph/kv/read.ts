import { EdgeLabel, type GraphEdge } from "@/lib/models/mod.ts";
import { compareKeyText, keys, type Store } from "@/lib/store/mod.ts";
import { homeEnd } from "../homes.ts";
import {
  type EdgeProperties,
  otherId,
  propertiesOf,
  type StoredVertex,
  unpackProperties,
} from "./layout.ts";
import { readVertices } from "./vertices.ts";
import { type EndName, parseCursor, toCursor } from "../edge_cursor.ts";
import type { EdgeOptions, GraphScope } from "../graph_store.ts";

/** Edges in order of their label and the other vertex's id. */
export interface EdgePage {
  edges: GraphEdge[];
  /** Where the next page begins; `null` on the last one. */
  cursor: string | null;
}

/** A page of edges, and the vertices at their other ends as they are stored. */
export interface EdgePageWithVertices extends EdgePage {
  vertices: ReadonlyMap<string, StoredVertex>;
}

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

/** {@linkcode listEdges}, with the vertices at the other ends of the edges. */
export async function listEdgesWithVertices(
  store: Store,
  scope: GraphScope,
  id: string,
  options: EdgeOptions,
): Promise<EdgePageWithVertices> {
  const { ends, cursor } = await listEnds(store, scope, id, options);
  const others = ends.map(({ other }) => other);
  const vertices = await readVertices(store, scope, others);
  return { edges: edgesAt(id, options, ends, vertices), cursor, vertices };
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
  const [held, marks] = await Promise.all([
    readHeld(store, scope, id, options),
    listMarks(store, scope, id, options, after),
  ]);
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

/** Edges in this direction that the vertex itself holds. */
async function readHeld(
  store: Store,
  scope: GraphScope,
  id: string,
  { direction, label: wanted }: EdgeOptions,
): Promise<End[]> {
  const labels = EdgeLabel.options.filter((label) =>
    isHeld(label, direction) && (wanted === undefined || wanted === label)
  );
  if (labels.length === 0) return [];
  const held = (await readVertices(store, scope, [id])).get(id)?.edges;
  return labels.flatMap((label) =>
    Object.entries(held?.[label] ?? {}).map(([short, packed]) => ({
      label,
      other: otherId(label, short),
      properties: unpackProperties(packed),
    }))
  );
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
