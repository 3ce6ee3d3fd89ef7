import type { GraphVertex, VertexLabel } from "@/lib/models/graph.ts";
import type { Neighbour } from "./neighbours.ts";
import { weightOf } from "./sight.ts";
import { groupTitle } from "./words.ts";

/** Neighbours of one label by edges of one label in one direction. */
export interface Group {
  key: string;
  title: string;
  label: VertexLabel;
  /** The heaviest edges first; `weight` in messages, where edges have one. */
  neighbours: { vertex: GraphVertex; weight: number | null }[];
}

/** Neighbours by the edges to them; the order of groups is that of the answer. */
export function groupsOf(neighbours: readonly Neighbour[]): Group[] {
  const groups = new Map<string, Neighbour[]>();
  for (const neighbour of neighbours) {
    const { direction, edge, vertex } = neighbour;
    const key = `${direction} ${edge.label} ${vertex.label}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [neighbour]);
    else group.push(neighbour);
  }
  return [...groups].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{
      key,
      title: groupTitle(first.edge.label, first.direction),
      label: first.vertex.label,
      neighbours: group
        .toSorted((a, b) => weightOf(b.edge) - weightOf(a.edge))
        .map(({ edge, vertex }) => ({
          vertex,
          weight: edge.properties.weight === undefined ? null : weightOf(edge),
        })),
    }];
  });
}
