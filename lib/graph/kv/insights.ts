import type {
  DayRange,
  EdgeLabel,
  GraphEdge,
  OutcomeKind,
  SentimentTrendPoint,
  TimeRange,
} from "@/lib/models/mod.ts";
import { VertexLabel } from "@/lib/models/mod.ts";
import { compareKeyText, type Store } from "@/lib/store/mod.ts";
import { weightOf } from "../changes.ts";
import type { GraphScope, TopicOutcomes, TopicVolume } from "../graph_store.ts";
import { vertexIds } from "../ids.ts";
import { endsOf } from "../homes.ts";
import { homeEdges, type StoredVertex } from "./layout.ts";
import { listStored, readVertices } from "./vertices.ts";
import { Ranking } from "./ranking.ts";

/** Conversations that are read at once. */
const READ_AT_ONCE = 500;

/** See `GraphStore.topicVolumes`. */
export async function topicVolumes(
  store: Store,
  scope: GraphScope,
  days: DayRange,
): Promise<TopicVolume[]> {
  const volumes = new Map<string, number>();
  for (const [id, day] of await readDays(store, scope, days)) {
    for (const { label, to, properties } of homeEdges(id, day)) {
      if (label === "DISCUSS_TOPIC") count(volumes, to, weightOf(properties));
    }
  }
  return (await named(store, scope, volumes))
    .map(([topic, volume]) => ({ topic, volume }));
}

/** See `GraphStore.sentimentByDay`. */
export async function sentimentByDay(
  store: Store,
  scope: GraphScope,
  days: DayRange,
): Promise<SentimentTrendPoint[]> {
  return (await readDays(store, scope, days))
    .flatMap(([, { properties: { date, sentiment } }]) =>
      typeof sentiment === "number"
        ? [{ date: String(date), sentiment_score: sentiment }]
        : []
    );
}

/** See `GraphStore.outcomesByTopic`. */
export async function outcomesByTopic(
  store: Store,
  scope: GraphScope,
  { start, end }: TimeRange,
  kind: OutcomeKind,
): Promise<TopicOutcomes[]> {
  const byConversation = new Map<string, number>();
  const outcomes = listStored(store, scope, "InteractionOutcome");
  for await (const [id, outcome] of outcomes) {
    const { kind: found, at } = outcome.properties;
    if (found !== kind || typeof at !== "number") continue;
    if (at < start || at >= end) continue;
    for (const edge of homeEdges(id, outcome)) {
      if (edge.label === "RESULTS_IN_OUTCOME") {
        count(byConversation, edge.from, 1);
      }
    }
  }
  const byTopic = new Map<string, number>();
  const ids = [...byConversation.keys()];
  for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
    const some = ids.slice(i, i + READ_AT_ONCE);
    const read = await readVertices(store, scope, some);
    for (const [id, conversation] of read) {
      for (const { label, to } of homeEdges(id, conversation)) {
        if (label !== "DISCUSS_TOPIC") continue;
        count(byTopic, to, byConversation.get(id) ?? 0);
      }
    }
  }
  return (await named(store, scope, byTopic))
    .map(([topic, outcomes]) => ({ topic, outcomes }));
}

/** See `GraphStore.heaviestEdges`. */
export async function heaviestEdges(
  store: Store,
  scope: GraphScope,
  { label, limit }: { label: EdgeLabel; limit: number },
): Promise<GraphEdge[]> {
  const ranking = new Ranking(limit, compareEnds);
  for (const home of VertexLabel.options) {
    for await (const [id, stored] of listStored(store, scope, home)) {
      if (stored.edges?.[label] === undefined) continue;
      for (const edge of homeEdges(id, stored)) {
        if (edge.label !== label) continue;
        ranking.add(weightOf(edge.properties), edge);
      }
    }
  }
  return ranking.first;
}

/** By the home's id, then by that of the other end. */
function compareEnds(a: GraphEdge, b: GraphEdge): number {
  const [first, second] = [endsOf(a), endsOf(b)];
  return compareKeyText(first.home, second.home) ||
    compareKeyText(first.other, second.other);
}

/** The days of a range that are there, in order of time. */
async function readDays(
  store: Store,
  scope: GraphScope,
  { from, to }: DayRange,
): Promise<[id: string, stored: StoredVertex][]> {
  const found = await readVertices(
    store,
    scope,
    Array.from({ length: to - from }, (_, i) => vertexIds.day(from + i)),
  );
  return [...found];
}

/** Counts by the names of topics, the most first, then in order of names. */
async function named(
  store: Store,
  scope: GraphScope,
  counts: ReadonlyMap<string, number>,
): Promise<[name: string, count: number][]> {
  const topics = await readVertices(store, scope, counts.keys());
  return [...counts]
    .flatMap(([id, n]): [string, number][] => {
      const name = topics.get(id)?.properties.name;
      return typeof name === "string" ? [[name, n]] : [];
    })
    .sort(([a, m], [b, n]) => n - m || compareKeyText(a, b));
}

function count(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
