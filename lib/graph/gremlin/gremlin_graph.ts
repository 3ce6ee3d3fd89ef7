import type {
  DayRange,
  EdgeLabel,
  GraphCounts,
  GraphEdge,
  OutcomeKind,
  SentimentTrendPoint,
  TimeRange,
} from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import type { SettledChange } from "../changes.ts";
import type { CopyTarget, FencedOptions } from "../copy/target.ts";
import { erasureOfFan } from "../erasure.ts";
import type {
  EdgeOptions,
  GraphScope,
  GraphStore,
  HomeVertex,
  NeighbourPage,
  RankedVertex,
  SearchOptions,
  TopicOutcomes,
  TopicVolume,
  TopOptions,
} from "../graph_store.ts";
import { parseCursor, toCursor } from "../edge_cursor.ts";
import {
  EDGES_PER_STEP,
  type EdgesAt,
  findPaths,
  type PathOptions,
  type Paths,
} from "../paths.ts";
import { VERTEX_PROPERTIES } from "../property_names.ts";
import {
  countsOf,
  edgeOf,
  edgesAtOf,
  homeVertexOf,
  neighbourOf,
  numberOf,
  rankedOf,
  textOf,
  valuesOf,
} from "./answers.ts";
import type { Traversal } from "./client.ts";
import { inParallel } from "./in_parallel.ts";
import {
  CONTROL_LABEL,
  edgeEndKey,
  type EdgeKeyRange,
  edgeKeysOf,
  FIRST_KEY,
  fromSortable,
  LAST_KEY,
  otherOf,
} from "./layout.ts";
import * as traversals from "./traversals.ts";
import {
  type ClaimOptions,
  GremlinWriter,
  REQUESTS_AT_ONCE,
  type Submits,
} from "./writer.ts";

/**
 * The labelled property graph in a Gremlin database: Azure Cosmos DB, or a
 * server of TinkerPop's. All calls reject with `GremlinUnavailable` while it
 * cannot be asked, and with `GremlinRefused` for what it never takes.
 */
export class GremlinGraph implements GraphStore, CopyTarget {
  readonly #client: Submits;
  readonly #writer: GremlinWriter;

  /** The client may still be used by others. */
  constructor(client: Submits) {
    this.#client = client;
    this.#writer = new GremlinWriter(client);
  }

  write(scope: GraphScope, changes: readonly SettledChange[]): Promise<void> {
    return this.#writer.write(scope, changes);
  }

  /**
   * Claims a creator's partition with a fence, a text that is larger for whoever
   * comes later. Gives `new` as long as nothing was written under a fence since
   * the server knows of the partition: it is empty then, as whatever else is
   * there is removed. Gives `kept` after. Throws {@linkcode FenceLost} if a larger fence holds, unless `force` takes
   * it away.
   */
  claim(
    scope: GraphScope,
    fence: string,
    options: ClaimOptions = {},
  ): Promise<"kept" | "new"> {
    return this.#writer.claim(scope, fence, options);
  }

  /**
   * Whether the server holds what was written under a fence: one that has lost
   * its data does not.
   */
  knows(scope: GraphScope): Promise<boolean> {
    return this.#writer.knows(scope);
  }

  /**
   * As {@linkcode write}, while the partition holds `fence`. Throws
   * {@linkcode FenceLost} if it holds another, and {@linkcode CopyLost} if the
   * server does not know it; then some of the changes may have been written.
   * Changes that the server refuses do not keep the others from being written.
   */
  writeFenced(
    scope: GraphScope,
    fence: string,
    changes: readonly SettledChange[],
    options: FencedOptions,
  ): Promise<void> {
    return this.#writer.writeFenced(scope, fence, changes, options);
  }

  async read(
    scope: GraphScope,
    ids: Iterable<string>,
  ): Promise<Map<string, HomeVertex>> {
    const found = await this.#inChunks(
      ids,
      traversals.READ_SIZES,
      (some) => traversals.readVertices(scope, some),
    );
    return new Map(found.map((given) => {
      const held = homeVertexOf(given);
      return [held.vertex.id, held];
    }));
  }

  async listIds(
    scope: GraphScope,
    options: { after: string | null; limit: number },
  ): Promise<string[]> {
    if (options.limit <= 0) return [];
    const keys = await this.#ask(traversals.listKeys(scope, options));
    return keys.map((key) => fromSortable(textOf(key)));
  }

  async counts(scope: GraphScope): Promise<GraphCounts> {
    const [vertices, edges] = await Promise.all([
      this.#ask(traversals.countVertices(scope)),
      this.#ask(traversals.countEdges(scope)),
    ]);
    const byLabel = countsOf(vertices);
    byLabel.delete(CONTROL_LABEL);
    return {
      vertices: Object.fromEntries(byLabel),
      edges: Object.fromEntries(countsOf(edges)),
    };
  }

  async neighbours(
    scope: GraphScope,
    id: string,
    options: EdgeOptions,
  ): Promise<NeighbourPage> {
    const range = rangeOf(options);
    const { direction, limit } = options;
    if (limit <= 0) return { neighbours: [], cursor: null };
    // One more than asked for tells whether there is a next page.
    const traversal = traversals.listNeighbours(scope, id, {
      direction,
      range,
      limit: limit + 1,
    });
    const found = (await this.#ask(traversal)).map(neighbourOf);
    const neighbours = found.slice(0, limit);
    const last = found.length > limit ? neighbours.at(-1) : undefined;
    return {
      neighbours,
      cursor: last === undefined
        ? null
        : toCursor({ label: last.edge.label, other: last.vertex.id }),
    };
  }

  paths(
    scope: GraphScope,
    { from, to }: { from: string; to: string },
    options: PathOptions = {},
  ): Promise<Paths> {
    const read = (ids: readonly string[]) => this.#edgesAt(scope, ids);
    return findPaths(from, to, read, options);
  }

  async search(
    scope: GraphScope,
    options: SearchOptions,
  ): Promise<RankedVertex[]> {
    if (options.limit <= 0) return [];
    return (await this.#ask(traversals.search(scope, options))).map(rankedOf);
  }

  async top(
    scope: GraphScope,
    { label, by, limit }: TopOptions,
  ): Promise<RankedVertex[]> {
    if (limit <= 0) return [];
    if (by === "degree") {
      const traversal = traversals.topByDegree(scope, { label, limit });
      return (await this.#ask(traversal)).map(rankedOf);
    }
    const { property } = by;
    const types = VERTEX_PROPERTIES[label];
    const isNumber = Object.hasOwn(types, property) &&
      types[property] === "number";
    if (!isNumber) return [];
    const options = { label, property, limit };
    const traversal = traversals.topByProperty(scope, options);
    return (await this.#ask(traversal)).map(rankedOf);
  }

  async heaviestEdges(
    scope: GraphScope,
    options: { label: EdgeLabel; limit: number },
  ): Promise<GraphEdge[]> {
    if (options.limit <= 0) return [];
    const traversal = traversals.heaviestEdges(scope, options);
    return (await this.#ask(traversal)).map(edgeOf);
  }

  async topicVolumes(
    scope: GraphScope,
    days: DayRange,
  ): Promise<TopicVolume[]> {
    const sums = await this.#ask(traversals.sumTopics(scope, days));
    return (await this.#named(scope, countsOf(sums)))
      .map(([topic, volume]) => ({ topic, volume }));
  }

  async sentimentByDay(
    scope: GraphScope,
    days: DayRange,
  ): Promise<SentimentTrendPoint[]> {
    const found = await this.#ask(traversals.listSentiments(scope, days));
    return found.map((given) => {
      const values = valuesOf(given);
      return {
        date: textOf(values.get("date")),
        sentiment_score: numberOf(values.get("sentiment")),
      };
    });
  }

  async outcomesByTopic(
    scope: GraphScope,
    times: TimeRange,
    kind: OutcomeKind,
  ): Promise<TopicOutcomes[]> {
    const traversal = traversals.countOutcomeTopics(scope, times, kind);
    const counts = countsOf(await this.#ask(traversal));
    return (await this.#named(scope, counts))
      .map(([topic, outcomes]) => ({ topic, outcomes }));
  }

  async eraseFan(scope: GraphScope, id: string): Promise<void> {
    await this.write(scope, await erasureOfFan(this, scope, id));
  }

  /**
   * As in the interface. Whoever writes under a fence is kept from it first;
   * an erasure that fails is begun again.
   */
  eraseCreator(scope: GraphScope): Promise<void> {
    return this.#writer.erase(scope);
  }

  async #edgesAt(
    scope: GraphScope,
    ids: readonly string[],
  ): Promise<Map<string, EdgesAt>> {
    const found = await this.#inChunks(
      ids,
      traversals.EDGE_READ_SIZES,
      (some) => traversals.readEdges(scope, some, EDGES_PER_STEP + 1),
    );
    const read = new Map(found.map((at) => edgesAtOf(at, EDGES_PER_STEP)));
    const nothing = { edges: [], complete: true };
    return new Map(ids.map((id) => [id, read.get(id) ?? nothing]));
  }

  /** Counts by the names of topics, the most first, then in order of names. */
  async #named(
    scope: GraphScope,
    counts: ReadonlyMap<string, number>,
  ): Promise<[name: string, count: number][]> {
    const topics = await this.read(scope, [...counts.keys()].map(otherOf));
    return [...counts]
      .flatMap(([key, n]): [string, number][] => {
        const name = topics.get(otherOf(key))?.vertex.properties.name;
        return typeof name === "string" ? [[name, n]] : [];
      })
      .sort(([a, m], [b, n]) => n - m || compareKeyText(a, b));
  }

  /** Asks about many vertices, as many at once as the largest size says. */
  async #inChunks(
    ids: Iterable<string>,
    sizes: readonly number[],
    traversalFor: (ids: readonly string[]) => Traversal,
  ): Promise<unknown[]> {
    const distinct = [...new Set(ids)];
    const size = Math.max(...sizes);
    const chunks: string[][] = [];
    for (let i = 0; i < distinct.length; i += size) {
      chunks.push(distinct.slice(i, i + size));
    }
    const answers = await inParallel(
      chunks,
      REQUESTS_AT_ONCE,
      (some) => this.#ask(traversalFor(some)),
    );
    return answers.flat();
  }

  #ask(traversal: Traversal): Promise<unknown[]> {
    return this.#client.submit(traversal);
  }
}

/** The keys of the edges that may be on the page. */
function rangeOf({ label, cursor }: EdgeOptions): EdgeKeyRange {
  const all = label === undefined
    ? { after: FIRST_KEY, before: LAST_KEY }
    : edgeKeysOf(label);
  if (cursor === undefined) return all;
  const last = parseCursor(cursor, label);
  return { ...all, after: edgeEndKey(last.label, last.other) };
}
