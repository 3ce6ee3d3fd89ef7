/** A conversation as the dashboard lists it, for the schemas that hold one. */
export const CONVERSATION_EXAMPLE = {
  conversationId: "1001",
  startDate: "2025-11-01T09:00:00.000Z",
  endDate: "2025-11-08T12:34:56.000Z",
  messageCount: 42,
  averageResponseTime: 12.5,
  turns: 18,
  silencePercentage: 31.2,
  messages: [],
  topics: ["travel", "food"],
  actions: ["greeting", "question"],
  sentiment: 0.42,
  outcomes: [],
  priorityScore: 71,
  withUser: { id: "1001", name: "Sam" },
  unreadCount: 2,
  lastMessage: null,
  creatorId: "9001",
  spent: 120,
  waitingSince: "2025-11-08T12:34:56.000Z",
};

/** The dashboard's figures, for the schemas that hold them. */
export const ANALYTICS_EXAMPLE = {
  topics: [{
    topic: "travel",
    volume: 31,
    percentage_of_total: 100,
    trend: null,
  }],
  sentiment_trend: {
    trend: [{ date: "2025-11-08", sentiment_score: 0.31 }],
  },
  response_time_metrics: {
    average_handling_time_minutes: 14.2,
    silence_percentage: 38.5,
    turns: 6.1,
  },
  priorityScores: { "1001": 71 },
  unreadCounts: { "1001": 2 },
  totals: { conversations: 40, messages: 3000, unanswered: 7 },
};
