import { describe, expect, it } from "vitest";
import { HOURS } from "./examples.ts";
import {
  bestHourSentence,
  hourAfterKey,
  hourSentence,
  levelOf,
  LEVELS,
  stepsOf,
  weekOf,
} from "./hours.ts";

const week = weekOf(HOURS.hours);

describe("weekOf", () => {
  it("has all hours of the week, each in its place", () => {
    expect(week).toHaveLength(7);
    for (const [i, day] of week.entries()) {
      expect(day.map(({ hour }) => hour)).toEqual([...Array(24).keys()]);
      expect(new Set(day.map(({ weekday }) => weekday))).toEqual(
        new Set([i + 1]),
      );
    }
    expect(week[0]?.[21]?.inbound).toBe(40);
    expect(week[6]?.[9]?.revenue).toBe(85);
  });
});

describe("shades", () => {
  it("give each about as many hours", () => {
    const busy = weekOf(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map((inbound, hour) => ({
        weekday: 1,
        hour,
        inbound,
        outbound: 0,
        answered: 0,
        average_minutes: null,
        revenue: 0,
      })),
    );
    const steps = stepsOf(busy, "inbound");
    expect(steps).toEqual([2, 4, 6, 8, 1000]);
    const levels = busy[0]?.map(({ inbound }) =>
      levelOf(inbound || null, steps)
    );
    expect(levels?.slice(0, 12)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0, 0]);
  });

  it("use the strong ones where there are few", () => {
    const steps = stepsOf(week, "inbound");
    expect(steps).toEqual([40]);
    expect(levelOf(40, steps)).toBe(LEVELS);
    expect(levelOf(41, steps)).toBe(LEVELS);
    expect(levelOf(null, steps)).toBe(0);
    expect(stepsOf(weekOf([]), "revenue")).toEqual([]);
  });
});

describe("words", () => {
  it("say all of an hour", () => {
    const sentences = [week[0]?.[21], week[6]?.[9], week[2]?.[3]]
      .map((cell) => cell && hourSentence(cell));
    expect(sentences).toEqual([
      "Monday 21:00: 40 messages from fans, answered in 4 min, $35",
      "Sunday 9:00: no messages from fans, $85",
      "Wednesday 3:00: no messages from fans",
    ]);
  });

  it("name the hour that stands out", () => {
    expect(bestHourSentence(week, "inbound"))
      .toBe("Fans write most on Monday 21:00 (40).");
    expect(bestHourSentence(week, "revenue"))
      .toBe("Fans pay most on Sunday 9:00 ($85).");
    expect(bestHourSentence(weekOf([]), "response"))
      .toBe("No fan was answered in these days.");
  });
});

describe("hourAfterKey", () => {
  it("goes through the week and stays within it", () => {
    const at = { weekday: 1, hour: 23 };
    expect(hourAfterKey("ArrowRight", at)).toEqual(at);
    expect(hourAfterKey("ArrowUp", at)).toEqual(at);
    expect(hourAfterKey("ArrowDown", at)).toEqual({ weekday: 2, hour: 23 });
    expect(hourAfterKey("ArrowLeft", at)).toEqual({ weekday: 1, hour: 22 });
    expect(hourAfterKey("Home", at)).toEqual({ weekday: 1, hour: 0 });
    expect(hourAfterKey("PageDown", at)).toEqual({ weekday: 7, hour: 23 });
    expect(hourAfterKey("x", at)).toBeNull();
  });
});
