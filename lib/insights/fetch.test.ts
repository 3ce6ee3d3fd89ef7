import { describe, expect, it } from "vitest";
import { CreatorId } from "@/lib/models/mod.ts";
import { UTC } from "./calendar.ts";
import type { DaySource, DaysQuery } from "./day_reader.ts";
import {
  buildAnalyticsUpdate,
  fetchComparison,
  fetchSentimentTrend,
  fetchTopicMetrics,
} from "./fetch.ts";
import { type DayFigures, emptyDayFigures } from "./figures.ts";
import { RangeFigures } from "./range_figures.ts";

const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const RANGE = { from: 10, to: 12 };
const QUERY = { creators: CREATORS, range: RANGE };

function day(
  messages: number,
  topics: Record<string, number>,
  sentiment = 0,
): DayFigures {
  return { ...emptyDayFigures(), messages, topics, scored: 1, sentiment };
}

/** Both creators' days, of the range before and of the range. */
const DAYS: Record<string, Record<number, DayFigures>> = {
  "9001": {
    9: day(4, { food: 1 }),
    10: day(6, { food: 2 }, 5_000),
    11: day(2, { travel: 2 }, -1_000),
  },
  "9002": { 8: day(2, { food: 1 }), 10: day(4, { food: 2 }, 1_000) },
};

const source: DaySource = {
  figures: ({ creators, range }: DaysQuery) => {
    const length = range.to - range.from;
    const rows = creators.flatMap((creator) =>
      Array.from({ length }, (_, i) => DAYS[creator]?.[range.from + i] ?? null)
    );
    return Promise.resolve(new RangeFigures(range, rows));
  },
  spend: () => Promise.resolve([]),
};

describe("figures of several creators", () => {
  it("are added up, and set beside the range before", async () => {
    expect(await fetchTopicMetrics(source, QUERY)).toEqual([
      {
        topic: "food",
        volume: 4,
        percentage_of_total: 100 * 4 / 6,
        trend: 100,
      },
      {
        topic: "travel",
        volume: 2,
        percentage_of_total: 100 * 2 / 6,
        trend: null,
      },
    ]);
    expect(await fetchSentimentTrend(source, QUERY)).toEqual({
      trend: [
        { date: "1970-01-11", sentiment_score: 0.3 },
        { date: "1970-01-12", sentiment_score: -0.1 },
      ],
    });
  });

  it("are compared over all, and by creator", async () => {
    const { figures, by_creator } = await fetchComparison(source, QUERY);
    expect(figures.messages).toEqual({ value: 12, previous: 6, change: 100 });
    expect(
      by_creator.map(({ creator_id, figures: { messages } }) => [
        creator_id,
        messages,
      ]),
    ).toEqual([
      ["9001", { value: 8, previous: 4, change: 100 }],
      ["9002", { value: 4, previous: 2, change: 100 }],
    ]);
  });

  it("go to dashboards with some conversations' own", async () => {
    const totals = { conversations: 3, messages: 18, unanswered: 1 };
    const update = await buildAnalyticsUpdate(
      source,
      { ...QUERY, calendar: UTC },
      totals,
    );
    expect(update).toMatchObject({
      topics: await fetchTopicMetrics(source, QUERY),
      sentiment_trend: await fetchSentimentTrend(source, QUERY),
      totals,
      priorityScores: {},
      unreadCounts: {},
      range: {
        start_date: "1970-01-11T00:00:00.000Z",
        end_date: "1970-01-13T00:00:00.000Z",
      },
    });
  });
});
