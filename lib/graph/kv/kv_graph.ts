import type {
  DayRange,
  EdgeLabel,
  GraphCounts,
  GraphEdge,
  OutcomeKind,
  SentimentTrendPoint,
  TimeRange,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  type Dataset,
  keyId,
  keys,
  LruCache,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import { coalesce, type GraphChange, type SettledChange } from "../changes.ts";
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
import { escapeName } from "../ids.ts";
import { erasureOfFan } from "../erasure.ts";
import * as answers from "./insights.ts";
import { homeEdges, vertexKey } from "./layout.ts";
import {
  type ConstantVertices,
  listEdges,
  listEdgesWithVertices,
} from "./read.ts";
import { listVertices, readVertices, vertexOf } from "./vertices.ts";
import { writeChanges } from "./write.ts";
import {
  EDGES_PER_STEP,
  type EdgesAt,
  findPaths,
  type PathOptions,
  type Paths,
} from "../paths.ts";
import { Ranking } from "./ranking.ts";

/** Vertices that never change and are held in memory, for whoever reads. */
const CONSTANT_VERTICES = 2_000;
/** Changes of one commit: each writes a few keys. */
const CHANGES_PER_COMMIT = 200;

/**
 * The labelled property graph in Deno KV: the one that is written in the commit
 * of each message.
 */
export class KvGraph implements GraphStore {
  readonly #store: Store;
  readonly #constant: ConstantVertices = new LruCache(CONSTANT_VERTICES);

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Puts a batch of changes into `tx`, so that they are committed with their
   * cause. Gives the changes that made a difference, each of which may be
   * applied again without harm. Throws if an edge would touch a vertex that is
   * not there.
   */
  async apply(
    tx: Changes,
    scope: GraphScope,
    changes: Iterable<GraphChange>,
  ): Promise<SettledChange[]> {
    const settled = await writeChanges(tx, scope, changes);
    for (const change of settled) {
      if (change.kind !== "vertex") continue;
      this.#constant.delete(keyId(vertexKey(scope, change.vertex.id)));
    }
    return settled;
  }

  /** As in the interface; nothing else may change the graph meanwhile. */
  async write(
    scope: GraphScope,
    changes: readonly SettledChange[],
  ): Promise<void> {
    const fewest = await this.#withoutLoose(scope, coalesce(changes));
    for (let i = 0; i < fewest.length; i += CHANGES_PER_COMMIT) {
      const tx = new Transaction(this.#store);
      const some = fewest.slice(i, i + CHANGES_PER_COMMIT);
      await this.apply(tx, scope, some);
      await tx.commit();
    }
  }

  async read(
    scope: GraphScope,
    ids: Iterable<string>,
  ): Promise<Map<string, HomeVertex>> {
    const stored = await readVertices(this.#store, scope, ids);
    return new Map([...stored].map(([id, value]) => [
      id,
      { vertex: vertexOf(id, value), edges: homeEdges(id, value) },
    ]));
  }

  async listIds(
    { dataset, creator }: GraphScope,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<string[]> {
    const prefix = [...keys.vertices(dataset), creator];
    const range = after === null
      ? { prefix }
      : { prefix, start: [...prefix, after + "\u0000"] };
    const ids: string[] = [];
    if (limit <= 0) return ids;
    const listed = this.#store.listKeys(range, { limit });
    for await (const key of listed) ids.push(String(key.at(-1)));
    return ids;
  }

  async counts({ dataset, creator }: GraphScope): Promise<GraphCounts> {
    const key = keys.graphCounts(dataset, creator);
    const counts = (await this.#store.get<GraphCounts>(key))?.value;
    return sumCounts(counts === undefined ? [] : [counts]);
  }

  /** Vertices and edges by label, of all creators of a dataset. */
  async allCounts(dataset: Dataset): Promise<GraphCounts> {
    const prefix = keys.graphCountsOf(dataset);
    const all: GraphCounts[] = [];
    for await (const { value } of this.#store.list<GraphCounts>({ prefix })) {
      all.push(value);
    }
    return sumCounts(all);
  }

  async neighbours(
    scope: GraphScope,
    id: string,
    options: EdgeOptions,
  ): Promise<NeighbourPage> {
    const { edges, vertices, cursor } = await listEdgesWithVertices(
      this.#store,
      scope,
      id,
      { ...options, constant: this.#constant },
    );
    const neighbours = edges.flatMap((edge) => {
      const vertex = vertices.get(
        options.direction === "out" ? edge.to : edge.from,
      );
      return vertex ? [{ edge, vertex }] : [];
    });
    return { neighbours, cursor };
  }

  paths(
    scope: GraphScope,
    { from, to }: { from: string; to: string },
    options: PathOptions = {},
  ): Promise<Paths> {
    const read = (ids: readonly string[]) => this.#edgesAt(scope, ids);
    return findPaths(from, to, read, options);
  }

  /** As in the interface. Reads no more than it gives. */
  async search(
    scope: GraphScope,
    { label, start, limit }: SearchOptions,
  ): Promise<RankedVertex[]> {
    const found: RankedVertex[] = [];
    if (limit <= 0) return found;
    const listed = listVertices(this.#store, scope, label, {
      start: escapeName(start),
      limit,
    });
    for await (const vertex of listed) found.push(vertex);
    return found;
  }

  async top(
    scope: GraphScope,
    { label, by, limit }: TopOptions,
  ): Promise<RankedVertex[]> {
    const ranking = new Ranking<RankedVertex>(limit);
    for await (const ranked of listVertices(this.#store, scope, label)) {
      const figure = by === "degree"
        ? ranked.degree
        : ranked.vertex.properties[by.property];
      if (typeof figure === "number") ranking.add(figure, ranked);
    }
    return ranking.first;
  }

  heaviestEdges(
    scope: GraphScope,
    options: { label: EdgeLabel; limit: number },
  ): Promise<GraphEdge[]> {
    return answers.heaviestEdges(this.#store, scope, options);
  }

  topicVolumes(scope: GraphScope, days: DayRange): Promise<TopicVolume[]> {
    return answers.topicVolumes(this.#store, scope, days);
  }

  sentimentByDay(
    scope: GraphScope,
    days: DayRange,
  ): Promise<SentimentTrendPoint[]> {
    return answers.sentimentByDay(this.#store, scope, days);
  }

  outcomesByTopic(
    scope: GraphScope,
    times: TimeRange,
    kind: OutcomeKind,
  ): Promise<TopicOutcomes[]> {
    return answers.outcomesByTopic(this.#store, scope, times, kind);
  }

  async eraseFan(scope: GraphScope, id: string): Promise<void> {
    await this.write(scope, await erasureOfFan(this, scope, id));
  }

  async eraseCreator({ dataset, creator }: GraphScope): Promise<void> {
    const rooms = [
      keys.edgesOut(dataset),
      keys.edgesIn(dataset),
      keys.vertices(dataset),
    ];
    for (const room of rooms) {
      await this.#store.deletePrefix([...room, creator]);
    }
    const tx = new Transaction(this.#store);
    tx.delete(keys.graphCounts(dataset, creator));
    await tx.commit();
  }

  /** Without edges of which an end is neither stored nor among the changes. */
  async #withoutLoose(
    scope: GraphScope,
    changes: readonly GraphChange[],
  ): Promise<GraphChange[]> {
    const ends = changes.flatMap((change) =>
      change.kind === "edge" ? [change.edge.from, change.edge.to] : []
    );
    const there = new Set(
      (await readVertices(this.#store, scope, ends)).keys(),
    );
    for (const change of changes) {
      if (change.kind === "vertex") there.add(change.vertex.id);
    }
    return changes.filter((change) =>
      change.kind !== "edge" ||
      (there.has(change.edge.from) && there.has(change.edge.to))
    );
  }

  async #edgesAt(
    scope: GraphScope,
    ids: readonly string[],
  ): Promise<Map<string, EdgesAt>> {
    const limit = EDGES_PER_STEP;
    const read = async (id: string): Promise<[string, EdgesAt]> => {
      const [out, into] = await Promise.all([
        listEdges(this.#store, scope, id, { direction: "out", limit }),
        listEdges(this.#store, scope, id, { direction: "in", limit }),
      ]);
      return [id, {
        edges: [...out.edges, ...into.edges],
        complete: out.cursor === null && into.cursor === null,
      }];
    };
    return new Map(await Promise.all(ids.map(read)));
  }
}

function sumCounts(all: readonly GraphCounts[]): GraphCounts {
  const sum: GraphCounts = { vertices: {}, edges: {} };
  for (const counts of all) {
    addCounts(sum.vertices, counts.vertices);
    addCounts(sum.edges, counts.edges);
  }
  return sum;
}

function addCounts(
  sum: Record<string, number>,
  more: Record<string, number>,
): void {
  for (const [label, count] of Object.entries(more)) {
    sum[label] = (sum[label] ?? 0) + count;
  }
}
