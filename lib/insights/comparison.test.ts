import { describe, expect, it } from "vitest";
import { comparison } from "./comparison.ts";
import { emptyDayFigures } from "./figures.ts";
import { RangeFigures } from "./range_figures.ts";
import { bucketMs, responseBucket } from "./response_histogram.ts";

const NOW = { from: 10, to: 11 };
const BEFORE = { from: 9, to: 10 };
const MINUTE = 60_000;

describe("comparison", () => {
  it("tells how much each figure has changed, in percent", () => {
    const day = {
      ...emptyDayFigures(),
      messages: 12,
      inbound: 6,
      active: { "": 1, "8": 2 },
      scored: 2,
      sentiment: 6_000,
      handled: 1,
      handledMs: 3 * MINUTE,
      responses: { [responseBucket(3 * MINUTE)]: 1 },
      cents: { tip: 1_500 },
      payments: { tip: 1 },
      spenders: { "": 1 },
    };
    const before = {
      ...day,
      messages: 10,
      inbound: 8,
      active: { "": 4, "3": 2 },
      sentiment: -4_000,
      handledMs: 2 * MINUTE,
      responses: { [responseBucket(2 * MINUTE)]: 1 },
      cents: { tip: 1_000, purchase: 2_000 },
      spenders: {},
    };
    const median = (minutes: number) =>
      bucketMs(responseBucket(minutes * MINUTE)) / MINUTE;
    expect(comparison(
      new RangeFigures(NOW, [day]),
      new RangeFigures(BEFORE, [before]),
    )).toEqual({
      messages: { value: 12, previous: 10, change: 20 },
      inbound: { value: 6, previous: 8, change: -25 },
      conversations: { value: 3, previous: 6, change: -50 },
      // It has risen: a change is in percent of the previous one's size.
      sentiment: { value: 0.3, previous: -0.2, change: 250 },
      average_handling_time_minutes: { value: 3, previous: 2, change: 50 },
      median_minutes: {
        value: median(3),
        previous: median(2),
        change: 100 * (median(3) - median(2)) / median(2),
      },
      revenue: { value: 15, previous: 30, change: -50 },
      spenders: { value: 1, previous: 0, change: null },
    });
  });

  it("has no change where there is nothing to compare", () => {
    const nothing = comparison(
      new RangeFigures(NOW, [null]),
      new RangeFigures(BEFORE, [null]),
    );
    expect(nothing.messages).toEqual({ value: 0, previous: 0, change: null });
    expect(nothing.sentiment)
      .toEqual({ value: null, previous: null, change: null });
  });
});
