import type { EdgeLabel, GraphEdge, GraphVertex } from "@/lib/models/mod.ts";

/** One edge: there is one per label and pair of vertices. */
export type EdgeName = Pick<GraphEdge, "from" | "label" | "to">;

/**
 * A change that gives the same graph however often it is applied:
 * - `vertex`, `edge`: it is there and has these properties;
 * - `removeEdge`: it is not there;
 * - `removeVertex`: it is not there, unless an edge still touches it.
 *
 * An edge whose `weight` is 0 or less is not there.
 */
export type SettledChange =
  | { kind: "vertex"; vertex: GraphVertex }
  | { kind: "edge"; edge: GraphEdge }
  | ({ kind: "removeEdge" } & EdgeName)
  | { kind: "removeVertex"; id: string };

/**
 * A change of the graph. `addWeight` counts on an edge that many conversations
 * share: the edge comes with the first and goes when its weight is back at 0.
 * Applied twice it counts twice, so it belongs into the commit of its cause;
 * what is sent elsewhere is the {@linkcode SettledChange} that came of it.
 */
export type GraphChange =
  | SettledChange
  | NewVertex
  | ({ kind: "addWeight"; by: number } & EdgeName);

/** A vertex that is known not to be there yet: nobody needs to look. */
type NewVertex = Extract<SettledChange, { kind: "vertex" }> & { isNew: true };

type EdgeChange = Extract<
  GraphChange,
  { kind: "edge" | "addWeight" | "removeEdge" }
>;

/**
 * The fewest changes with the effect of `changes` in their order: one per
 * vertex and edge, vertices before their edges, removals of vertices last.
 */
export function coalesce(changes: Iterable<GraphChange>): GraphChange[] {
  const vertices = new Map<string, GraphChange>();
  const edges = new Map<string, EdgeChange>();
  const removed = new Map<string, GraphChange>();
  for (const change of changes) {
    switch (change.kind) {
      case "vertex": {
        const { id } = change.vertex;
        const before = vertices.get(id);
        // What comes back was there.
        const isNew = !removed.delete(id) &&
          isNewVertex(before ?? change);
        vertices.set(
          id,
          isNewVertex(change) === isNew ? change : {
            kind: change.kind,
            vertex: change.vertex,
            ...(isNew ? { isNew } : {}),
          },
        );
        break;
      }
      case "removeVertex":
        removed.set(change.id, change);
        break;
      default: {
        const key = edgeKey(change.kind === "edge" ? change.edge : change);
        const merged = mergeEdge(edges.get(key), change);
        if (merged === null) edges.delete(key);
        else edges.set(key, merged);
      }
    }
  }
  return [...vertices.values(), ...edges.values(), ...removed.values()];
}

/** Whether a change says that its vertex is not there before. */
export function isNewVertex(change: GraphChange): change is NewVertex {
  return change.kind === "vertex" && "isNew" in change;
}

/** The weight of an edge's properties; 0 where they hold none. */
export function weightOf(properties: GraphEdge["properties"]): number {
  return typeof properties.weight === "number" ? properties.weight : 0;
}

/** A string that is the same for the same edge only. */
export function edgeKey({ from, label, to }: EdgeName): string {
  return `${from}\u0000${label}\u0000${to}`;
}

function mergeEdge(
  before: EdgeChange | undefined,
  change: EdgeChange,
): EdgeChange | null {
  if (change.kind === "edge") return withoutEmptyWeight(change.edge);
  if (change.kind === "removeEdge" || before === undefined) return change;
  const { from, label, to, by } = change;
  switch (before.kind) {
    case "addWeight":
      return before.by + by === 0 ? null : { ...before, by: before.by + by };
    case "edge": {
      const { properties } = before.edge;
      const weight = weightOf(properties) + by;
      return withoutEmptyWeight({
        ...before.edge,
        properties: { ...properties, weight },
      });
    }
    case "removeEdge":
      return withoutEmptyWeight(weightedEdge(from, label, to, by));
  }
}

/** An edge that holds a weight and nothing else. */
export function weightedEdge(
  from: string,
  label: EdgeLabel,
  to: string,
  weight: number,
): GraphEdge {
  return { from, label, to, properties: { weight } };
}

function withoutEmptyWeight(edge: GraphEdge): EdgeChange {
  const { from, label, to, properties } = edge;
  return "weight" in properties && weightOf(properties) <= 0
    ? { kind: "removeEdge", from, label, to }
    : { kind: "edge", edge };
}
