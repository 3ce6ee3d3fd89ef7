import { describe, expect, it } from "vitest";
import { emptyDayFigures } from "./figures.ts";
import { hoursOfWeek } from "./hours.ts";
import { RangeFigures } from "./range_figures.ts";

/** 1 January 1970 was a Thursday. */
const THURSDAY = 0;

describe("hours of the week", () => {
  it("are those in which anything happened, in order, over all weeks", () => {
    const first = {
      ...emptyDayFigures(),
      inboundByHour: { "23": 2 },
      outboundByHour: { "9": 1 },
      handledByHour: { "23": 2 },
      handledMsByHour: { "23": 180_000 },
    };
    const monday = { ...emptyDayFigures(), centsByHour: { "0": 1_234 } };
    const again = {
      ...emptyDayFigures(),
      inboundByHour: { "23": 1 },
      handledByHour: { "23": 1 },
      handledMsByHour: { "23": 60_000 },
    };
    const range = { from: THURSDAY, to: THURSDAY + 8 };
    const rows = [first, null, null, null, monday, null, null, again];
    expect(hoursOfWeek(new RangeFigures(range, rows))).toEqual([
      {
        weekday: 1,
        hour: 0,
        inbound: 0,
        outbound: 0,
        answered: 0,
        average_minutes: null,
        revenue: 12.34,
      },
      {
        weekday: 4,
        hour: 9,
        inbound: 0,
        outbound: 1,
        answered: 0,
        average_minutes: null,
        revenue: 0,
      },
      {
        weekday: 4,
        hour: 23,
        inbound: 3,
        outbound: 0,
        answered: 3,
        average_minutes: 4 / 3,
        revenue: 0,
      },
    ]);
  });
});
