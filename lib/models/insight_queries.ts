import { z } from "zod";
import { OutcomeKind } from "./conversation.ts";
import { ChatId, CreatorId } from "./ids.ts";
import {
  dayOrTime,
  flag,
  identity,
  limitOf,
  oneOf,
  whole,
} from "./parameters.ts";

/** Days of one answer. */
export const MAX_INSIGHT_DAYS = 1_096;
/** Entries of one answer's page. */
export const MAX_INSIGHT_RESULTS = 200;

const Limit = limitOf(MAX_INSIGHT_RESULTS, 50);
const CURSOR = "is the next_cursor of a page before, with the same parameters";
const Cursor = z.string(CURSOR).min(1, CURSOR).max(400, CURSOR).meta({
  description: "The `next_cursor` of the page before",
});
const Chat = identity(ChatId, "is the id of a conversation");
const Creator = identity(
  CreatorId,
  "is the id of one of the account's creators",
).meta({ description: "One of the account's creators; default: all of them" });
const Day = dayOrTime();
const TOPIC = "is the name of a topic, of at most 80 characters";

/** Whose figures, and of which days. */
export const InsightQuery = z.object({
  creator_id: Creator.optional(),
  start_date: Day.optional().meta({
    description:
      "The first day, or a time on it, as ISO 8601; default: 30 days before the end",
  }),
  end_date: Day.optional().meta({
    description:
      "The end, as ISO 8601, which is not counted; default: the end of this day",
  }),
}).meta({
  description:
    `Half-open range of whole days in the account's time zone, at most ${MAX_INSIGHT_DAYS}; a time stands for its day. Default: the last 30, of all creators`,
  examples: [{ start_date: "2025-11-01", end_date: "2025-11-08" }],
});
export type InsightQuery = z.output<typeof InsightQuery>;

/** The same, and whether dashboards are told the figures of this moment. */
export const BroadcastInsightQuery = InsightQuery.extend({
  broadcast: flag(false).meta({
    description: "Tell dashboards the figures of this moment",
  }),
}).meta({
  description:
    "A range; with broadcast, all dashboards of the account get an analytics_update",
  examples: [{ start_date: "2025-11-01", broadcast: "true" }],
});
export type BroadcastInsightQuery = z.output<typeof BroadcastInsightQuery>;

/** How many of those who spent most. */
export const SpendersQuery = InsightQuery.extend({ limit: Limit }).meta({
  description: "A range, and how many of those who spent most in it to list",
  examples: [{ start_date: "2025-11-01", limit: 10 }],
});
export type SpendersQuery = z.output<typeof SpendersQuery>;

/** Days, and how many topics with them. */
export const DailyQuery = InsightQuery.extend({
  topics: whole(0, 50).default(0).meta({
    description: "How many of the largest topics to give by day",
  }),
}).meta({
  description: "A range, and how many of its topics to give by day",
  examples: [{ start_date: "2025-11-01", topics: 10 }],
});
export type DailyQuery = z.output<typeof DailyQuery>;

/** Which page of those who wait. */
export const UnansweredQuery = z.object({
  creator_id: Creator.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
}).meta({
  description: "Which page of the conversations that wait for an answer",
  examples: [{ limit: 10 }],
});
export type UnansweredQuery = z.output<typeof UnansweredQuery>;

/** Outcomes of which days, and of which kind. */
export const OutcomesQuery = InsightQuery.extend({
  kind: oneOf(OutcomeKind).optional().meta({
    description: "One kind of outcomes; default: all",
  }),
}).meta({
  description: "A range, and one kind of outcomes or all",
  examples: [{ kind: "tip", start_date: "2025-11-01" }],
});
export type OutcomesQuery = z.output<typeof OutcomesQuery>;

/** The steps of the funnel, each of which follows on the one before. */
export const FunnelStage = z.enum([
  "session",
  "greeting",
  "offer",
  "purchase",
]).meta({
  description: "A step of the funnel",
  examples: ["offer"],
});
export type FunnelStage = z.output<typeof FunnelStage>;

/** Bars of the distribution of response times, by their last minute. */
export const ResponseBar = z.enum([
  "1",
  "5",
  "15",
  "30",
  "60",
  "180",
  "360",
  "720",
  "1440",
  "longer",
]).meta({
  description: "A bar of the distribution of response times",
  examples: ["15"],
});
export type ResponseBar = z.output<typeof ResponseBar>;

/** Numbers that can be traced to the messages behind them. */
export const EvidenceMetric = z.enum([
  "messages",
  "topics",
  "sentiment-trend",
  "response-time",
  "silence",
  "turns",
  "revenue",
  "outcomes",
  "funnel",
  "hours",
  "unanswered",
]).meta({
  description: "A number that can be traced to the messages behind it",
  examples: ["topics"],
});
export type EvidenceMetric = z.output<typeof EvidenceMetric>;

/** Which number to trace, and which page of what is behind it. */
export const EvidenceQuery = InsightQuery.extend({
  metric: oneOf(EvidenceMetric).meta({ description: "The number to trace" }),
  conversation_id: Chat.optional().meta({
    description: "Only what is of this conversation",
  }),
  topic: z.string(TOPIC).min(1, TOPIC).max(80, TOPIC).optional().meta({
    description: "Needed for `topics`; narrows `outcomes`",
  }),
  kind: oneOf(OutcomeKind).optional().meta({
    description: "Narrows `revenue` and `outcomes`",
  }),
  stage: oneOf(FunnelStage).optional().meta({
    description: "Needed for `funnel`",
  }),
  weekday: whole(1, 7).optional().meta({
    description: "Narrows `hours` and `response-time`; 1 is Monday",
  }),
  hour: whole(0, 23).optional().meta({
    description: "Narrows `hours` and `response-time`",
  }),
  up_to_minutes: oneOf(ResponseBar).optional().meta({
    description:
      "Narrows `response-time` to a bar of the distribution; `longer`: the last",
  }),
  limit: Limit,
  cursor: Cursor.optional(),
}).superRefine(({ metric, topic, stage }, context) => {
  const needs = (path: string, value: unknown) => {
    if (value !== undefined) return;
    const message = `is needed for ${metric}`;
    context.addIssue({ code: "custom", path: [path], message });
  };
  if (metric === "topics") needs("topic", topic);
  if (metric === "funnel") needs("stage", stage);
}).meta({
  description:
    "The number to trace and its range; topic narrows topics and outcomes, kind revenue and outcomes, stage the funnel, weekday (1 is Monday) and hour hours and response times, up_to_minutes response times; conversation_id all",
  examples: [{ metric: "topics", topic: "travel", limit: 10 }],
});
export type EvidenceQuery = z.output<typeof EvidenceQuery>;
