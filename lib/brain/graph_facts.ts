/**
 * What the graph is told of what insights have counted.
 * @module
 */
import { embed, TOPICS } from "@/lib/enrichment/mod.ts";
import type {
  ConversationFacts,
  DayFacts,
  GraphBuilderContext,
  GraphDelta,
  KvGraph,
} from "@/lib/graph/mod.ts";
import type { BatchContext } from "@/lib/ingest/mod.ts";
import {
  type AppliedChanges,
  type ConversationRecord,
  type Figures,
  meanSentiment,
} from "@/lib/insights/mod.ts";
import { ActionKind } from "@/lib/models/mod.ts";

/** The vectors of the names that enrichment gives; making one takes its time. */
const VECTORS: ReadonlyMap<string, number[]> = new Map(
  [...TOPICS.map(({ id }) => id), ...ActionKind.options]
    .map((name) => [name, embed(name)]),
);

function vectorOf(name: string): number[] {
  return VECTORS.get(name) ?? embed(name);
}

/** Where the graph of a batch is written. */
export function onGraph(
  graph: KvGraph,
  { tx, dataset }: Pick<BatchContext, "tx" | "dataset">,
): GraphBuilderContext {
  return { graph, tx, dataset, embed: vectorOf };
}

/** What a batch did, as far as the graph shows it. */
export function graphDelta(
  { conversations, days }: AppliedChanges,
): GraphDelta {
  return {
    conversations: conversations.map(({ before, after, targets }) => ({
      before: before && graphFacts(before),
      after: graphFacts(after),
      targets,
    })),
    days: days.map(({ creator, day, before, after }) => ({
      creator,
      before: before && graphDay(day, before),
      after: after && graphDay(day, after),
    })),
  };
}

/** What the graph needs to know of a day. */
export function graphDay(day: number, figures: Figures): DayFacts {
  const { messages, topics } = figures;
  return { day, messages, sentiment: meanSentiment(figures), topics };
}

/** What the graph needs to know of a conversation. */
export function graphFacts(record: ConversationRecord): ConversationFacts {
  const { chat, creator, withUser, figures, outcomes, unread } = record;
  return {
    chat,
    creator,
    withUser,
    outcomes,
    unread,
    messages: figures.messages,
    startAt: record.firstAt,
    endAt: record.lastAt,
    turns: figures.turns,
    sentiment: meanSentiment(figures),
    topics: figures.topics,
    actions: figures.actions,
    spend: record.spentCents / 100,
  };
}
