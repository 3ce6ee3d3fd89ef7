import {
  type GraphPath,
  type GraphScope,
  type GraphStore,
  InvalidCursor,
  type Neighbour,
  type RankedVertex,
} from "@/lib/graph/mod.ts";
import type {
  EdgeLabel,
  GraphPathsQuery,
  GraphSearchQuery,
  GraphVertex,
  GraphVertexQuery,
  VertexLabel,
} from "@/lib/models/mod.ts";

/** A neighbour, and which way the edge to it points. */
export interface DirectedNeighbour extends Neighbour {
  direction: "out" | "in";
}

/** A vertex with a page of its neighbourhood. */
export interface Neighbourhood {
  vertex: GraphVertex;
  neighbours: DirectedNeighbour[];
  /** Where the next page begins; `null` on the last one. */
  next_cursor: string | null;
}

/** Paths, and the vertices that are on them, each once. */
export interface PathsWithVertices {
  paths: GraphPath[];
  vertices: GraphVertex[];
  /** Whether these are all paths of that length. */
  complete: boolean;
}

/** A parameter is the id of a vertex that there is not. */
export class NoSuchVertex {
  constructor(readonly parameter: "id" | "from" | "to") {}
}

/** Labels in the order in which they are looked through: what has names first. */
const SEARCHED: readonly VertexLabel[] = [
  "Fan",
  "Topic",
  "EngagementAction",
  "ConversationNode",
  "InteractionOutcome",
  "Day",
  "Creator",
];

/** Characters of a text among the properties of an answer. */
const MAX_TEXT = 200;

/** Vertices whose id begins so: of one label, or of one label after the other. */
export async function searchVertices(
  graph: GraphStore,
  scope: GraphScope,
  { label, q, limit }: Pick<GraphSearchQuery, "label" | "q" | "limit">,
): Promise<RankedVertex[]> {
  const found: RankedVertex[] = [];
  for (const one of label === undefined ? SEARCHED : [label]) {
    const room = limit - found.length;
    if (room === 0) break;
    const options = { label: one, start: q, limit: room };
    found.push(...await graph.search(scope, options));
  }
  return found;
}

/** What of a vertex's neighbourhood is asked for. */
type NeighbourhoodQuery = Pick<
  GraphVertexQuery,
  "id" | "direction" | "edge" | "limit" | "cursor"
>;

/**
 * A vertex with a page of its edges: those from it, then those to it, unless one
 * direction is asked for. Throws `InvalidCursor`.
 */
export async function neighbourhood(
  graph: GraphStore,
  scope: GraphScope,
  query: NeighbourhoodQuery,
): Promise<Neighbourhood | NoSuchVertex> {
  const { id } = query;
  const vertex = (await graph.read(scope, [id])).get(id)?.vertex;
  if (vertex === undefined) return new NoSuchVertex("id");
  const pages = new NeighbourPages(graph, scope, query);
  const { neighbours, cursor } = await pages.read(query.cursor);
  return { vertex, neighbours, next_cursor: cursor };
}

/** Paths between two vertices, with the vertices that are on them. */
export async function pathsBetween(
  graph: GraphStore,
  scope: GraphScope,
  { from, to, max_length, limit }: Pick<
    GraphPathsQuery,
    "from" | "to" | "max_length" | "limit"
  >,
): Promise<PathsWithVertices | NoSuchVertex> {
  const ends = await graph.read(scope, [from, to]);
  if (!ends.has(from)) return new NoSuchVertex("from");
  if (!ends.has(to)) return new NoSuchVertex("to");
  const { paths, complete } = await graph.paths(scope, { from, to }, {
    maxLength: max_length,
    limit,
  });
  const ids = paths.flatMap(({ vertices }) => vertices);
  const known = await graph.read(scope, new Set(ids));
  const vertices = [...known.values()].map(({ vertex }) => vertex);
  return { paths, vertices, complete };
}

/**
 * A vertex as an answer has it: long texts are cut, as profiles may hold any,
 * and the vector is left out unless it is asked for.
 */
export function shownVertex(
  { embedding, ...vertex }: GraphVertex,
  query: { embedding: boolean },
): GraphVertex {
  const properties: GraphVertex["properties"] = {};
  for (const [name, value] of Object.entries(vertex.properties)) {
    properties[name] = typeof value === "string" ? cut(value) : value;
  }
  return {
    ...vertex,
    properties,
    ...query.embedding && embedding !== undefined ? { embedding } : {},
  };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT
    ? text
    : `${text.slice(0, MAX_TEXT).toWellFormed()}…`;
}

/** Where a page begins: with the edges after the store's own cursor, or the first. */
interface Place {
  direction: "out" | "in";
  cursor: string;
}

/**
 * Edges of a vertex, page by page. A cursor is the direction in which it goes on,
 * a colon, and the store's cursor, or nothing where a direction begins.
 */
class NeighbourPages {
  readonly #graph: GraphStore;
  readonly #scope: GraphScope;
  readonly #query: NeighbourhoodQuery;

  constructor(
    graph: GraphStore,
    scope: GraphScope,
    query: NeighbourhoodQuery,
  ) {
    this.#graph = graph;
    this.#scope = scope;
    this.#query = query;
  }

  /** The page that begins at a cursor; the first one by default. */
  async read(
    cursor: string | undefined,
  ): Promise<{ neighbours: DirectedNeighbour[]; cursor: string | null }> {
    const { limit, direction } = this.#query;
    const neighbours: DirectedNeighbour[] = [];
    let place = this.#placeOf(cursor);
    for (;;) {
      const page = await this.#page(place, limit - neighbours.length);
      neighbours.push(...page.neighbours);
      if (page.cursor !== null) {
        return { neighbours, cursor: `${place.direction}:${page.cursor}` };
      }
      if (direction !== undefined || place.direction === "in") {
        return { neighbours, cursor: null };
      }
      place = { direction: "in", cursor: "" };
      if (neighbours.length >= limit) {
        const { neighbours: [more] } = await this.#page(place, 1);
        return { neighbours, cursor: more === undefined ? null : "in:" };
      }
    }
  }

  #placeOf(cursor: string | undefined): Place {
    const { direction } = this.#query;
    if (cursor === undefined) {
      return { direction: direction ?? "out", cursor: "" };
    }
    const colon = cursor.indexOf(":");
    const [way, rest] = [cursor.slice(0, colon), cursor.slice(colon + 1)];
    const isWay = way === "out" || way === "in";
    if (!isWay || (direction !== undefined && direction !== way)) {
      throw new InvalidCursor("The cursor does not belong to this direction");
    }
    return { direction: way, cursor: rest };
  }

  async #page(
    { direction, cursor }: Place,
    limit: number,
  ): Promise<{ neighbours: DirectedNeighbour[]; cursor: string | null }> {
    const { id, edge } = this.#query;
    const label: { label?: EdgeLabel } = edge === undefined
      ? {}
      : { label: edge };
    const page = await this.#graph.neighbours(this.#scope, id, {
      direction,
      limit,
      ...label,
      ...cursor === "" ? {} : { cursor },
    });
    const neighbours = page.neighbours
      .map((neighbour) => ({ direction, ...neighbour }));
    return { neighbours, cursor: page.cursor };
  }
}
