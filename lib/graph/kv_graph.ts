import type {
  CreatorId,
  GraphCounts,
  GraphEdge,
  GraphVertex,
  VertexLabel,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  type Dataset,
  keys,
  type Store,
} from "@/lib/store/mod.ts";
import type { GraphChange, SettledChange } from "./changes.ts";
import { escapeName } from "./ids.ts";
import type { GraphScope } from "./kv_layout.ts";
import {
  type EdgeOptions,
  listEdges,
  listEdgesWithVertices,
} from "./kv_read.ts";
import {
  listVertices,
  type RankedVertex,
  readVertices,
  vertexOf,
} from "./kv_vertices.ts";
import { writeChanges } from "./kv_write.ts";
import {
  type EdgesAt,
  findPaths,
  type PathOptions,
  type Paths,
} from "./paths.ts";

/** An edge of a vertex, and the vertex at its other end. */
export interface Neighbour {
  edge: GraphEdge;
  vertex: GraphVertex;
}

/** Neighbours in order of the edge's label and the other vertex's id. */
export interface NeighbourPage {
  neighbours: Neighbour[];
  /** Where the next page begins; `null` on the last one. */
  cursor: string | null;
}

/** What to look for, and how many vertices to give at most. */
export interface SearchOptions {
  label: VertexLabel;
  /** The first characters of a name or, for other labels, of the platform's id. */
  start: string;
  limit: number;
}

/** What to rank by, the largest first, and how many vertices to give at most. */
export interface TopOptions {
  label: VertexLabel;
  /** The number of edges, or a property that is a number. */
  by: "degree" | { property: string };
  limit: number;
}

/** Edges in one direction that a search for paths reads at a vertex. */
const EDGES_PER_STEP = 200;

/**
 * The labelled property graph in Deno KV. Every vertex and edge belongs to a
 * creator, and ids are unique within one creator.
 */
export class KvGraph {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Puts a batch of changes into `tx`, so that they are committed with their
   * cause. Gives the changes that made a difference, each of which may be
   * applied again without harm: what another copy of the graph has to be told.
   * Throws if an edge would touch a vertex that is not there.
   */
  apply(
    tx: Changes,
    dataset: Dataset,
    creator: CreatorId,
    changes: Iterable<GraphChange>,
  ): Promise<SettledChange[]> {
    return writeChanges(tx, dataset, creator, changes);
  }

  /** Vertices and edges by label, of the whole dataset or of one creator. */
  async counts(dataset: Dataset, creator?: CreatorId): Promise<GraphCounts> {
    const sum: GraphCounts = { vertices: {}, edges: {} };
    for (const counts of await this.#countsOf(dataset, creator)) {
      addCounts(sum.vertices, counts.vertices);
      addCounts(sum.edges, counts.edges);
    }
    return sum;
  }

  /** The vertex with this id, or `null`. */
  async vertex(
    dataset: Dataset,
    creator: CreatorId,
    id: string,
  ): Promise<GraphVertex | null> {
    const scope = { dataset, creator };
    const stored = (await readVertices(this.#store, scope, [id])).get(id);
    return stored === undefined ? null : vertexOf(id, stored);
  }

  /**
   * A page of a vertex's edges with the vertices at their other ends; empty if
   * there is no such vertex. Throws {@linkcode InvalidCursor}.
   */
  async neighbours(
    dataset: Dataset,
    creator: CreatorId,
    id: string,
    options: EdgeOptions,
  ): Promise<NeighbourPage> {
    const scope = { dataset, creator };
    const { edges, vertices, cursor } = await listEdgesWithVertices(
      this.#store,
      scope,
      id,
      options,
    );
    const neighbours = edges.flatMap((edge) => {
      const other = options.direction === "out" ? edge.to : edge.from;
      const stored = vertices.get(other);
      return stored ? [{ edge, vertex: vertexOf(other, stored) }] : [];
    });
    return { neighbours, cursor };
  }

  /** Paths between two vertices, the shortest first. */
  paths(
    dataset: Dataset,
    creator: CreatorId,
    from: string,
    to: string,
    options: PathOptions = {},
  ): Promise<Paths> {
    const scope = { dataset, creator };
    return findPaths(from, to, (id) => this.#edgesAt(scope, id), options);
  }

  /** Vertices whose id begins so, in order of ids. Reads no more than it gives. */
  async search(
    dataset: Dataset,
    creator: CreatorId,
    { label, start, limit }: SearchOptions,
  ): Promise<RankedVertex[]> {
    const scope = { dataset, creator };
    const found: RankedVertex[] = [];
    if (limit <= 0) return found;
    const listed = listVertices(this.#store, scope, label, {
      start: escapeName(start),
      limit,
    });
    for await (const vertex of listed) found.push(vertex);
    return found;
  }

  /**
   * The vertices with the most edges or the largest figure; ties in order of
   * ids. Reads every vertex of the label: cheap for topics and actions, and
   * proportional to the account for conversations, fans and outcomes.
   */
  async top(
    dataset: Dataset,
    creator: CreatorId,
    { label, by, limit }: TopOptions,
  ): Promise<RankedVertex[]> {
    const scope = { dataset, creator };
    let top: { figure: number; ranked: RankedVertex }[] = [];
    const cut = () => {
      top.sort((a, b) => b.figure - a.figure);
      top = top.slice(0, limit);
    };
    for await (const ranked of listVertices(this.#store, scope, label)) {
      const figure = by === "degree"
        ? ranked.degree
        : ranked.vertex.properties[by.property];
      if (typeof figure !== "number") continue;
      top.push({ figure, ranked });
      if (top.length > 2 * limit + 100) cut();
    }
    cut();
    return top.map(({ ranked }) => ranked);
  }

  async #countsOf(
    dataset: Dataset,
    creator: CreatorId | undefined,
  ): Promise<GraphCounts[]> {
    if (creator !== undefined) {
      const key = keys.graphCounts(dataset, creator);
      const entry = await this.#store.get<GraphCounts>(key);
      return entry === null ? [] : [entry.value];
    }
    const prefix = keys.graphCountsOf(dataset);
    const all: GraphCounts[] = [];
    for await (const { value } of this.#store.list<GraphCounts>({ prefix })) {
      all.push(value);
    }
    return all;
  }

  async #edgesAt(scope: GraphScope, id: string): Promise<EdgesAt> {
    const limit = EDGES_PER_STEP;
    const [out, into] = await Promise.all([
      listEdges(this.#store, scope, id, { direction: "out", limit }),
      listEdges(this.#store, scope, id, { direction: "in", limit }),
    ]);
    return {
      edges: [...out.edges, ...into.edges],
      complete: out.cursor === null && into.cursor === null,
    };
  }
}

function addCounts(
  sum: Record<string, number>,
  more: Record<string, number>,
): void {
  for (const [label, count] of Object.entries(more)) {
    sum[label] = (sum[label] ?? 0) + count;
  }
}
