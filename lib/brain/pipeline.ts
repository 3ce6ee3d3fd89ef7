import {
  appendGraphFromDelta,
  type ConversationWhole,
  type KvGraph,
  rebuildGraphFromSnapshot,
} from "@/lib/graph/mod.ts";
import type {
  BatchContext,
  CommandNews,
  ConversationEffect,
  DatasetParts,
  GraphCopy,
  IngestParts,
  Suggestions,
} from "@/lib/ingest/mod.ts";
import {
  AnalyticsReader,
  applyChanges,
  calendarOf,
  type ConversationChange,
  conversationNode,
  defaultRange,
  getConversation,
  isEnrichmentChanged,
  listChats,
  listConversations,
  listDays,
  noteWaiting,
  outgoingMessage,
  readChats,
  TargetSum,
  totalsChange,
} from "@/lib/insights/mod.ts";
import type { ChatId } from "@/lib/models/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import type { EnrichmentPart } from "./enrichment.ts";
import { graphDay, graphDelta, graphFacts, onGraph } from "./graph_facts.ts";

/**
 * What happens to a message on its way: enrichment, insights and graph, as the
 * ingest is given them.
 */
export function messagePipeline(
  { graph, graphCopy, commandNews, suggestions, enrichment }: {
    graph: KvGraph;
    graphCopy: GraphCopy | null;
    commandNews: CommandNews;
    suggestions: Suggestions | null;
    enrichment: EnrichmentPart;
  },
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
      return {
        effects: changes.conversations.map(effectOf),
        days: changes.touched,
        graph: await appendGraphFromDelta(
          onGraph(graph, context),
          graphDelta(changes),
        ),
      };
    },
    graphCopy,
    commandNews,
    suggestions,
    newDataset: () => newDataset(graph),
    chats: listChats,
    chatsOf: readChats,
    analytics: (tx, dataset, { creators, totals, zone, now }) => {
      const calendar = calendarOf(zone);
      const range = defaultRange(now, calendar);
      const query = { dataset, creators, totals, range, calendar };
      return analytics.read(tx, query);
    },
    outgoing: outgoingMessage,
  };
}

/** The graph of a dataset follows from its conversations, once they are counted. */
function newDataset(graph: KvGraph): DatasetParts {
  const targets = new Map<ChatId, TargetSum>();
  return {
    apply: async (context, messages, chats) => {
      const draft = { ...context, isDraft: true };
      const { conversations } = await applyChanges(draft, messages, chats);
      for (const { after: { chat }, targets: counted } of conversations) {
        if (counted.length === 0) continue;
        const sum = targets.get(chat) ?? new TargetSum();
        targets.set(chat, sum.add(counted));
      }
      return conversations.map(totalsChange);
    },
    finish: (context) =>
      rebuildGraphFromSnapshot(onGraph(graph, context), {
        conversations: conversationWholes(context, targets),
        days: dayFacts(context),
      }),
  };
}

async function* conversationWholes(
  { store, tx, dataset }: BatchContext,
  targets: ReadonlyMap<ChatId, TargetSum>,
): AsyncGenerator<ConversationWhole> {
  for await (const record of listConversations(store, dataset)) {
    noteWaiting(tx, dataset, record);
    yield {
      facts: graphFacts(record),
      targets: targets.get(record.chat)?.changes ?? [],
    };
  }
}

async function* dayFacts({ store, dataset }: BatchContext) {
  for await (const { creator, day, figures } of listDays(store, dataset)) {
    yield { creator, facts: graphDay(day, figures) };
  }
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
