import {
  createEnricher,
  embed,
  factsOf,
  inferOutcomes,
  PIPELINE_VERSION,
} from "@/lib/enrichment/mod.ts";
import {
  conversationChanges,
  type ConversationFacts,
  type GraphChange,
  type KvGraph,
} from "@/lib/graph/mod.ts";
import type {
  BatchContext,
  ConversationEffect,
  IngestParts,
} from "@/lib/ingest/mod.ts";
import {
  applyChanges,
  type ConversationChange,
  conversationNode,
  type ConversationRecord,
  defaultRange,
  isEnrichmentChanged,
  listChats,
  meanSentiment,
  outgoingMessage,
  readAnalytics,
} from "@/lib/insights/mod.ts";
import type { CreatorId, Outcome } from "@/lib/models/mod.ts";
import { keys } from "@/lib/store/mod.ts";

/**
 * What happens to a message on its way: enrichment, insights and graph, as the
 * ingest is given them.
 */
export function messagePipeline(graph: KvGraph): IngestParts {
  const enricher = createEnricher();
  return {
    enrich: (message, side) => ({
      version: PIPELINE_VERSION,
      ...enricher.enrichMessage(factsOf(message, side)),
    }),
    fanOf: async ({ tx, dataset }, chat) => {
      const key = keys.conversation(dataset, chat);
      const record = await tx.get<ConversationRecord>(key);
      return record?.withUser?.id ?? null;
    },
    apply: async (context, messages, chats) => {
      const changes = await applyChanges(context, messages, chats);
      await applyToGraph(graph, context, changes);
      return changes.map(effectOf);
    },
    chats: listChats,
    analytics: (tx, dataset, creators, now) =>
      readAnalytics(tx, { dataset, creators, range: defaultRange(now) }),
    outgoing: outgoingMessage,
  };
}

async function applyToGraph(
  graph: KvGraph,
  { tx, dataset }: BatchContext,
  changes: readonly ConversationChange[],
): Promise<void> {
  const byCreator = new Map<CreatorId, GraphChange[]>();
  for (const { before, after, targets } of changes) {
    const all = byCreator.get(after.creator) ?? [];
    all.push(...conversationChanges(
      before && graphFacts(before),
      graphFacts(after),
      targets,
      embed,
    ));
    byCreator.set(after.creator, all);
  }
  for (const [creator, all] of byCreator) {
    await graph.apply(tx, dataset, creator, all);
  }
}

function graphFacts(record: ConversationRecord): ConversationFacts {
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

function effectOf({ before, after }: ConversationChange): ConversationEffect {
  return {
    chat: after.chat,
    node: (now) =>
      conversationNode(after, { now, infer: inferConversationOutcomes }),
    enrichment: (now) => {
      if (!isEnrichmentChanged(before, after)) return null;
      const node = conversationNode(after, {
        now,
        infer: inferConversationOutcomes,
      });
      const { topics, actions, sentiment, outcomes } = node;
      return {
        conversation_id: after.chat,
        topics,
        actions,
        sentiment,
        outcomes,
      };
    },
  };
}

/** Outcomes that time brings, or the fan's profile shows. */
export function inferConversationOutcomes(
  record: ConversationRecord,
  now: number,
): Outcome[] {
  return inferOutcomes({
    ...record.withUser,
    inboundCount: record.figures.inbound,
    lastInboundAt: record.sequence?.lastInboundAt ?? null,
  }, now).map(({ kind, date, observed }) => ({ kind, date, observed }));
}
