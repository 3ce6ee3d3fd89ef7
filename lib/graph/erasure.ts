import type { SettledChange } from "./changes.ts";
import type { GraphScope, GraphStore, HomeVertex } from "./graph_store.ts";

/** Edges that are read at once of a vertex that is to go. */
const EDGES_READ = 500;

/**
 * What removes a fan from a graph: the vertex, the conversations with the fan,
 * what these came to, and all edges of those. Nothing if there is no such fan.
 */
export async function erasureOfFan(
  graph: GraphStore,
  scope: GraphScope,
  id: string,
): Promise<SettledChange[]> {
  const fan = (await graph.read(scope, [id])).get(id);
  if (fan?.vertex.label !== "Fan") return [];
  const conversations = await reachedBy(graph, scope, id, "HAS_CONVERSATION");
  const changes: SettledChange[] = [];
  for (const conversation of conversations) {
    const outcomes = await reachedBy(
      graph,
      scope,
      conversation.vertex.id,
      "RESULTS_IN_OUTCOME",
    );
    for (const held of [...outcomes, conversation]) {
      changes.push(...removalOf(held));
    }
  }
  changes.push({ kind: "removeVertex", id });
  return changes;
}

/** The vertices to which edges of a label lead from `id`. */
async function reachedBy(
  graph: GraphStore,
  scope: GraphScope,
  id: string,
  label: "HAS_CONVERSATION" | "RESULTS_IN_OUTCOME",
): Promise<HomeVertex[]> {
  const reached: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await graph.neighbours(scope, id, {
      direction: "out",
      label,
      limit: EDGES_READ,
      ...(cursor === null ? {} : { cursor }),
    });
    reached.push(...page.neighbours.map(({ vertex }) => vertex.id));
    cursor = page.cursor;
  } while (cursor !== null);
  return [...(await graph.read(scope, reached)).values()];
}

function removalOf({ vertex, edges }: HomeVertex): SettledChange[] {
  return [
    ...edges.map(({ from, label, to }): SettledChange => ({
      kind: "removeEdge",
      from,
      label,
      to,
    })),
    { kind: "removeVertex", id: vertex.id },
  ];
}
