/**
 * What the endpoints say of a range, computed plainly from what reading all
 * messages has found: for comparison.
 * @module
 */
import {
  bucketMs,
  type Counters,
  type DayFigures,
  meanResponseMinutes,
  meanSentiment,
  previousRange,
  rangeDates,
  responseQuantile,
  responseTimeMetrics,
  sentimentTrend,
  sumRange,
  topicMetrics,
  weekdayOf,
} from "@/lib/insights/mod.ts";
import {
  type AnalyticsUpdate,
  type ComparisonInsights,
  type DailyInsights,
  dateOf,
  type DayRange,
  type FunnelInsights,
  FunnelStage,
  type HourInsights,
  isoTime,
  type OutcomeInsights,
  OutcomeKind,
  type ResponseTimeInsights,
  type RevenueInsights,
  type SentimentInsights,
  type TopicInsights,
} from "@/lib/models/mod.ts";
import type { Counted, Findings } from "./reading.ts";

const MINUTE_MS = 60_000;
/** Topics that are asked for day by day: as many as the service gives. */
export const MAX_DAILY_TOPICS = 50;
/** Up to how long answers take, in minutes; the last are longer than all. */
const BOUNDS = [1, 5, 15, 30, 60, 180, 360, 720, 1_440, Infinity];

/** The sum of a range's days, and what is counted one by one. */
interface Part extends Counted {
  range: DayRange;
  sum: DayFigures;
}

/** What each endpoint answers, as far as messages tell it. */
export interface PlainAnswers {
  topics: Omit<TopicInsights, "range">;
  "sentiment-trend": Omit<SentimentInsights, "range">;
  "response-time": Omit<ResponseTimeInsights, "range">;
  full: Omit<AnalyticsUpdate, "priorityScores" | "unreadCounts">;
  comparison: Omit<ComparisonInsights, "range" | "previous_range">;
  revenue: Omit<RevenueInsights, "range">;
  hours: Omit<HourInsights, "range">;
  outcomes: Omit<OutcomeInsights, "range">;
  funnel: Omit<FunnelInsights, "range">;
  daily: Omit<DailyInsights, "range">;
  spenders: {
    total: number;
    /** All of them. */
    spenders: {
      conversation_id: string;
      amount: number;
      payments: number;
      last_date: string;
    }[];
  };
  unanswered: {
    total: number;
    /** All of them. */
    conversations: { conversation_id: string; waiting_since: string }[];
  };
}

/** What the endpoints are to answer over the range of the findings. */
export function plainAnswers(findings: Findings): PlainAnswers {
  const { days, range, counted, calendar, creators } = findings;
  const before = previousRange(range);
  const now: Part = { range, sum: sumRange(days, range), ...counted.range };
  const then: Part = {
    range: before,
    sum: sumRange(days, before),
    ...counted.before,
  };
  const topics = topicMetrics(now.sum, then.sum);
  const trend = sentimentTrend(days, range);
  const figures = comparison(now, then);
  return {
    topics: { topics },
    "sentiment-trend": trend,
    "response-time": responseTimes(now),
    full: {
      topics,
      sentiment_trend: trend,
      response_time_metrics: responseTimeMetrics(now.sum, now.active),
      totals: {
        conversations: findings.conversations,
        messages: findings.messages,
        unanswered: findings.waiting.size,
      },
      range: rangeDates(range, calendar),
    },
    comparison: {
      figures,
      // All of the messages are the only creator's.
      by_creator: creators.map((creator_id) => ({ creator_id, figures })),
    },
    revenue: revenue(findings, now, then),
    hours: { hours: hours(findings) },
    outcomes: outcomes(now),
    funnel: { stages: funnel(now) },
    daily: daily(findings, topics),
    spenders: spenders(findings),
    unanswered: unanswered(findings),
  };
}

function responseTimes({ sum, active }: Part): PlainAnswers["response-time"] {
  const { responses } = sum;
  const distribution = BOUNDS.map((bound) => ({
    up_to_minutes: bound === Infinity ? null : bound,
    answered: 0,
  }));
  for (const [bucket, n] of Object.entries(responses)) {
    const minutes = bucketMs(Number(bucket)) / MINUTE_MS;
    const part = distribution[BOUNDS.findIndex((bound) => minutes <= bound)];
    if (part !== undefined) part.answered += n;
  }
  const averages = (handled: Counters, handledMs: Counters) =>
    Object.entries(handled).map(([name, answered]) => ({
      name,
      answered,
      average_minutes: of(handledMs, name) / answered / MINUTE_MS,
    }));
  return {
    ...responseTimeMetrics(sum, active),
    median_minutes: quantileMinutes(sum, 0.5),
    p90_minutes: quantileMinutes(sum, 0.9),
    answered: sum.handled,
    distribution,
    by_hour: averages(sum.handledByHour, sum.handledMsByHour)
      .map(({ name, ...rest }) => ({ hour: Number(name), ...rest }))
      .sort((a, b) => a.hour - b.hour),
    by_operator: averages(sum.handledByOperator, sum.handledMsByOperator)
      .map(({ name, ...rest }) => ({ operator_id: name, ...rest }))
      .sort((a, b) =>
        b.answered - a.answered || (a.operator_id < b.operator_id ? -1 : 1)
      ),
  };
}

function quantileMinutes({ responses }: DayFigures, q: number): number | null {
  const ms = responseQuantile(responses, q);
  return ms === null ? null : ms / MINUTE_MS;
}

function comparison(
  now: Part,
  before: Part,
): ComparisonInsights["figures"] {
  const compared = (figure: (part: Part) => number | null) => {
    const [value, previous] = [figure(now), figure(before)];
    const isKnown = value !== null && previous !== null && previous !== 0;
    return {
      value,
      previous,
      change: isKnown ? 100 * (value - previous) / Math.abs(previous) : null,
    };
  };
  return {
    messages: compared(({ sum }) => sum.messages),
    inbound: compared(({ sum }) => sum.inbound),
    conversations: compared(({ active }) => active),
    sentiment: compared(({ sum }) => meanSentiment(sum)),
    average_handling_time_minutes: compared(({ sum }) =>
      meanResponseMinutes(sum)
    ),
    median_minutes: compared(({ sum }) => quantileMinutes(sum, 0.5)),
    revenue: compared(({ sum }) => dollars(total(sum.cents))),
    spenders: compared(({ spenders }) => spenders),
  };
}

function revenue(
  { days }: Findings,
  { range, sum, spenders }: Part,
  before: Part,
): PlainAnswers["revenue"] {
  const { from, to } = range;
  return {
    ...paid(sum),
    by_day: [...days]
      .filter(([day, { payments }]) =>
        day >= from && day < to && total(payments) > 0
      )
      .sort(([a], [b]) => a - b)
      .map(([day, figures]) => ({ date: dateOf(day), ...paid(figures) })),
    spenders,
    average_per_spender: spenders === 0
      ? null
      : dollars(total(sum.cents)) / spenders,
    previous_amount: dollars(total(before.sum.cents)),
  };
}

function paid({ cents, payments }: DayFigures) {
  return {
    amount: dollars(total(cents)),
    payments: total(payments),
    by_source: OutcomeKind.options
      .map((source) => ({
        source,
        payments: of(payments, source),
        amount: dollars(of(cents, source)),
      }))
      .filter((source) => source.payments > 0)
      .sort((a, b) => b.amount - a.amount || b.payments - a.payments),
  };
}

function hours({ days, range }: Findings): HourInsights["hours"] {
  const all: HourInsights["hours"] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    const ofWeekday = [...days].filter(([day]) =>
      day >= range.from && day < range.to && weekdayOf(day) === weekday
    );
    for (let hour = 0; hour < 24; hour++) {
      const sum = (counters: (figures: DayFigures) => Counters) =>
        ofWeekday.reduce((n, [, f]) => n + of(counters(f), String(hour)), 0);
      const inbound = sum((figures) => figures.inboundByHour);
      const outbound = sum((figures) => figures.outboundByHour);
      const answered = sum((figures) => figures.handledByHour);
      const handledMs = sum((figures) => figures.handledMsByHour);
      const cents = sum((figures) => figures.centsByHour);
      if (inbound + outbound + answered + cents === 0) continue;
      all.push({
        weekday,
        hour,
        inbound,
        outbound,
        answered,
        average_minutes: meanResponseMinutes({ handled: answered, handledMs }),
        revenue: dollars(cents),
      });
    }
  }
  return all;
}

function daily(
  { days, range: { from, to } }: Findings,
  topics: TopicInsights["topics"],
): PlainAnswers["daily"] {
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    days: all.map((day) => {
      const figures = days.get(day);
      return {
        date: dateOf(day),
        inbound: figures?.inbound ?? 0,
        outbound: (figures?.messages ?? 0) - (figures?.inbound ?? 0),
        sentiment_score: figures === undefined ? null : meanSentiment(figures),
        revenue: dollars(total(figures?.cents ?? {})),
      };
    }),
    topics: topics.slice(0, MAX_DAILY_TOPICS).map(({ topic }) => ({
      topic,
      volumes: all.map((day) => of(days.get(day)?.topics ?? {}, topic)),
    })),
  };
}

function outcomes({ sum }: Part): PlainAnswers["outcomes"] {
  return {
    outcomes: OutcomeKind.options
      .map((kind) => ({
        kind,
        outcomes: of(sum.outcomes, kind),
        amount: dollars(of(sum.cents, kind)),
      }))
      .filter(({ outcomes }) => outcomes > 0)
      .sort((a, b) => b.outcomes - a.outcomes),
    topics: Object.entries(sum.outcomeTopics)
      .map(([pair, outcomes]) => {
        const [name, ...words] = pair.split(" ");
        const kind = OutcomeKind.parse(name);
        return { kind, topic: words.join(" "), outcomes };
      })
      .sort((a, b) =>
        b.outcomes - a.outcomes ||
        (`${a.kind} ${a.topic}` < `${b.kind} ${b.topic}` ? -1 : 1)
      ),
  };
}

function funnel({ sum }: Part): FunnelInsights["stages"] {
  const counts = FunnelStage.options.map((stage) => of(sum.funnel, stage));
  const share = (n: number, all = 0) => all === 0 ? null : 100 * n / all;
  return FunnelStage.options.map((stage, i) => {
    const sessions = counts[i] ?? 0;
    return {
      stage,
      sessions,
      percentage_of_previous: share(sessions, counts[i - 1]),
      percentage_of_first: share(sessions, counts[0]),
    };
  });
}

function spenders({ spend }: Findings): PlainAnswers["spenders"] {
  return {
    total: spend.size,
    spenders: [...spend]
      .sort(([a, x], [b, y]) => y.cents - x.cents || (a < b ? -1 : 1))
      .map(([conversation_id, { cents, payments, lastDay }]) => ({
        conversation_id,
        amount: dollars(cents),
        payments,
        last_date: dateOf(lastDay),
      })),
  };
}

function unanswered({ waiting }: Findings): PlainAnswers["unanswered"] {
  return {
    total: waiting.size,
    conversations: [...waiting]
      .sort(([a, since], [b, other]) => since - other || (a < b ? -1 : 1))
      .map(([conversation_id, since]) => ({
        conversation_id,
        waiting_since: isoTime(since),
      })),
  };
}

function of(counters: Counters, name: string): number {
  return Object.hasOwn(counters, name) ? counters[name] ?? 0 : 0;
}

function total(counters: Counters): number {
  return Object.values(counters).reduce((sum, n) => sum + n, 0);
}

function dollars(cents: number): number {
  return cents / 100;
}
