import { z } from "zod";
import { OutcomeKind } from "./conversation.ts";
import { ChatId } from "./ids.ts";
import { FunnelStage } from "./insight_queries.ts";
import { SentimentTrendPoint, TopicMetricsResponse } from "./insights.ts";
import { Message } from "./message.ts";
import { UserRef } from "./user.ts";

const count = z.int().min(0);
const minutes = z.number().min(0);
const dollars = z.number().meta({ description: "US dollars" });

const RANGE_EXAMPLE = {
  start_date: "2025-11-01T00:00:00.000Z",
  end_date: "2025-11-08T00:00:00.000Z",
  time_zone: "UTC",
};

/** Of which days an answer is. */
export const InsightRange = z.object({
  start_date: z.iso.datetime(),
  end_date: z.iso.datetime(),
  time_zone: z.string().meta({ description: "IANA name" }),
}).meta({
  description:
    "Half-open range: whole days of the account's time zone, as times in UTC",
  examples: [RANGE_EXAMPLE],
});
export type InsightRange = z.output<typeof InsightRange>;

/** Topics of a range. */
export const TopicInsights = z.object({
  range: InsightRange,
  topics: z.array(TopicMetricsResponse),
}).meta({
  description: "Topics of a range, the largest first",
  examples: [{
    range: RANGE_EXAMPLE,
    topics: [{
      topic: "travel",
      volume: 31,
      percentage_of_total: 12.4,
      trend: 10.7,
    }],
  }],
});
export type TopicInsights = z.output<typeof TopicInsights>;

/** Sentiment by day. */
export const SentimentInsights = z.object({
  range: InsightRange,
  trend: z.array(SentimentTrendPoint),
}).meta({
  description: "Mean sentiment by day; a day without scored messages has none",
  examples: [{
    range: RANGE_EXAMPLE,
    trend: [{ date: "2025-11-08", sentiment_score: 0.31 }],
  }],
});
export type SentimentInsights = z.output<typeof SentimentInsights>;

/** Answers to fan turns, in some part of all. */
const answered = {
  answered: count.meta({ description: "Fan turns that were answered" }),
  average_minutes: minutes,
};

/** How quickly fans are answered. */
export const ResponseTimeInsights = z.object({
  range: InsightRange,
  average_handling_time_minutes: minutes.nullable(),
  median_minutes: minutes.nullable().meta({
    description: "To within 2.5 percent; null while none was answered",
  }),
  p90_minutes: minutes.nullable().meta({
    description: "Nine of ten answers came sooner; to within 2.5 percent",
  }),
  silence_percentage: z.number().min(0).max(100),
  turns: z.number().nullable().meta({
    description: "Mean turns per conversation active in the range",
  }),
  answered: count,
  distribution: z.array(z.object({
    up_to_minutes: minutes.nullable().meta({
      description: "null: longer than all others",
    }),
    answered: count,
  })).meta({ description: "Answers by how long they took" }),
  by_hour: z.array(z.object({ hour: z.int().min(0).max(23), ...answered }))
    .meta({
      description: "By the hour of the day at which the fan began to write",
    }),
  by_operator: z.array(z.object({ operator_id: z.string(), ...answered }))
    .meta({ description: "By who answered, where messages say it" }),
}).meta({
  description: "How quickly fans are answered",
  examples: [{
    range: RANGE_EXAMPLE,
    average_handling_time_minutes: 14.2,
    median_minutes: 6.1,
    p90_minutes: 33,
    silence_percentage: 38.5,
    turns: 6.1,
    answered: 12,
    distribution: [{ up_to_minutes: 1, answered: 12 }],
    by_hour: [{ hour: 9, answered: 12, average_minutes: 14.2 }],
    by_operator: [],
  }],
});
export type ResponseTimeInsights = z.output<typeof ResponseTimeInsights>;

/** A figure beside that of the range just before. */
export const ComparedFigure = z.object({
  value: z.number().nullable(),
  previous: z.number().nullable(),
  change: z.number().nullable().meta({
    description:
      "Percent change; null where there is nothing to compare, or previous is 0",
  }),
}).meta({
  description: "A figure beside that of the range of equal length just before",
  examples: [{ value: 120, previous: 100, change: 20 }],
});
export type ComparedFigure = z.output<typeof ComparedFigure>;

const COMPARED_EXAMPLE = { value: 120, previous: 100, change: 20 };

const KEY_FIGURES_EXAMPLE = {
  messages: COMPARED_EXAMPLE,
  inbound: COMPARED_EXAMPLE,
  conversations: COMPARED_EXAMPLE,
  sentiment: COMPARED_EXAMPLE,
  average_handling_time_minutes: COMPARED_EXAMPLE,
  median_minutes: COMPARED_EXAMPLE,
  revenue: COMPARED_EXAMPLE,
  spenders: COMPARED_EXAMPLE,
};

/** The figures at the top of a dashboard. */
export const KeyFigures = z.object({
  messages: ComparedFigure,
  inbound: ComparedFigure,
  conversations: ComparedFigure.meta({
    description: "Conversations with a message in the range",
  }),
  sentiment: ComparedFigure,
  average_handling_time_minutes: ComparedFigure,
  median_minutes: ComparedFigure,
  revenue: ComparedFigure,
  spenders: ComparedFigure,
}).meta({
  description: "Key figures of a range, each beside the range before",
  examples: [KEY_FIGURES_EXAMPLE],
});
export type KeyFigures = z.output<typeof KeyFigures>;

/** A range beside the one before, over all and by creator. */
export const ComparisonInsights = z.object({
  range: InsightRange,
  previous_range: InsightRange,
  figures: KeyFigures,
  by_creator: z.array(
    z.object({ creator_id: z.string(), figures: KeyFigures }),
  ),
}).meta({
  description:
    "Key figures beside those of the range of equal length just before",
  examples: [{
    range: RANGE_EXAMPLE,
    previous_range: RANGE_EXAMPLE,
    figures: KEY_FIGURES_EXAMPLE,
    by_creator: [{ creator_id: "9001", figures: KEY_FIGURES_EXAMPLE }],
  }],
});
export type ComparisonInsights = z.output<typeof ComparisonInsights>;

const bySource = z.array(z.object({
  source: OutcomeKind,
  payments: count,
  amount: dollars,
})).meta({ description: "By what was paid for, the largest first" });

/** What fans paid. */
export const RevenueInsights = z.object({
  range: InsightRange,
  amount: dollars,
  payments: count,
  by_source: bySource,
  by_day: z.array(z.object({
    date: z.iso.date(),
    amount: dollars,
    payments: count,
    by_source: bySource,
  })).meta({ description: "Days with a payment" }),
  spenders: count.meta({ description: "Fans who paid in the range" }),
  average_per_spender: dollars.nullable(),
  previous_amount: dollars,
}).meta({
  description: "What fans paid, as far as messages name the amount",
  examples: [{
    range: RANGE_EXAMPLE,
    amount: 120,
    payments: 4,
    by_source: [{ source: "tip", payments: 4, amount: 120 }],
    by_day: [{
      date: "2025-11-01",
      amount: 120,
      payments: 4,
      by_source: [{ source: "tip", payments: 4, amount: 120 }],
    }],
    spenders: 3,
    average_per_spender: 40,
    previous_amount: 90,
  }],
});
export type RevenueInsights = z.output<typeof RevenueInsights>;

/** Who paid most. */
export const SpenderInsights = z.object({
  range: InsightRange,
  total: count.meta({ description: "Fans who paid in the range" }),
  spenders: z.array(z.object({
    conversation_id: ChatId,
    withUser: UserRef.nullable(),
    amount: dollars,
    payments: count,
    last_date: z.iso.date().meta({ description: "Latest day with a payment" }),
  })),
}).meta({
  description: "Fans who paid most in a range, the most first",
  examples: [{
    range: RANGE_EXAMPLE,
    total: 1,
    spenders: [{
      conversation_id: "1001",
      withUser: { id: "1001", name: "Sam" },
      amount: 120,
      payments: 4,
      last_date: "2025-11-07",
    }],
  }],
});
export type SpenderInsights = z.output<typeof SpenderInsights>;

/** What happens at which hour of the week. */
export const HourInsights = z.object({
  range: InsightRange,
  hours: z.array(z.object({
    weekday: z.int().min(1).max(7).meta({ description: "1 is Monday" }),
    hour: z.int().min(0).max(23),
    inbound: count,
    outbound: count,
    answered: count.meta({
      description: "Fan turns begun in that hour that were answered",
    }),
    average_minutes: minutes.nullable(),
    revenue: dollars,
  })).meta({
    description: "Hours of the week in which anything happened, in order",
  }),
}).meta({
  description: "Messages, answers and revenue by hour of the week",
  examples: [{
    range: RANGE_EXAMPLE,
    hours: [{
      weekday: 1,
      hour: 21,
      inbound: 40,
      outbound: 31,
      answered: 22,
      average_minutes: 4.2,
      revenue: 35,
    }],
  }],
});
export type HourInsights = z.output<typeof HourInsights>;

/** What happened day by day. */
export const DailyInsights = z.object({
  range: InsightRange,
  days: z.array(z.object({
    date: z.iso.date(),
    inbound: count,
    outbound: count,
    sentiment_score: z.number().min(-1).max(1).nullable().meta({
      description: "null: no message of the day is scored",
    }),
    revenue: dollars,
  })).meta({ description: "Every day of the range, in order" }),
  topics: z.array(z.object({
    topic: z.string(),
    volumes: z.array(count).meta({ description: "By day, as in days" }),
  })).meta({ description: "The largest of the range first" }),
}).meta({
  description: "Messages, sentiment, revenue and topics day by day",
  examples: [{
    range: RANGE_EXAMPLE,
    days: [{
      date: "2025-11-01",
      inbound: 40,
      outbound: 31,
      sentiment_score: 0.31,
      revenue: 35,
    }],
    topics: [{ topic: "travel", volumes: [4] }],
  }],
});
export type DailyInsights = z.output<typeof DailyInsights>;

/** Who waits for an answer. */
export const UnansweredInsights = z.object({
  total: count,
  conversations: z.array(z.object({
    conversation_id: ChatId,
    withUser: UserRef.nullable(),
    waiting_since: z.iso.datetime().meta({
      description: "First message of the oldest fan turn without an answer",
    }),
    waiting_minutes: minutes,
    unread_count: count,
    priority_score: z.number().min(0).max(100),
  })),
  next_cursor: z.string().nullable(),
}).meta({
  description: "Conversations that wait for an answer, the longest first",
  examples: [{
    total: 1,
    conversations: [{
      conversation_id: "1001",
      withUser: { id: "1001", name: "Sam" },
      waiting_since: "2025-11-08T12:34:56.000Z",
      waiting_minutes: 55.3,
      unread_count: 2,
      priority_score: 71,
    }],
    next_cursor: null,
  }],
});
export type UnansweredInsights = z.output<typeof UnansweredInsights>;

/** What conversations led to, and what was talked about before. */
export const OutcomeInsights = z.object({
  range: InsightRange,
  outcomes: z.array(z.object({
    kind: OutcomeKind,
    outcomes: count,
    amount: dollars,
  })),
  topics: z.array(z.object({
    kind: OutcomeKind,
    topic: z.string(),
    outcomes: count.meta({
      description:
        "Outcomes whose session had mentioned the topic by then, among its last 16",
    }),
  })),
}).meta({
  description: "Outcomes of a range, and topics that came before them",
  examples: [{
    range: RANGE_EXAMPLE,
    outcomes: [{ kind: "tip", outcomes: 4, amount: 120 }],
    topics: [{ kind: "tip", topic: "travel", outcomes: 2 }],
  }],
});
export type OutcomeInsights = z.output<typeof OutcomeInsights>;

/** How far sessions come. */
export const FunnelInsights = z.object({
  range: InsightRange,
  stages: z.array(z.object({
    stage: FunnelStage,
    sessions: count,
    percentage_of_previous: z.number().min(0).max(100).nullable(),
    percentage_of_first: z.number().min(0).max(100).nullable(),
  })),
}).meta({
  description:
    "Sessions begun in the range by how far they came: a greeting, an offer after it, a purchase or tip after that",
  examples: [{
    range: RANGE_EXAMPLE,
    stages: [{
      stage: "session",
      sessions: 40,
      percentage_of_previous: null,
      percentage_of_first: 100,
    }],
  }],
});
export type FunnelInsights = z.output<typeof FunnelInsights>;

/** What is behind a number. */
export const Evidence = z.object({
  range: InsightRange,
  evidence: z.array(z.object({
    conversation_id: ChatId,
    date: z.iso.date().meta({ description: "The day that it counts for" }),
    contribution: z.number().meta({
      description:
        "What it adds: 1 where things are counted, else a sentiment, minutes or dollars",
    }),
    messages: z.array(Message).meta({
      description: "One, or two where time between them is counted",
    }),
  })),
  next_cursor: z.string().nullable().meta({
    description:
      "null: there is no more. A page may be short, or empty, and yet have one",
  }),
}).meta({
  description: "The messages behind a number, and what each adds to it",
  examples: [{
    range: RANGE_EXAMPLE,
    evidence: [{
      conversation_id: "1001",
      date: "2025-11-07",
      contribution: 1,
      messages: [{ id: "550001", text: "I miss Lisbon" }],
    }],
    next_cursor: null,
  }],
});
export type Evidence = z.output<typeof Evidence>;

/** Why a conversation has its priority. */
export const Priority = z.object({
  conversation_id: ChatId,
  priority_score: z.number().min(0).max(100),
  parts: z.array(z.object({
    part: z.enum([
      "waiting",
      "sentiment",
      "spend",
      "recency",
      "subscription",
    ]),
    points: z.number().min(0),
    most: z.number().min(0).meta({ description: "Points it may have" }),
    because: z.string().meta({ description: "The fact that it rests on" }),
  })),
}).meta({
  description: "A conversation's priority, and the parts that add up to it",
  examples: [{
    conversation_id: "1001",
    priority_score: 18.4,
    parts: [{
      part: "waiting",
      points: 18.4,
      most: 40,
      because: "has waited for an answer since 2025-11-08T12:34:56.000Z",
    }],
  }],
});
export type Priority = z.output<typeof Priority>;
