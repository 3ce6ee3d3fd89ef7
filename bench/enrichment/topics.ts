import {
  characteristicTopics,
  createEnricher,
  type Direction,
  type Enricher,
  TOPICS,
} from "@/lib/enrichment/mod.ts";
import type { Goal, Result, Row } from "../benchmark.ts";
import { round } from "../statistics.ts";

/** Conversations with what they are about, as gzipped lines of JSON. */
const DATA_FILE = /^conversations.*\.jsonl\.gz$/;

/** What the benchmark is to show, and the least that is good enough. */
const MACRO_F1 = "macro F1, top topic of a conversation";
const LEAST_MACRO_F1 = 0.8;

/**
 * The domains of the Schema-Guided Dialogue dataset, all splits, by our topics.
 * A service with its number goes before its domain: Services_1 books at hair
 * salons, the others at dentists, doctors and therapists. Messaging has no
 * topic of its own.
 */
const TOPIC_OF: ReadonlyMap<string, string> = new Map([
  ["Alarm", "scheduling"],
  ["Banks", "money"],
  ["Buses", "cars-transport"],
  ["Calendar", "scheduling"],
  ["Events", "events"],
  ["Flights", "travel"],
  ["Homes", "home"],
  ["Hotels", "travel"],
  ["Media", "film-series"],
  ["Movies", "film-series"],
  ["Music", "music"],
  ["Payment", "money"],
  ["RentalCars", "cars-transport"],
  ["Restaurants", "food"],
  ["RideSharing", "cars-transport"],
  ["Services", "health"],
  ["Services_1", "beauty-fashion"],
  ["Trains", "cars-transport"],
  ["Travel", "travel"],
  ["Weather", "weather"],
]);

/** A line of the data. */
interface Conversation {
  domains: string[];
  /** Who writes, the user or the system, and what. */
  turns: [side: "U" | "S", text: string][];
}

/** What a conversation is about, and what is found. */
interface Judged {
  /** Topics that are right, at least one. */
  gold: readonly string[];
  predicted: string | undefined;
}

/** What is counted of one topic. */
interface Counts {
  right: number;
  /** Conversations that are about it. */
  gold: number;
  /** Conversations that are taken to be about it. */
  predicted: number;
}

/**
 * How well the top topic of a conversation tells what it is about, on the
 * labelled conversations in `folder`; without them there is nothing to measure.
 */
export async function measureTopics(folder: string | null): Promise<Result> {
  const conversations = folder === null ? [] : await readAll(folder);
  if (conversations.length === 0) {
    const note = "Topics are not measured: the labelled conversations are " +
      "not there.";
    return { rows: [], goals: [], notes: [note] };
  }
  const enricher = createEnricher();
  for (const { turns } of conversations.slice(0, 200)) {
    topTopic(enricher, turns);
  }
  const start = performance.now();
  const judged = conversations.map(({ domains, turns }) => ({
    gold: topicsOf(domains),
    predicted: topTopic(enricher, turns),
  })).filter(({ gold }) => gold.length > 0);
  const seconds = (performance.now() - start) / 1_000;
  return resultOf(judged, conversations, seconds);
}

function resultOf(
  judged: readonly Judged[],
  conversations: readonly Conversation[],
  seconds: number,
): Result {
  const scores = f1ByTopic(judged);
  const macro = mean([...scores.values()]);
  const right = judged.filter(isRight).length;
  const rows: Row[] = [
    { what: MACRO_F1, Rapport: round(macro) },
    {
      what: "accuracy, top topic of a conversation",
      Rapport: round(right / judged.length),
    },
    {
      what: "conversations/s, topics",
      Rapport: Math.round(conversations.length / seconds),
    },
    ...[...scores].map(([topic, score]) => ({
      what: `F1, ${topic} (${domainsOf(topic).join(", ")})`,
      Rapport: round(score),
    })),
  ];
  const goals: Goal[] = [{
    what: MACRO_F1,
    must: "at least",
    limit: LEAST_MACRO_F1,
    value: macro,
  }];
  const turns = conversations.reduce((sum, { turns }) => sum + turns.length, 0);
  const notes = [
    `${judged.length} conversations of the Schema-Guided Dialogue dataset ` +
    `(CC BY-SA 4.0), ${turns} turns. The prediction is the most ` +
    `characteristic of ${TOPICS.length} topics; where a conversation is about ` +
    `several, each of them is right.`,
  ];
  return { rows, goals, notes };
}

async function readAll(folder: string): Promise<Conversation[]> {
  const conversations: Conversation[] = [];
  for (const name of (await namesIn(folder)).filter(isData).sort()) {
    const file = await Deno.open(`${folder}/${name}`);
    const text = await new Response(
      file.readable.pipeThrough(new DecompressionStream("gzip")),
    ).text();
    for (const line of text.split("\n")) {
      if (line !== "") conversations.push(JSON.parse(line));
    }
  }
  return conversations;
}

/** None where the folder is not there. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) =>
      name
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function isData(name: string): boolean {
  return DATA_FILE.test(name);
}

function topTopic(
  enricher: Enricher,
  turns: Conversation["turns"],
): string | undefined {
  const counts: Record<string, number> = {};
  for (const [side, text] of turns) {
    const direction: Direction = side === "U" ? "inbound" : "outbound";
    const { topics } = enricher.enrichMessage({
      text,
      direction,
      isMass: false,
    });
    for (const topic of topics) counts[topic] = (counts[topic] ?? 0) + 1;
  }
  return characteristicTopics(counts, turns.length)[0];
}

/** Our topics of a conversation's domains, such as "Hotels_4". */
function topicsOf(domains: readonly string[]): string[] {
  const topics = domains.map((service) =>
    TOPIC_OF.get(service) ?? TOPIC_OF.get(service.replace(/_\d+$/, ""))
  ).filter((topic) => topic !== undefined);
  return [...new Set(topics)];
}

function domainsOf(topic: string): string[] {
  return [...TOPIC_OF].filter(([, mapped]) => mapped === topic)
    .map(([domain]) => domain);
}

function isRight({ gold, predicted }: Judged): boolean {
  return predicted !== undefined && gold.includes(predicted);
}

/**
 * F1 of every topic that some conversation is about. A conversation counts for
 * the topic that was found if that is right, else for its first one.
 */
function f1ByTopic(judged: readonly Judged[]): Map<string, number> {
  const byTopic = new Map<string, Counts>();
  const of = (topic: string) => {
    const known = byTopic.get(topic) ?? { right: 0, gold: 0, predicted: 0 };
    byTopic.set(topic, known);
    return known;
  };
  for (const one of judged) {
    const found = one.predicted;
    const label = isRight(one) ? found : one.gold[0];
    if (label !== undefined) of(label).gold++;
    if (found !== undefined) of(found).predicted++;
    if (found !== undefined && label === found) of(found).right++;
  }
  return new Map(
    [...byTopic].filter(([, { gold }]) => gold > 0)
      .toSorted(([a], [b]) => a < b ? -1 : 1)
      .map(([topic, { right, gold, predicted }]) =>
        [topic, (2 * right) / (gold + predicted)] as const
      ),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
