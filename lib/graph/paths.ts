import type { GraphEdge } from "@/lib/models/mod.ts";

/** How far to look for paths, and how much to look at. */
export interface PathOptions {
  /** Edges of a path at most, from 1 to {@linkcode MAX_PATH_LENGTH}. Default 4. */
  maxLength?: number;
  /** Paths at most. Default 20. */
  limit?: number;
  /** Vertices whose edges are read, at most. Default 500. */
  maxVisited?: number;
}

/** A way along edges, in whichever direction they point; no vertex twice. */
export interface GraphPath {
  /** Ids from the first vertex to the last. */
  vertices: string[];
  /** The edges between them, as they are stored. */
  edges: GraphEdge[];
}

/** Paths, the shortest first. */
export interface Paths {
  paths: GraphPath[];
  /** Whether these are all there are; `false` where a bound ended the search. */
  complete: boolean;
}

/** The edges at a vertex, in both directions, as far as they are to be read. */
export interface EdgesAt {
  edges: GraphEdge[];
  /** Whether that is all of them. */
  complete: boolean;
}

/** Reads the edges at many vertices at once, by vertex. */
export type ReadEdges = (
  ids: readonly string[],
) => Promise<ReadonlyMap<string, EdgesAt>>;

/** Edges in one direction that a search for paths reads at a vertex. */
export const EDGES_PER_STEP = 200;
/** Edges of the longest path that can be asked for. */
export const MAX_PATH_LENGTH = 6;
/** Beginnings of paths that a search keeps at once. */
const MAX_HEADS = 20_000;

/**
 * Paths between two vertices. Looks from both ends: a vertex with very many
 * edges then is found from its neighbours, not by reading all its edges. Throws
 * a `RangeError` for a length out of bounds.
 */
export async function findPaths(
  from: string,
  to: string,
  edgesAt: ReadEdges,
  { maxLength = 4, limit = 20, maxVisited = 500 }: PathOptions = {},
): Promise<Paths> {
  if (!(maxLength >= 1 && maxLength <= MAX_PATH_LENGTH)) {
    throw new RangeError(
      `A path's length is from 1 to ${MAX_PATH_LENGTH}, not ${maxLength}`,
    );
  }
  const search = new PathSearch(to, edgesAt, limit, maxVisited);
  if (from === to) return { paths: [], complete: true };
  const tail = Math.ceil(maxLength / 2);
  await search.lookBack(tail);
  const start: GraphPath = { vertices: [from], edges: [] };
  for (let length = 1; length <= tail; length++) search.finish(start, length);
  let heads = [start];
  for (let length = tail + 1; length <= maxLength && !search.full; length++) {
    heads = await search.extend(heads, length === maxLength);
    for (const head of heads) search.finish(head, tail);
  }
  const { paths, full, complete } = search;
  return { paths, complete: complete && !full };
}

class PathSearch {
  readonly paths: GraphPath[] = [];
  complete = true;
  readonly #to: string;
  readonly #edgesAt: ReadEdges;
  readonly #limit: number;
  #readsLeft: number;
  readonly #read = new Map<string, GraphEdge[]>();
  /** By vertex, the edges that lead on towards the last vertex. */
  readonly #towards = new Map<string, GraphEdge[]>();
  /** By vertex, the edges of the shortest way to the last vertex. */
  readonly #distance = new Map<string, number>();

  constructor(
    to: string,
    edgesAt: ReadEdges,
    limit: number,
    maxVisited: number,
  ) {
    this.#to = to;
    this.#edgesAt = edgesAt;
    this.#limit = limit;
    this.#readsLeft = maxVisited;
  }

  get full(): boolean {
    return this.paths.length >= this.#limit;
  }

  /** Reads what lies up to `steps` edges before the last vertex. */
  async lookBack(steps: number): Promise<void> {
    const seen = new Set([this.#to]);
    let front = [this.#to];
    // Half of the reads are for the way from the other end.
    const reserve = Math.floor(this.#readsLeft / 2);
    this.#readsLeft -= reserve;
    for (let step = 0; step < steps; step++) {
      const next: string[] = [];
      await this.#readEdges(front);
      for (const id of front) {
        for (const edge of this.#edgesOf(id)) {
          const other = otherEnd(edge, id);
          const leads = this.#towards.get(other);
          if (leads === undefined) this.#towards.set(other, [edge]);
          else leads.push(edge);
          if (seen.has(other)) continue;
          seen.add(other);
          this.#distance.set(other, step + 1);
          next.push(other);
        }
      }
      front = next;
    }
    this.#readsLeft += reserve;
  }

  /**
   * Paths that are one of `heads` and an edge, short of the last vertex. If they
   * are not to be extended again, only those from which something leads there.
   */
  async extend(
    heads: readonly GraphPath[],
    isLast: boolean,
  ): Promise<GraphPath[]> {
    const longer: GraphPath[] = [];
    await this.#readEdges(heads.map(endOf));
    for (const head of heads) {
      const end = endOf(head);
      for (const edge of this.#edgesOf(end)) {
        const next = otherEnd(edge, end);
        if (next === this.#to) continue;
        if (isLast && !this.#towards.has(next)) continue;
        if (longer.length >= MAX_HEADS) {
          this.complete = false;
          return longer;
        }
        const path = follow(head, edge, next);
        if (path !== null) longer.push(path);
      }
    }
    return longer;
  }

  /** Takes the paths that go on from `head` to the last vertex in `steps` edges. */
  finish(head: GraphPath, steps: number): void {
    if (this.full) return;
    const end = endOf(head);
    if (end === this.#to && steps === 0) this.paths.push(head);
    if (end === this.#to || steps === 0) return;
    if ((this.#distance.get(end) ?? Infinity) > steps) return;
    for (const edge of this.#towards.get(end) ?? []) {
      const path = follow(head, edge, otherEnd(edge, end));
      if (path !== null) this.finish(path, steps - 1);
    }
  }

  /** Reads what is not known yet of the edges at `ids`, as far as it may. */
  async #readEdges(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !this.#read.has(id));
    const some = unknown.slice(0, this.#readsLeft);
    if (some.length < unknown.length) this.complete = false;
    if (some.length === 0) return;
    this.#readsLeft -= some.length;
    const read = await this.#edgesAt(some);
    for (const id of some) {
      const { edges, complete } = read.get(id) ?? NO_EDGES;
      if (!complete) this.complete = false;
      this.#read.set(id, edges);
    }
  }

  #edgesOf(id: string): GraphEdge[] {
    return this.#read.get(id) ?? [];
  }
}

const NO_EDGES: EdgesAt = { edges: [], complete: true };

function endOf({ vertices }: GraphPath): string {
  return vertices.at(-1) ?? "";
}

function otherEnd(edge: GraphEdge, id: string): string {
  return edge.from === id ? edge.to : edge.from;
}

/** The path one edge longer, or `null` if it would meet itself. */
function follow(
  path: GraphPath,
  edge: GraphEdge,
  next: string,
): GraphPath | null {
  return path.vertices.includes(next) ? null : {
    vertices: [...path.vertices, next],
    edges: [...path.edges, edge],
  };
}
