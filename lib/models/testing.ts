import type { AnalyticsUpdate } from "./insights.ts";

/**
 * For tests, and to read: one frame of every type of the contract, as it goes
 * over the wire. Those marked ＋ are additions to version 1.1.
 */

/** What the Agent and the Bridge send to the Brain, by type. */
export const INCOMING_FRAMES = {
  cache_update: {
    type: "cache_update",
    payload: {
      chats: [{
        id: 1001,
        withUser: { id: 1001, name: "Sam", username: "sam_the_fan" },
        last_message: { id: 550001, text: "Good morning!" },
        unread_count: 2,
      }],
      messages: [{
        id: 550001,
        chat_id: 1001,
        text: "<p>Good morning!</p>",
        createdAt: "2025-11-08T12:34:56+00:00",
        changedAt: 1762605296,
        fromUser: { id: 1001, subscribedBy: true, tipsMin: 5 },
        is_inbound: true,
        media: [{ id: 71, type: "photo", canView: true }],
        price: 0,
      }],
      // ＋ A large account comes in parts.
      snapshot_id: "snap_01",
      part: { index: 0, total: 2 },
    },
  },
  new_raw_message: {
    type: "new_raw_message",
    payload: {
      message: {
        id: "550002",
        chat_id: "1001",
        text: "How was your trip?",
        createdAt: 1762605356000,
        fromUser: { id: "9001" },
        is_creator: true,
      },
      // ＋ Names the observation, and numbers it.
      event_id: "ev_01",
      seq: 7,
    },
  },
  keepalive: {
    type: "keepalive",
    payload: { timestamp: "2025-11-08T12:34:56Z" },
  },
  online_users_update: {
    type: "online_users_update",
    payload: { user_ids: [1001, "1002"], timestamp: "2025-11-08T12:34:56Z" },
  },
  // ＋ From the Agent.
  command_result: {
    type: "command_result",
    payload: { command_id: "cmd_01", status: "succeeded", message_id: 550003 },
  },
  // ＋ From the Bridge.
  resume: { type: "resume", payload: { since: 118 } },
};

const conversation = {
  conversationId: "1001",
  startDate: "2025-11-01T09:00:00.000Z",
  endDate: "2025-11-08T12:34:56.000Z",
  messageCount: 42,
  averageResponseTime: 12.5,
  turns: 18,
  silencePercentage: 31.2,
  messages: [{
    id: "550001",
    chat_id: "1001",
    text: "<p>Good morning!</p>",
    createdAt: "2025-11-08T12:34:56+00:00",
    is_inbound: true,
    sentimentScore: 0.44,
    topics: [],
  }],
  topics: ["travel", "food"],
  actions: ["greeting", "question"],
  sentiment: 0.42,
  outcomes: [{
    kind: "tip",
    date: "2025-11-08T12:34:56.000Z",
    observed: true,
    message_id: "550001",
    amount: 20,
  }],
  priorityScore: 71,
  withUser: { id: "1001", name: "Sam" },
  unreadCount: 2,
  lastMessage: null,
};

const analytics = {
  topics: [{
    topic: "travel",
    volume: 31,
    percentage_of_total: 100,
    trend: null,
  }],
  sentiment_trend: { trend: [{ date: "2025-11-08", sentiment_score: 0.31 }] },
  response_time_metrics: {
    average_handling_time_minutes: 14.2,
    silence_percentage: 38.5,
    turns: 6.1,
  },
  priorityScores: { "1001": 71 },
  unreadCounts: { "1001": 2 },
};

/** What the Brain sends to the Bridge and the Agent, by type. */
export const OUTGOING_FRAMES = {
  connection_ack: {
    type: "connection_ack",
    payload: {
      version: "1.1.0",
      clientType: "frontend",
      userId: "u_4f2a9c",
      statusMessage: "Connected",
    },
  },
  system_status: {
    type: "system_status",
    payload: {
      status: "PROCESSING_SNAPSHOT",
      detail: "Reading the chats",
      progress: { done: 1200, total: 3000 },
    },
  },
  system_error: {
    type: "system_error",
    payload: {
      errorMessage: "The frame does not fit its schema.",
      code: "validation_error",
      detail: "payload.message.id: required",
    },
  },
  full_sync_response: {
    type: "full_sync_response",
    payload: {
      conversations: [conversation],
      analytics,
      graph: { vertices: { Fan: 40 }, edges: { DISCUSS_TOPIC: 160 } },
      part: { index: 0, total: 1 },
      revision: 118,
    },
  },
  append_message: {
    type: "append_message",
    payload: { ...conversation, revision: 119 },
  },
  analytics_update: {
    type: "analytics_update",
    payload: { ...analytics, revision: 120 },
  },
  enrichment_result: {
    type: "enrichment_result",
    payload: {
      conversation_id: "1001",
      topics: ["travel"],
      actions: ["greeting"],
      sentiment: null,
      outcomes: [],
      revision: 121,
    },
  },
  command_to_execute: {
    type: "command_to_execute",
    payload: {
      chat_id: "1001",
      text: "Thank you so much!",
      media_url: null,
      command_id: "cmd_01",
      expires_at: "2025-11-08T13:00:00.000Z",
    },
  },
  online_users_update: {
    type: "online_users_update",
    payload: {
      user_ids: ["1001"],
      timestamp: "2025-11-08T12:34:56Z",
      expires_at: "2025-11-08T12:36:56.000Z",
    },
  },
  // ＋ To the Agent.
  ingest_ack: {
    type: "ingest_ack",
    payload: { event_id: "ev_01", seq: 7, status: "committed" },
  },
  // ＋ To the Agent.
  sync_required: {
    type: "sync_required",
    payload: { reason: "no snapshot of this account yet" },
  },
};

/** For tests: the figures of an account in which nothing has happened. */
export function emptyAnalytics(): AnalyticsUpdate {
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
  };
}
