import type {
  CreatorId,
  DayRange,
  EdgeLabel,
  GraphCounts,
  GraphEdge,
  GraphVertex,
  OutcomeKind,
  SentimentTrendPoint,
  TimeRange,
  VertexLabel,
} from "@/lib/models/mod.ts";
import type { Dataset } from "@/lib/store/mod.ts";
import type { SettledChange } from "./changes.ts";
import type { PathOptions, Paths } from "./paths.ts";

/**
 * The graph of one creator in one dataset: every vertex and edge belongs to one,
 * and ids are unique within it.
 */
export interface GraphScope {
  dataset: Dataset;
  creator: CreatorId;
}

/** A vertex, and how many edges touch it. */
export interface RankedVertex {
  vertex: GraphVertex;
  degree: number;
}

/**
 * A vertex with the edges of which it is the home, see {@linkcode endsOf}: of
 * all vertices together, each edge once. No vertex is the home of very many.
 */
export interface HomeVertex {
  vertex: GraphVertex;
  edges: GraphEdge[];
}

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

/** Which of a vertex's edges to give, and how many. */
export interface EdgeOptions {
  /** From the vertex (`out`) or to it (`in`). */
  direction: "out" | "in";
  /** Only edges of this label; all by default. */
  label?: EdgeLabel;
  /** Edges at most. */
  limit: number;
  /** Where the page before this one ended. */
  cursor?: string;
}

/** A cursor that no page has given, or not for this question. */
export class InvalidCursor extends Error {
  override name = "InvalidCursor";
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

/** How many messages mention a topic. */
export interface TopicVolume {
  topic: string;
  volume: number;
}

/** How many outcomes conversations came to that discuss a topic. */
export interface TopicOutcomes {
  topic: string;
  outcomes: number;
}

/**
 * A labelled property graph, by creator. All implementations give the same
 * answers to the same graph.
 */
export interface GraphStore {
  /**
   * Applies changes, each of which may be applied again without harm. They need
   * not take effect together, but in an order in which every edge finds its
   * ends; an edge of which an end is neither there nor among the changes is left
   * out. Edges fit {@linkcode EDGE_ENDS}.
   */
  write(scope: GraphScope, changes: readonly SettledChange[]): Promise<void>;

  /** Those of the vertices with these ids that are there, by id. */
  read(
    scope: GraphScope,
    ids: Iterable<string>,
  ): Promise<Map<string, HomeVertex>>;

  /** Ids of vertices after `after`, in an order that is always the same. */
  listIds(
    scope: GraphScope,
    options: { after: string | null; limit: number },
  ): Promise<string[]>;

  /** Vertices and edges by label; labels of which there are none are left out. */
  counts(scope: GraphScope): Promise<GraphCounts>;

  /**
   * A page of a vertex's edges with the vertices at their other ends; empty if
   * there is no such vertex. Throws {@linkcode InvalidCursor}.
   */
  neighbours(
    scope: GraphScope,
    id: string,
    options: EdgeOptions,
  ): Promise<NeighbourPage>;

  /** Paths between two vertices, the shortest first, see {@linkcode findPaths}. */
  paths(
    scope: GraphScope,
    ends: { from: string; to: string },
    options?: PathOptions,
  ): Promise<Paths>;

  /** Vertices whose id begins so, in order of ids. */
  search(scope: GraphScope, options: SearchOptions): Promise<RankedVertex[]>;

  /**
   * The vertices with the most edges or the largest figure; ties in order of
   * ids. Looks at every vertex of the label: cheap for topics and actions, and
   * proportional to the account for conversations, fans and outcomes.
   */
  top(scope: GraphScope, options: TopOptions): Promise<RankedVertex[]>;

  /**
   * The edges of a label with the largest weights; ties in order of the ids of
   * their homes, then of their other ends. Looks at every edge of the label.
   */
  heaviestEdges(
    scope: GraphScope,
    options: { label: EdgeLabel; limit: number },
  ): Promise<GraphEdge[]>;

  /**
   * Messages of those days that mention each topic, the most first, then in
   * order of names.
   */
  topicVolumes(scope: GraphScope, days: DayRange): Promise<TopicVolume[]>;

  /** Mean sentiment of each of those days that has any, in order of time. */
  sentimentByDay(
    scope: GraphScope,
    days: DayRange,
  ): Promise<SentimentTrendPoint[]>;

  /**
   * Which topics come before an outcome: outcomes within those times by the
   * topics that their conversations discuss, the most first, then in order of
   * names. Only outcomes that conversations still list are counted. Looks at every
   * outcome.
   */
  outcomesByTopic(
    scope: GraphScope,
    times: TimeRange,
    kind: OutcomeKind,
  ): Promise<TopicOutcomes[]>;

  /**
   * Removes a fan's vertex, the conversations with the fan, what these came to,
   * and all edges of those. Names that conversations share stay, and so does
   * what is counted of many fans together.
   */
  eraseFan(scope: GraphScope, id: string): Promise<void>;

  /** Removes all of the creator's graph. */
  eraseCreator(scope: GraphScope): Promise<void>;
}
