/**
 * For tests: reads all that a graph store has.
 * @module
 */
import type { EdgeLabel, GraphEdge, GraphVertex } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import type { GraphScope, GraphStore } from "../graph_store.ts";
import type { PlainGraph } from "./plain_graph.ts";
import { byKey } from "./graphs.ts";

/** Everything that a store holds of a scope, in one order. */
export interface Dump {
  vertices: GraphVertex[];
  edges: GraphEdge[];
  counts: Awaited<ReturnType<GraphStore["counts"]>>;
}

/** What there is of an empty graph. */
export const NOTHING: Dump = {
  vertices: [],
  edges: [],
  counts: { vertices: {}, edges: {} },
};

/** Reads all of a scope, as a copier would. */
export async function dump(
  graph: GraphStore,
  scope: GraphScope,
): Promise<Dump> {
  const held = [
    ...(await graph.read(scope, await listAll(graph, scope, 40))).values(),
  ];
  return {
    vertices: held.map(({ vertex }) => vertex)
      .sort((a, b) => compareKeyText(a.id, b.id)),
    edges: byKey(held.flatMap(({ edges }) => edges)),
    counts: await graph.counts(scope),
  };
}

/** What {@linkcode dump} has to give. */
export function dumpOf(plain: PlainGraph): Dump {
  return {
    vertices: [...plain.vertices.values()]
      .sort((a, b) => compareKeyText(a.id, b.id)),
    edges: byKey([...plain.edges.values()]),
    counts: plain.counts,
  };
}

/** All ids, read in pages. */
export async function listAll(
  graph: GraphStore,
  scope: GraphScope,
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const after = ids.at(-1) ?? null;
    const more = await graph.listIds(scope, { after, limit });
    ids.push(...more);
    if (more.length < limit) return ids;
  }
}

/** All pages of the edges at a vertex, and how many there were. */
export async function pagesOf(
  graph: GraphStore,
  scope: GraphScope,
  id: string,
  options: { direction: "in" | "out"; label?: EdgeLabel; limit: number },
): Promise<{ edges: GraphEdge[]; vertices: GraphVertex[]; pages: number }> {
  const edges: GraphEdge[] = [];
  const vertices: GraphVertex[] = [];
  let pages = 0;
  let cursor: string | null = null;
  do {
    const page = await graph.neighbours(scope, id, {
      ...options,
      ...(cursor === null ? {} : { cursor }),
    });
    edges.push(...page.neighbours.map(({ edge }) => edge));
    vertices.push(...page.neighbours.map(({ vertex }) => vertex));
    cursor = page.cursor;
    pages++;
  } while (cursor !== null);
  return { edges, vertices, pages };
}
