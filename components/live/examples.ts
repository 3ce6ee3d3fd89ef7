import {
  AccountId,
  type AnalyticsUpdate,
  ExtendedConversationNode,
  type OutgoingWssMessage,
} from "@/lib/models/mod.ts";
import type { PageSeed } from "./page.ts";
import type { LiveSeed } from "./state.ts";

/** A conversation for tests, complete but for what the test is about. */
export function conversation(
  id: string,
  change: Partial<ExtendedConversationNode> = {},
): ExtendedConversationNode {
  const node = ExtendedConversationNode.parse({
    conversationId: id,
    startDate: "2025-11-01T09:00:00.000Z",
    endDate: "2025-11-08T12:34:56.000Z",
    messageCount: 1,
    averageResponseTime: null,
    turns: 1,
    silencePercentage: 0,
    messages: [],
    topics: [],
    actions: [],
    sentiment: null,
    outcomes: [],
    priorityScore: 10,
    withUser: { id, name: `Fan ${id}` },
    unreadCount: 0,
    lastMessage: null,
  });
  return { ...node, ...change };
}

/** Figures for tests, empty but for what the test is about. */
export function analytics(
  change: Partial<AnalyticsUpdate> = {},
): AnalyticsUpdate {
  return {
    topics: [],
    sentiment_trend: { trend: [] },
    response_time_metrics: {
      average_handling_time_minutes: null,
      silence_percentage: 0,
      turns: null,
    },
    priorityScores: {},
    unreadCounts: {},
    ...change,
  };
}

/** A page's first data for tests: an empty account at revision 0. */
export function seed(change: Partial<LiveSeed> = {}): LiveSeed {
  return {
    account: { id: AccountId.parse("u_1"), name: "Robin" },
    status: { status: "AWAITING_SNAPSHOT" },
    revision: 0,
    conversations: [],
    analytics: null,
    topicTitles: {},
    sync: "full",
    ...change,
  };
}

/** A live page's first data for tests, around {@linkcode seed}. */
export function pageSeed(
  live: Partial<LiveSeed> = {},
  change: Partial<PageSeed> = {},
): PageSeed {
  return {
    live: seed(live),
    theme: "system",
    now: 1_762_605_296_000,
    zone: "UTC",
    person: "Robin",
    creators: [],
    creator: null,
    ...change,
  };
}

/** First frame of every connection. */
export const ACK: OutgoingWssMessage = {
  type: "connection_ack",
  payload: {
    version: "1.1.0",
    clientType: "frontend",
    userId: AccountId.parse("u_1"),
    statusMessage: "Connected",
  },
};
