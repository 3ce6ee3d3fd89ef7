import { describe, expect, it } from "vitest";
import { daily } from "./daily.ts";
import { emptyDayFigures } from "./figures.ts";
import { RangeFigures } from "./range_figures.ts";

const day = (date: number, change: object = {}) => ({
  date: `1970-01-0${date}`,
  inbound: 0,
  outbound: 0,
  sentiment_score: null,
  revenue: 0,
  ...change,
});

describe("what happened day by day", () => {
  const first = {
    ...emptyDayFigures(),
    messages: 5,
    inbound: 2,
    scored: 2,
    sentiment: -5_000,
    cents: { tip: 1_000, purchase: 234 },
    topics: { travel: 2, food: 1 },
  };
  const last = {
    ...emptyDayFigures(),
    messages: 1,
    inbound: 1,
    topics: { food: 1 },
  };
  /** The same days of another creator. */
  const other = {
    ...emptyDayFigures(),
    messages: 3,
    inbound: 1,
    scored: 1,
    sentiment: 8_000,
    cents: { tip: 1 },
    topics: { constructor: 1, travel: 3 },
  };
  const figures = () =>
    new RangeFigures({ from: 1, to: 4 }, [
      first,
      null,
      last,
      other,
      null,
      null,
    ]);

  it("is every day, over all creators", () => {
    expect(daily(figures(), 0)).toEqual({
      days: [
        day(2, {
          inbound: 3,
          outbound: 5,
          sentiment_score: 0.1,
          revenue: 12.35,
        }),
        day(3),
        day(4, { inbound: 1 }),
      ],
      topics: [],
    });
  });

  it("has the largest topics with their volumes of every day", () => {
    const travel = { topic: "travel", volumes: [5, 0, 0] };
    const food = { topic: "food", volumes: [1, 0, 1] };
    const rare = { topic: "constructor", volumes: [1, 0, 0] };
    expect(daily(figures(), 2).topics).toEqual([travel, food]);
    expect(daily(figures(), 50).topics).toEqual([travel, food, rare]);
  });

  it("is nothing on days on which nothing is counted", () => {
    const none = new RangeFigures({ from: 0, to: 2 }, []);
    expect(daily(none, 3)).toEqual({ days: [day(1), day(2)], topics: [] });
  });
});
