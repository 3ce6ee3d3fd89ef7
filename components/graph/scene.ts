import type { VertexLabel } from "@/lib/models/graph.ts";
import { edgeKey, type Visible, weightOf } from "./sight.ts";
import { type Names, vertexName } from "./words.ts";

/** A vertex as it is drawn. */
export interface SceneNode {
  id: string;
  label: VertexLabel;
  /** What it is called, for the pointer. */
  title: string;
  /** What stands beside it, where there is room; `null`: nothing. */
  name: string | null;
  /** Its radius, in pixels, where the whole picture is seen. */
  size: number;
}

/** An edge as it is drawn. */
export interface SceneEdge {
  key: string;
  from: string;
  to: string;
  /** Its width in pixels. */
  size: number;
  /** How strongly it draws its ends together. */
  pull: number;
}

/** All that is drawn. */
export interface Scene {
  nodes: readonly SceneNode[];
  edges: readonly SceneEdge[];
}

/** What somebody looks at in the picture. */
export interface Attention {
  selected: string | null;
  /** Vertices and edges of the path, in order; `null`: there is none. */
  path: { vertices: readonly string[]; edges: readonly string[] } | null;
}

const SMALLEST = 4;
const LARGEST = 17;
/** Characters of a name beside a vertex. */
const MOST_LETTERS = 26;

/** What is drawn of what is seen. */
export function sceneOf(seen: Visible, names: Names): Scene {
  const named = namedByFan(seen);
  return {
    nodes: seen.vertices.map((vertex) => {
      const title = shortened(vertexName(vertex, names));
      return {
        id: vertex.id,
        label: vertex.label,
        title,
        name: named.has(vertex.id) ? null : title,
        size: sizeOf(seen.degrees.get(vertex.id) ?? 0, vertex.label),
      };
    }),
    edges: seen.edges.map((edge) => ({
      key: edgeKey(edge),
      from: edge.from,
      to: edge.to,
      size: Math.min(3.5, 0.5 + 0.45 * Math.log2(1 + weightOf(edge))),
      pull: edge.label === "HAS_CONVERSATION" ||
          edge.label === "RESULTS_IN_OUTCOME"
        ? 3
        : 0.5 + 0.25 * Math.log2(1 + weightOf(edge)),
    })),
  };
}

/** Conversations beside whose fan the same name would stand again. */
function namedByFan({ edges }: Visible): Set<string> {
  return new Set(
    edges.filter(({ from, label }) =>
      label === "HAS_CONVERSATION" && from.startsWith("fan:")
    ).map(({ to }) => to),
  );
}

/** Radius by the number of edges in the picture. Outcomes have one each. */
function sizeOf(degree: number, label: VertexLabel): number {
  const size = Math.min(LARGEST, SMALLEST + 1.9 * Math.sqrt(degree));
  return label === "InteractionOutcome" ? size * 0.8 : size;
}

/** A name that is not too long to stand beside a vertex. */
export function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= MOST_LETTERS
    ? name
    : `${letters.slice(0, MOST_LETTERS - 1).join("").trimEnd()}…`;
}
