import {
  dateOf,
  type DayRange,
  type ResponseTimeMetricsResponse,
  type SentimentTrendResponse,
  type TopicMetricsResponse,
} from "@/lib/models/mod.ts";
import {
  addDayFigures,
  type Counters,
  type DayFigures,
  emptyDayFigures,
  type Figures,
  type FiguresByDay,
} from "./figures.ts";

/** Sentiments are kept as whole ten-thousandths. */
export const SENTIMENT_UNIT = 10_000;
const MINUTE_MS = 60_000;

/** The sum of the figures of all days in `range`. */
export function sumRange(days: FiguresByDay, range: DayRange): DayFigures {
  const sum = emptyDayFigures();
  for (const [day, figures] of days) {
    if (day >= range.from && day < range.to) addDayFigures(sum, figures);
  }
  return sum;
}

/** Distinct conversations with a message in `range`; `sum` is its sum. */
export function activeConversations(
  { active }: Pick<DayFigures, "active">,
  range: DayRange,
): number {
  return countFirst(active, range);
}

/** Distinct fans who paid in `range`; `sum` is its sum. */
export function distinctSpenders(
  { spenders }: Pick<DayFigures, "spenders">,
  range: DayRange,
): number {
  return countFirst(spenders, range);
}

/** Those whose previous day lies before the range. */
function countFirst(
  byPreviousDay: Record<string, number>,
  { from }: DayRange,
): number {
  let first = 0;
  for (const [dayBefore, n] of Object.entries(byPreviousDay)) {
    if (dayBefore === "" || Number(dayBefore) < from) first += n;
  }
  return first;
}

/**
 * Volume, share and trend of every topic mentioned in the range, largest
 * first; `before` holds the range of equal length just before.
 */
export function topicMetrics(
  sum: Figures,
  before: Figures,
): TopicMetricsResponse[] {
  const entries = topicsByVolume(sum);
  const total = sumOf(sum.topics);
  return entries.map(([topic, volume]) => {
    return {
      topic,
      volume,
      percentage_of_total: total === 0 ? 0 : (100 * volume) / total,
      trend: percentChange(volume, countOf(before.topics, topic)),
    };
  });
}

/** Topics and how many messages mention each, the largest first. */
export function topicsByVolume(
  { topics }: Pick<Figures, "topics">,
): [topic: string, volume: number][] {
  return Object.entries(topics)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

/** A counter's number; 0 for a name that is not there, whatever it is. */
export function countOf(counters: Counters, name: string): number {
  return Object.hasOwn(counters, name) ? counters[name] ?? 0 : 0;
}

/** The sum of all counters. */
export function sumOf(counters: Counters): number {
  let sum = 0;
  for (const name in counters) sum += counters[name] ?? 0;
  return sum;
}

/**
 * How much a figure has changed, in percent of the previous one's size; `null`
 * where that is 0, or one of the two is not known.
 */
export function percentChange(
  value: number | null,
  previous: number | null,
): number | null {
  return value === null || previous === null || previous === 0
    ? null
    : (100 * (value - previous)) / Math.abs(previous);
}

/** US dollars from cents. */
export function dollarsOf(cents: number): number {
  return cents / 100;
}

/** How many messages carry a sentiment, and the sum of these. */
export type Scores = Pick<Figures, "scored" | "sentiment">;

/** Mean sentiment of each day in `range` that has a scored message. */
export function sentimentTrend(
  days: ReadonlyMap<number, Scores>,
  range: DayRange,
): SentimentTrendResponse {
  const trend = [...days]
    .filter(([day, f]) => day >= range.from && day < range.to && f.scored > 0)
    .sort(([a], [b]) => a - b)
    .map(([day, f]) => ({
      date: dateOf(day),
      sentiment_score: f.sentiment / f.scored / SENTIMENT_UNIT,
    }));
  return { trend };
}

/** How quickly fans were answered; `active` is the range's conversations. */
export function responseTimeMetrics(
  sum: Figures,
  active: number,
): ResponseTimeMetricsResponse {
  return {
    average_handling_time_minutes: meanResponseMinutes(sum),
    silence_percentage: silencePercentage(sum),
    turns: active === 0 ? null : sum.turns / active,
  };
}

/** Minutes, mean over answered fan turns; `null` if none was answered. */
export function meanResponseMinutes(
  figures: Pick<Figures, "handled" | "handledMs">,
): number | null {
  return figures.handled === 0
    ? null
    : figures.handledMs / figures.handled / MINUTE_MS;
}

/** Percent of the sessions' time that lies in gaps over 5 minutes. */
export function silencePercentage(
  figures: Pick<Figures, "sessionMs" | "silentMs">,
): number {
  return figures.sessionMs === 0
    ? 0
    : (100 * figures.silentMs) / figures.sessionMs;
}

/** Mean sentiment, -1 to 1; `null` if no message is scored. */
export function meanSentiment(figures: Scores): number | null {
  return figures.scored === 0
    ? null
    : figures.sentiment / figures.scored / SENTIMENT_UNIT;
}
