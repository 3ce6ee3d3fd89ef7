import type {
  GraphEdge,
  GraphVertex,
  VertexLabel,
} from "@/lib/models/graph.ts";

/** Vertices of a picture at most: beyond that nothing is seen, and all is slow. */
export const MOST_VERTICES = 5_000;
/** Edges of a picture at most. */
export const MOST_EDGES = 20_000;

/** A vertex, as the latest answer that has it says. */
export interface KnownVertex {
  vertex: GraphVertex;
  /** The question whose answer this is: later ones have larger numbers. */
  at: number;
  /** The number of its edges in the whole graph, where an answer told it. */
  degree: { value: number; at: number } | null;
}

/** An edge, as the latest answer that has it says. */
export interface KnownEdge {
  edge: GraphEdge;
  at: number;
}

/** What of a graph is in the picture. Edges are between vertices that are. */
export interface Sight {
  vertices: ReadonlyMap<string, KnownVertex>;
  /** By {@linkcode edgeKey}. */
  edges: ReadonlyMap<string, KnownEdge>;
}

/** A vertex of an answer, with its degree where the answer tells it. */
export interface SeenVertex {
  vertex: GraphVertex;
  degree?: number;
}

/** What an answer shows: edges, and the vertices at both their ends. */
export interface Part {
  /** The number of the question. */
  at: number;
  vertices: readonly SeenVertex[];
  edges: readonly GraphEdge[];
}

/** Nothing yet. */
export const NOTHING: Sight = { vertices: new Map(), edges: new Map() };

/** The name of an edge: ids hold no line breaks. */
export function edgeKey(
  { from, label, to }: Pick<GraphEdge, "from" | "label" | "to">,
): string {
  return `${from}\n${label}\n${to}`;
}

/** How much of a part is in the picture. */
export interface Merged {
  sight: Sight;
  /** Vertices for which there was no room. */
  left: number;
}

/** How much a picture holds. */
export interface Room {
  vertices: number;
  edges: number;
}

const ROOM: Room = { vertices: MOST_VERTICES, edges: MOST_EDGES };

/**
 * Adds what an answer shows. While there is room it makes no difference in
 * which order answers come, or how often: what the latest question told counts.
 */
export function merge(
  sight: Sight,
  { at, vertices: seen, edges: found }: Part,
  room: Room = ROOM,
): Merged {
  const vertices = new Map(sight.vertices);
  const left = new Set<string>();
  for (const one of seen) {
    const known = vertices.get(one.vertex.id);
    if (known === undefined && vertices.size >= room.vertices) {
      left.add(one.vertex.id);
    } else {
      vertices.set(one.vertex.id, laterVertex(known, one, at));
    }
  }
  const edges = new Map(sight.edges);
  for (const edge of found) {
    if (!vertices.has(edge.from) || !vertices.has(edge.to)) continue;
    const key = edgeKey(edge);
    const known = edges.get(key);
    if (known === undefined && edges.size >= room.edges) continue;
    if (known === undefined || known.at <= at) edges.set(key, { edge, at });
  }
  return { sight: { vertices, edges }, left: left.size };
}

function laterVertex(
  known: KnownVertex | undefined,
  { vertex, degree }: SeenVertex,
  at: number,
): KnownVertex {
  const told = degree === undefined ? null : { value: degree, at };
  if (known === undefined) return { vertex, at, degree: told };
  const isLater = at >= known.at;
  const tellsMore = told !== null && at >= (known.degree?.at ?? -Infinity);
  return {
    vertex: isLater ? vertex : known.vertex,
    at: Math.max(at, known.at),
    degree: tellsMore ? told : known.degree,
  };
}

/** Takes vertices out of the picture, and the edges at them. */
export function without(sight: Sight, ids: ReadonlySet<string>): Sight {
  const vertices = new Map(
    [...sight.vertices].filter(([id]) => !ids.has(id)),
  );
  const edges = new Map(
    [...sight.edges].filter(([, { edge }]) =>
      !ids.has(edge.from) && !ids.has(edge.to)
    ),
  );
  return { vertices, edges };
}

/** The part of the picture that is not hidden by its label. */
export interface Visible {
  vertices: readonly GraphVertex[];
  edges: readonly GraphEdge[];
  /** Edges that touch a vertex in this picture, by its id. */
  degrees: ReadonlyMap<string, number>;
}

/** What is seen while vertices of some labels are not. */
export function visible(
  { vertices, edges }: Sight,
  hidden: ReadonlySet<VertexLabel>,
): Visible {
  const shown: GraphVertex[] = [];
  const degrees = new Map<string, number>();
  for (const { vertex } of vertices.values()) {
    if (hidden.has(vertex.label)) continue;
    shown.push(vertex);
    degrees.set(vertex.id, 0);
  }
  const between: GraphEdge[] = [];
  for (const { edge } of edges.values()) {
    const [from, to] = [degrees.get(edge.from), degrees.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    between.push(edge);
    degrees.set(edge.from, from + 1);
    degrees.set(edge.to, to + 1);
  }
  return { vertices: shown, edges: between, degrees };
}

/** How many vertices of each label are in the picture, hidden ones too. */
export function countLabels({ vertices }: Sight): Map<VertexLabel, number> {
  const counts = new Map<VertexLabel, number>();
  for (const { vertex: { label } } of vertices.values()) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

/** The number by which an edge is drawn and laid out; 1 where it has none. */
export function weightOf({ properties: { weight } }: GraphEdge): number {
  return typeof weight === "number" && weight > 0 ? weight : 1;
}
