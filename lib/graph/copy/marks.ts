import type { GraphEdge, GraphMark } from "@/lib/models/mod.ts";
import { coalesce, edgeKey, type SettledChange } from "../changes.ts";
import type { GraphScope, GraphStore, HomeVertex } from "../graph_store.ts";
import { endsOf } from "../homes.ts";

/** The name of what a change is about. */
export function markOf(change: SettledChange): GraphMark {
  switch (change.kind) {
    case "vertex":
      return change.vertex.id;
    case "removeVertex":
      return change.id;
    case "edge":
      return markOfEdge(change.edge);
    case "removeEdge":
      return markOfEdge(change);
  }
}

function markOfEdge(
  { from, label, to }: Pick<GraphEdge, "from" | "label" | "to">,
): GraphMark {
  return [from, label, to];
}

/**
 * What a copy has to be told of these vertices and edges: how they are now. Each
 * is read and told once, however often it is named.
 */
export async function changesOfMarks(
  graph: Pick<GraphStore, "read">,
  scope: GraphScope,
  marks: Iterable<GraphMark>,
): Promise<SettledChange[]> {
  const distinct = new Map(
    [...marks].map((mark) => [
      typeof mark === "string" ? mark : edgeKey(nameOf(mark)),
      mark,
    ]),
  );
  const homes = await graph.read(
    scope,
    [...distinct.values()].map((mark) =>
      typeof mark === "string" ? mark : endsOf(nameOf(mark)).home
    ),
  );
  const edges = edgesOf(homes);
  const changes: SettledChange[] = [];
  for (const [key, mark] of distinct) {
    if (typeof mark === "string") {
      const vertex = homes.get(mark)?.vertex;
      changes.push(
        vertex === undefined
          ? { kind: "removeVertex", id: mark }
          : { kind: "vertex", vertex },
      );
      continue;
    }
    const edge = edges.get(key);
    changes.push(
      edge === undefined
        ? { kind: "removeEdge", ...nameOf(mark) }
        : { kind: "edge", edge },
    );
  }
  return coalesce(changes) as SettledChange[];
}

/** All edges that vertices hold, by {@linkcode edgeKey}. */
export function edgesOf(
  homes: ReadonlyMap<string, HomeVertex>,
): Map<string, GraphEdge> {
  const edges = new Map<string, GraphEdge>();
  for (const { edges: held } of homes.values()) {
    for (const edge of held) edges.set(edgeKey(edge), edge);
  }
  return edges;
}

function nameOf([from, label, to]: Exclude<GraphMark, string>) {
  return { from, label, to };
}
