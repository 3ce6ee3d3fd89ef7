import { type DailyInsights, dateOf } from "@/lib/models/mod.ts";
import {
  countOf,
  dollarsOf,
  meanSentiment,
  sumOf,
  topicsByVolume,
} from "./metrics.ts";
import type { RangeFigures } from "./range_figures.ts";

/**
 * What happened on every day of a range, and the volumes by day of its largest
 * topics, at most so many.
 */
export function daily(
  figures: RangeFigures,
  topics: number,
): Omit<DailyInsights, "range"> {
  const { range: { from, to } } = figures;
  const all = Array.from({ length: to - from }, () => ({
    inbound: 0,
    outbound: 0,
    scored: 0,
    sentiment: 0,
    cents: 0,
  }));
  const largest = largestTopics(figures, topics).map((topic) => ({
    topic,
    volumes: Array.from(all, () => 0),
  }));
  for (const { day, figures: of } of figures.days) {
    const i = day - from;
    const sum = all[i];
    if (sum === undefined) continue;
    sum.inbound += of.inbound;
    sum.outbound += of.messages - of.inbound;
    sum.scored += of.scored;
    sum.sentiment += of.sentiment;
    sum.cents += sumOf(of.cents);
    for (const { topic, volumes } of largest) {
      volumes[i] = (volumes[i] ?? 0) + countOf(of.topics, topic);
    }
  }
  return {
    days: all.map((sum, i) => ({
      date: dateOf(from + i),
      inbound: sum.inbound,
      outbound: sum.outbound,
      sentiment_score: meanSentiment(sum),
      revenue: dollarsOf(sum.cents),
    })),
    topics: largest,
  };
}

/** The sum of all days is made only where it is asked for. */
function largestTopics(figures: RangeFigures, most: number): string[] {
  if (most === 0) return [];
  return topicsByVolume(figures.sum).slice(0, most).map(([topic]) => topic);
}
