import { embed, TOPICS } from "@/lib/enrichment/mod.ts";
import {
  conversationChanges,
  type ConversationFacts,
  type GraphChange,
  type KvGraph,
} from "@/lib/graph/mod.ts";
import type {
  BatchContext,
  ConversationEffect,
  DatasetParts,
  IngestParts,
} from "@/lib/ingest/mod.ts";
import {
  AnalyticsReader,
  applyChanges,
  type ConversationChange,
  conversationNode,
  type ConversationRecord,
  defaultRange,
  getConversation,
  isEnrichmentChanged,
  listChats,
  listConversations,
  meanSentiment,
  outgoingMessage,
  readChats,
  TargetSum,
  totalsChange,
} from "@/lib/insights/mod.ts";
import { ActionKind, type ChatId, type CreatorId } from "@/lib/models/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import type { EnrichmentPart } from "./enrichment.ts";

/**
 * What happens to a message on its way: enrichment, insights and graph, as the
 * ingest is given them.
 */
export function messagePipeline(
  { graph, enrichment }: { graph: KvGraph; enrichment: EnrichmentPart },
): IngestParts {
  const analytics = new AnalyticsReader();
  return {
    basis: (account) => enrichment.basis(account),
    enricher: (account, basis) => enrichment.enricher(account, basis),
    nameFinder: () => enrichment.nameFinder(),
    fanOf: async ({ tx, dataset }, chat) => {
      const record = await getConversation(tx, dataset, chat);
      return record?.withUser?.id ?? null;
    },
    apply: async (context, messages, chats) => {
      const changes = await applyChanges(context, messages, chats);
      await applyToGraph(graph, context, changes);
      return changes.map(effectOf);
    },
    newDataset: () => newDataset(graph),
    chats: listChats,
    chatsOf: readChats,
    analytics: (tx, dataset, { creators, totals, now }) =>
      analytics.read(tx, {
        dataset,
        creators,
        totals,
        range: defaultRange(now),
      }),
    outgoing: outgoingMessage,
  };
}

/** Conversations whose part of the graph is drawn at once. */
const CONVERSATIONS_DRAWN = 100;

/** The graph of a dataset follows from its conversations, once they are counted. */
function newDataset(graph: KvGraph): DatasetParts {
  const targets = new Map<ChatId, TargetSum>();
  return {
    apply: async (context, messages, chats) => {
      const changes = await applyChanges(context, messages, chats);
      for (const { after: { chat }, targets: counted } of changes) {
        if (counted.length === 0) continue;
        const sum = targets.get(chat) ?? new TargetSum();
        targets.set(chat, sum.add(counted));
      }
      return changes.map(totalsChange);
    },
    finish: async (context) => {
      let drawn: ConversationChange[] = [];
      const records = listConversations(context.store, context.dataset);
      for await (const after of records) {
        const counted = targets.get(after.chat)?.changes ?? [];
        drawn.push({ before: null, after, targets: counted });
        if (drawn.length < CONVERSATIONS_DRAWN) continue;
        await applyToGraph(graph, context, drawn);
        drawn = [];
      }
      await applyToGraph(graph, context, drawn);
    },
  };
}

/** The vectors of the names that enrichment gives; making one takes its time. */
const VECTORS: ReadonlyMap<string, number[]> = new Map(
  [...TOPICS.map(({ id }) => id), ...ActionKind.options]
    .map((name) => [name, embed(name)]),
);

function vectorOf(name: string): number[] {
  return VECTORS.get(name) ?? embed(name);
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
      vectorOf,
    ));
    byCreator.set(after.creator, all);
  }
  for (const [creator, all] of byCreator) {
    await graph.apply(tx, { dataset, creator }, all);
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

function effectOf(change: ConversationChange): ConversationEffect {
  const { before, after } = change;
  const node = (now: number) => conversationNode(after, now, CONCLUSIONS);
  // Whoever asks for both asks for the same moment.
  let made: { now: number; node: ReturnType<typeof node> } | null = null;
  const nodeOf = (now: number) => {
    if (made?.now !== now) made = { now, node: node(now) };
    return made.node;
  };
  return {
    chat: after.chat,
    totals: totalsChange(change),
    node: nodeOf,
    enrichment: (now) => {
      if (!isEnrichmentChanged(before, after)) return null;
      const { topics, actions, sentiment, outcomes } = nodeOf(now);
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
