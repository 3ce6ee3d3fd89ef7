/**
 * Answers for tests.
 * @module
 */
import { ChatId } from "@/lib/models/ids.ts";
import type {
  ComparisonInsights,
  DailyInsights,
  HourInsights,
  OutcomeInsights,
  ResponseTimeInsights,
  RevenueInsights,
  SpenderInsights,
  TopicInsights,
  UnansweredInsights,
} from "@/lib/models/insight_answers.ts";
import { UserRef } from "@/lib/models/user.ts";
import type { FirstAnswers } from "./answers.ts";
import { answerPaths } from "./answers.ts";
import type { InsightView } from "@/components/insights/answers.ts";

/** Three days in the account's zone, which is UTC. */
const range = {
  start_date: "2025-11-02T00:00:00.000Z",
  end_date: "2025-11-09T00:00:00.000Z",
  time_zone: "UTC",
};

const compared = (value: number, previous: number) => ({
  value,
  previous,
  change: 100 * (value - previous) / previous,
});

const fan = (id: string, name: string) => ({
  conversation_id: ChatId.parse(id),
  withUser: UserRef.parse({ id, name }),
});

export const COMPARISON: ComparisonInsights = {
  range,
  previous_range: range,
  figures: {
    messages: compared(120, 100),
    inbound: compared(60, 50),
    conversations: compared(12, 10),
    sentiment: compared(0.31, 0.2),
    average_handling_time_minutes: compared(14.2, 20),
    median_minutes: compared(6.1, 9),
    revenue: compared(120, 90),
    spenders: compared(3, 2),
  },
  by_creator: [],
};

export const DAILY: DailyInsights = {
  range,
  days: [
    {
      date: "2025-11-06",
      inbound: 40,
      outbound: 31,
      sentiment_score: 0.4,
      revenue: 35,
    },
    {
      date: "2025-11-07",
      inbound: 0,
      outbound: 0,
      sentiment_score: null,
      revenue: 0,
    },
    {
      date: "2025-11-08",
      inbound: 5,
      outbound: 4,
      sentiment_score: -0.1,
      revenue: 85,
    },
  ],
  topics: [{ topic: "travel", volumes: [20, 0, 11] }],
};

export const TOPICS: TopicInsights = {
  range,
  topics: [
    { topic: "travel", volume: 31, percentage_of_total: 62, trend: 10.7 },
    { topic: "food", volume: 19, percentage_of_total: 38, trend: null },
  ],
};

export const RESPONSE_TIME: ResponseTimeInsights = {
  range,
  average_handling_time_minutes: 14.2,
  median_minutes: 6.1,
  p90_minutes: 33,
  silence_percentage: 38.5,
  turns: 6.1,
  answered: 12,
  distribution: [
    { up_to_minutes: 1, answered: 2 },
    { up_to_minutes: 5, answered: 9 },
    { up_to_minutes: 60, answered: 0 },
    { up_to_minutes: null, answered: 1 },
  ],
  by_hour: [],
  by_operator: [],
};

export const REVENUE: RevenueInsights = {
  range,
  amount: 120,
  payments: 4,
  by_source: [
    { source: "tip", payments: 3, amount: 85 },
    { source: "purchase", payments: 1, amount: 35 },
  ],
  by_day: [
    {
      date: "2025-11-06",
      amount: 35,
      payments: 1,
      by_source: [{ source: "purchase", payments: 1, amount: 35 }],
    },
    {
      date: "2025-11-08",
      amount: 85,
      payments: 3,
      by_source: [{ source: "tip", payments: 3, amount: 85 }],
    },
  ],
  spenders: 3,
  average_per_spender: 40,
  previous_amount: 90,
};

export const SPENDERS: SpenderInsights = {
  range,
  total: 3,
  spenders: [{
    ...fan("1001", "Sam"),
    amount: 85,
    payments: 3,
    last_date: "2025-11-08",
  }],
};

export const HOURS: HourInsights = {
  range,
  hours: [
    {
      weekday: 1,
      hour: 21,
      inbound: 40,
      outbound: 31,
      answered: 22,
      average_minutes: 4.2,
      revenue: 35,
    },
    {
      weekday: 7,
      hour: 9,
      inbound: 0,
      outbound: 3,
      answered: 0,
      average_minutes: null,
      revenue: 85,
    },
  ],
};

export const UNANSWERED: UnansweredInsights = {
  total: 2,
  conversations: [{
    ...fan("1001", "Sam"),
    waiting_since: "2025-11-08T12:34:56.000Z",
    waiting_minutes: 120,
    unread_count: 2,
    priority_score: 71,
  }],
  next_cursor: null,
};

export const OUTCOMES: OutcomeInsights = {
  range,
  outcomes: [
    { kind: "tip", outcomes: 3, amount: 85 },
    { kind: "reactivation", outcomes: 2, amount: 0 },
  ],
  topics: [],
};

/** What a page for these days was rendered with. */
export function firstAnswers(
  asked: InsightView,
  change: Partial<FirstAnswers> = {},
): FirstAnswers {
  const paths = answerPaths(asked);
  return {
    comparison: { path: paths.comparison, body: COMPARISON },
    daily: { path: paths.daily, body: DAILY },
    topics: { path: paths.topics, body: TOPICS },
    responseTime: { path: paths.responseTime, body: RESPONSE_TIME },
    revenue: { path: paths.revenue, body: REVENUE },
    spenders: { path: paths.spenders, body: SPENDERS },
    hours: { path: paths.hours, body: HOURS },
    unanswered: { path: paths.unanswered, body: UNANSWERED },
    outcomes: { path: paths.outcomes, body: OUTCOMES },
    ...change,
  };
}
