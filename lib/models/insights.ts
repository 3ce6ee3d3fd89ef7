import { z } from "zod";
import { ExtendedConversationNode } from "./conversation.ts";
import { ANALYTICS_EXAMPLE, CONVERSATION_EXAMPLE } from "./examples.ts";
import { Revision } from "./system.ts";

/** How often a topic was mentioned in a range, and how that changed. */
export const TopicMetricsResponse = z.object({
  topic: z.string(),
  volume: z.int().min(0).meta({
    description: "Messages in the range that mention the topic",
  }),
  percentage_of_total: z.number().min(0).max(100),
  trend: z.number().nullable().meta({
    description:
      "Percent change against the range of equal length just before; null where that is 0",
  }),
}).meta({
  description: "A topic's volume in a range",
  examples: [{
    topic: "travel",
    volume: 31,
    percentage_of_total: 12.4,
    trend: 10.7,
  }],
});
export type TopicMetricsResponse = z.output<typeof TopicMetricsResponse>;

/** Mean sentiment of one day in the account's time zone. */
export const SentimentTrendPoint = z.object({
  date: z.iso.date(),
  sentiment_score: z.number().min(-1).max(1),
}).meta({
  description: "Mean message sentiment of one day in the account's time zone",
  examples: [{ date: "2025-11-08", sentiment_score: 0.31 }],
});
export type SentimentTrendPoint = z.output<typeof SentimentTrendPoint>;

/** Mean sentiment by day; a day without scored messages has no point. */
export const SentimentTrendResponse = z.object({
  trend: z.array(SentimentTrendPoint),
}).meta({
  description: "Mean sentiment by day in the account's time zone",
  examples: [{ trend: [{ date: "2025-11-08", sentiment_score: 0.31 }] }],
});
export type SentimentTrendResponse = z.output<typeof SentimentTrendResponse>;

/** How quickly fans are answered. */
export const ResponseTimeMetricsResponse = z.object({
  average_handling_time_minutes: z.number().nullable().meta({
    description:
      "Mean minutes from a fan turn's first message to the answer; null while none was answered",
  }),
  silence_percentage: z.number().min(0).max(100),
  turns: z.number().nullable().meta({
    description:
      "Mean turns per conversation active in the range; null while none was",
  }),
}).meta({
  description: "Response times in a range",
  examples: [{
    average_handling_time_minutes: 14.2,
    silence_percentage: 38.5,
    turns: 6.1,
  }],
});
export type ResponseTimeMetricsResponse = z.output<
  typeof ResponseTimeMetricsResponse
>;

/** What the account holds now, whatever the range. */
export const Totals = z.object({
  conversations: z.int().min(0),
  messages: z.int().min(0),
  unanswered: z.int().min(0).meta({
    description: "Conversations whose latest fan turn waits for an answer",
  }),
}).meta({
  description: "What the account holds now",
  examples: [{ conversations: 40, messages: 3000, unanswered: 7 }],
});
export type Totals = z.output<typeof Totals>;

const conversationNumbers = z.record(z.string(), z.number());

/**
 * The dashboard's figures. `topics`, `sentiment_trend`, `response_time_metrics`
 * and `totals` replace what was there; `priorityScores` and `unreadCounts` hold
 * the conversations that changed and are merged by conversation.
 */
export const AnalyticsUpdate = z.object({
  topics: z.array(TopicMetricsResponse),
  sentiment_trend: SentimentTrendResponse,
  response_time_metrics: ResponseTimeMetricsResponse,
  priorityScores: conversationNumbers.meta({
    description: "By conversation, 0 to 100; merge into what is known",
  }),
  unreadCounts: conversationNumbers.meta({
    description: "By conversation; merge into what is known",
  }),
  totals: Totals.optional(),
  range: z.object({
    start_date: z.iso.datetime(),
    end_date: z.iso.datetime(),
  }).optional().meta({
    description:
      "Half-open range of the figures: whole days in the account's time zone, as times in UTC",
  }),
}).meta({
  description: "The dashboard's figures over the default range",
  examples: [ANALYTICS_EXAMPLE],
});
export type AnalyticsUpdate = z.output<typeof AnalyticsUpdate>;

/** Counts of the graph by label. */
export const GraphCounts = z.object({
  vertices: z.record(z.string(), z.int()),
  edges: z.record(z.string(), z.int()),
}).meta({
  description: "Vertices and edges of the graph, counted by label",
  examples: [{
    vertices: { Fan: 40, Topic: 12 },
    edges: { DISCUSS_TOPIC: 160 },
  }],
});
export type GraphCounts = z.output<typeof GraphCounts>;

/** Which part of a message sent in parts this is. */
export const Part = z.object({
  index: z.int().min(0),
  total: z.int().min(1),
}).refine((part) => part.index < part.total, {
  message: "index must be below total",
}).meta({
  description: "Which part this is, counted from 0",
  examples: [{ index: 0, total: 3 }],
});
export type Part = z.output<typeof Part>;

/** Everything a dashboard needs to start, as of `revision`. */
export const FullSyncResponse = z.object({
  conversations: z.array(ExtendedConversationNode),
  analytics: AnalyticsUpdate,
  graph: GraphCounts.optional(),
  part: Part.optional(),
  revision: Revision.optional(),
}).meta({
  description:
    "All conversations with their latest messages, and the figures; sent in parts that share one revision",
  examples: [{
    conversations: [CONVERSATION_EXAMPLE],
    analytics: ANALYTICS_EXAMPLE,
    graph: { vertices: { Fan: 1 }, edges: { HAS_CONVERSATION: 1 } },
    part: { index: 0, total: 1 },
    revision: 118,
  }],
});
export type FullSyncResponse = z.output<typeof FullSyncResponse>;
