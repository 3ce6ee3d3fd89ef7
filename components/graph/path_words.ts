import type { EdgeLabel, GraphEdge, GraphVertex } from "@/lib/models/graph.ts";
import type { GraphPathList } from "@/lib/models/graph_answers.ts";
import { type Names, vertexName, weightWords } from "./words.ts";

/** A way between two vertices, as the service gives it. */
export type Path = GraphPathList["paths"][number];

/** One edge of a path, as it is walked. */
export interface Step {
  /** "discusses", "came of". */
  verb: string;
  /** "4 messages", where the edge has a weight. */
  weight: string | null;
  to: { id: string; name: string };
}

const VERBS: Record<EdgeLabel, { along: string; against: string }> = {
  HAS_CONVERSATION: { along: "writes in", against: "is with" },
  DISCUSS_TOPIC: { along: "discusses", against: "is discussed in" },
  USES_ENGAGEMENT: { along: "uses", against: "is used in" },
  TARGETS_TOPIC: { along: "aims at", against: "is aimed at by" },
  RESULTS_IN_OUTCOME: { along: "led to", against: "came of" },
};

/** The steps of a path, from its first vertex on. */
export function pathSteps(
  { vertices, edges }: Path,
  known: ReadonlyMap<string, GraphVertex>,
  names: Names,
): Step[] {
  return edges.map((edge, i) => {
    const to = vertices[i + 1] ?? "";
    return {
      verb: verbOf(edge, vertices[i] ?? ""),
      weight: weightWords(edge),
      to: { id: to, name: nameIn(known, to, names) },
    };
  });
}

function verbOf({ from, label }: GraphEdge, walkedFrom: string): string {
  return VERBS[label][from === walkedFrom ? "along" : "against"];
}

/** What a vertex of a path is called; its id where it is not known. */
export function nameIn(
  known: ReadonlyMap<string, GraphVertex>,
  id: string,
  names: Names,
): string {
  const vertex = known.get(id);
  return vertex === undefined ? id : vertexName(vertex, names);
}
