import { describe, expect, it } from "vitest";
import { emptyDayFigures } from "./figures.ts";
import { RangeFigures } from "./range_figures.ts";
import { bucketMs, responseBucket } from "./response_histogram.ts";
import { responseTimes } from "./response_times.ts";

const MINUTE = 60_000;
const RANGE = { from: 10, to: 12 };

/** Nobody was answered. */
const QUIET = new RangeFigures(RANGE, [null, null]);

describe("response times", () => {
  it("are null, and nothing by hour, where nobody was answered", () => {
    const times = responseTimes(QUIET);
    expect(times).toMatchObject({
      average_handling_time_minutes: null,
      median_minutes: null,
      p90_minutes: null,
      turns: null,
      silence_percentage: 0,
      answered: 0,
      by_hour: [],
      by_operator: [],
    });
    expect(times.distribution.map((part) => part.up_to_minutes))
      .toEqual([1, 5, 15, 30, 60, 180, 360, 720, 1_440, null]);
    expect(times.distribution.every((part) => part.answered === 0)).toBe(true);
  });

  it("are added up over the days, by hour and by who answered", () => {
    const first = {
      ...emptyDayFigures(),
      turns: 6,
      active: { "": 2, "9": 1 },
      handled: 2,
      handledMs: 10 * MINUTE,
      handledByHour: { "22": 1, "9": 1 },
      handledMsByHour: { "22": 8 * MINUTE, "9": 2 * MINUTE },
      handledByOperator: { b: 1, a: 1 },
      handledMsByOperator: { b: 8 * MINUTE, a: 2 * MINUTE },
      responses: {
        [responseBucket(8 * MINUTE)]: 1,
        [responseBucket(2 * MINUTE)]: 1,
      },
      sessionMs: 40 * MINUTE,
      silentMs: 10 * MINUTE,
    };
    const second = {
      ...emptyDayFigures(),
      turns: 3,
      // One that was there the day before counts once in the range.
      active: { "10": 1 },
      handled: 1,
      handledMs: 5_000 * MINUTE,
      handledByHour: { "9": 1 },
      handledMsByHour: { "9": 5_000 * MINUTE },
      handledByOperator: { b: 1 },
      handledMsByOperator: { b: 5_000 * MINUTE },
      responses: { [responseBucket(5_000 * MINUTE)]: 1 },
    };
    const times = responseTimes(new RangeFigures(RANGE, [first, second]));
    expect(times).toMatchObject({
      average_handling_time_minutes: 5_010 / 3,
      median_minutes: bucketMs(responseBucket(8 * MINUTE)) / MINUTE,
      p90_minutes: bucketMs(responseBucket(5_000 * MINUTE)) / MINUTE,
      turns: 3,
      silence_percentage: 25,
      answered: 3,
      by_hour: [
        { hour: 9, answered: 2, average_minutes: 2_501 },
        { hour: 22, answered: 1, average_minutes: 8 },
      ],
      by_operator: [
        { operator_id: "b", answered: 2, average_minutes: 2_504 },
        { operator_id: "a", answered: 1, average_minutes: 2 },
      ],
    });
    expect(times.distribution.filter((part) => part.answered > 0)).toEqual([
      { up_to_minutes: 5, answered: 1 },
      { up_to_minutes: 15, answered: 1 },
      { up_to_minutes: null, answered: 1 },
    ]);
  });
});
