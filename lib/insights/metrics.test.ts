import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, type Side } from "@/lib/models/mod.ts";
import { UTC } from "./calendar.ts";
import { emptyDayFigures, type FiguresByDay, figuresOf } from "./figures.ts";
import {
  activeConversations,
  responseTimeMetrics,
  sentimentTrend,
  sumRange,
  topicMetrics,
} from "./metrics.ts";
import { defaultRange, previousRange, rangeDates } from "./range.ts";
import { responseBucket, responseQuantile } from "./response_histogram.ts";
import {
  MAX_LONE_TURNS,
  sameState,
  type SequencedMessage,
  step,
} from "./sequence.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 21, 12);

/** A conversation written as [minutes after noon, side, mass]. */
function conversation(
  ...messages: [number, Side, boolean?][]
): SequencedMessage[] {
  return messages.map(([minutes, side, isMass = false]) => ({
    at: NOON + minutes * MINUTE,
    side,
    isMass,
    enrichment: { topics: [], actions: [], outcomes: [] },
    message: {},
  }));
}

function count(...conversations: SequencedMessage[][]): FiguresByDay {
  const days: FiguresByDay = new Map();
  for (const messages of conversations) {
    let state = null;
    for (const message of messages) {
      ({ state } = step(state, message, { days, calendar: UTC }, 1));
    }
  }
  return days;
}

function responseTimes(...conversations: SequencedMessage[][]) {
  const range = defaultRange(NOON);
  const sum = sumRange(count(...conversations), range);
  return responseTimeMetrics(sum, activeConversations(sum, range));
}

describe("response times", () => {
  it("run from a fan turn's first message to the creator's next", () => {
    expect(responseTimes(conversation(
      [0, "inbound"],
      [2, "inbound"],
      [10, "outbound"],
      [11, "outbound"],
      [20, "inbound"],
      [24, "outbound"],
    ))).toMatchObject({ average_handling_time_minutes: 7, turns: 4 });
  });

  it("do not end with a mass message, which still ends the turn", () => {
    expect(responseTimes(conversation(
      [0, "inbound"],
      [5, "outbound", true],
      [8, "inbound"],
      [10, "outbound"],
    ))).toMatchObject({ average_handling_time_minutes: 6, turns: 4 });
  });

  it("are unknown while nothing was answered", () => {
    expect(responseTimes(conversation([0, "inbound"])))
      .toEqual({
        average_handling_time_minutes: null,
        silence_percentage: 0,
        turns: 1,
      });
    expect(responseTimes()).toMatchObject({ turns: null });
  });

  it("belong to the day on which the fan asked", () => {
    const days = count(conversation([0, "inbound"], [24 * 60, "outbound"]));
    expect(days.get(dayOf(NOON))).toMatchObject({
      handled: 1,
      handledMs: DAY,
    });
  });
});

describe("silence", () => {
  it("is the share of gaps over 5 minutes in sessions cut at 6 hours", () => {
    const messages = conversation(
      [0, "inbound"],
      [5, "outbound"],
      [20, "inbound"],
      [20 + 6 * 60 + 1, "outbound"],
      [20 + 6 * 60 + 2, "inbound"],
    );
    // Gaps of 5, 15, 361 and 1 minutes: 15 silent of 21 in sessions.
    expect(responseTimes(messages).silence_percentage)
      .toBeCloseTo(100 * 15 / 21, 12);
  });

  it("is counted up to a gap of exactly 6 hours", () => {
    const messages = conversation([0, "inbound"], [360, "outbound"]);
    expect(responseTimes(messages).silence_percentage).toBe(100);
  });
});

describe("turns", () => {
  it("are averaged over the conversations active in the range", () => {
    expect(
      responseTimes(
        conversation([0, "inbound"], [1, "outbound"], [2, "inbound"]),
        conversation([0, "outbound"]),
      ).turns,
    ).toBe(2);
  });
});

describe("the running state", () => {
  it("is what later messages depend on, and can be compared", () => {
    const days: FiguresByDay = new Map();
    const counted = { days, calendar: UTC };
    const [message] = conversation([0, "inbound"]);
    const { state } = step(null, message!, counted, 1);
    expect(sameState(state, step(null, message!, counted, -1).state)).toBe(
      true,
    );
    expect(sameState(state, null)).toBe(false);
    expect(days.get(dayOf(NOON))).toEqual(emptyDayFigures());
  });

  it("tells how long the fan had been silent", () => {
    const days = { days: new Map(), calendar: UTC };
    const [first, answer, again] = conversation(
      [0, "inbound"],
      [1, "outbound"],
      [60 * 24 * 20, "inbound"],
    );
    const one = step(null, first!, days, 1);
    const two = step(one.state, answer!, days, 1);
    expect(one.fanSilenceMs).toBeNull();
    expect(two.fanSilenceMs).toBeNull();
    expect(step(two.state, again!, days, 1).fanSilenceMs).toBe(20 * DAY);
  });
});

describe("turns that nobody answers", () => {
  it("cost no more from some number on, and lose nothing", () => {
    const turns = 500;
    const messages = Array.from({ length: turns }, (_, i) => [
      ...conversation([7 * i, "inbound"], [7 * i + 3, "outbound", true]),
    ]).flat();
    const days: FiguresByDay = new Map();
    let state = null;
    for (const message of messages) {
      ({ state } = step(state, message, { days, calendar: UTC }, 1));
    }
    const hours = turns * 7 / 60;
    expect(state?.waiting.length).toBeLessThan(MAX_LONE_TURNS + hours + 1);
    const [answer] = conversation([7 * turns, "outbound"]);
    step(state, answer!, { days, calendar: UTC }, 1);
    const sum = sumRange(days, { from: 0, to: 1e6 });
    expect(sum.handled).toBe(turns);
    const minutes = messages.filter(({ side }) => side === "inbound")
      .reduce((sum, { at }) => sum + (NOON - at) / MINUTE + 7 * turns, 0);
    expect(sum.handledMs).toBe(minutes * MINUTE);
    const histogram = Object.values(sum.responses);
    expect(histogram.reduce((n, m) => n + m, 0)).toBe(turns);
    // The latest are known one by one.
    expect(sum.responses[responseBucket(7 * MINUTE)]).toBe(1);
    expect(sum.responses[responseBucket(14 * MINUTE)]).toBe(1);
  });
});

describe("response times in buckets", () => {
  it("have quantiles to within 2.5 percent, by the nearest rank", () => {
    const time = fc.integer({ min: 1_000, max: 3e9 });
    const times = fc.array(time, { minLength: 1, maxLength: 50 });
    fc.assert(fc.property(times, fc.double({ min: 0, max: 1, noNaN: true }), (
      times,
      q,
    ) => {
      const responses: Record<string, number> = {};
      for (const ms of times) {
        const bucket = responseBucket(ms);
        responses[bucket] = (responses[bucket] ?? 0) + 1;
      }
      const rank = Math.max(1, Math.ceil(q * times.length));
      const exact = times.toSorted((a, b) => a - b)[rank - 1] ?? NaN;
      const told = responseQuantile(responses, q) ?? NaN;
      expect(Math.abs(told - exact) / exact).toBeLessThan(0.025);
    }));
    expect(responseQuantile({}, 0.5)).toBeNull();
    expect(responseQuantile({ [responseBucket(3)]: 1 }, 0.5)).toBe(500);
  });
});

describe("topics", () => {
  it("have volume, share and trend, the largest first", () => {
    const days: FiguresByDay = new Map();
    const range = defaultRange(NOON);
    const before = previousRange(range);
    figuresOf(days, range.from).topics = { food: 6, travel: 2 };
    figuresOf(days, before.to - 1).topics = { food: 4, music: 9 };
    expect(topicMetrics(sumRange(days, range), sumRange(days, before)))
      .toEqual([
        { topic: "food", volume: 6, percentage_of_total: 75, trend: 50 },
        { topic: "travel", volume: 2, percentage_of_total: 25, trend: null },
      ]);
  });
});

describe("sentiment", () => {
  it("is the mean of a day's scored messages; other days have no point", () => {
    const days: FiguresByDay = new Map();
    const range = defaultRange(NOON);
    Object.assign(figuresOf(days, range.from), { scored: 2, sentiment: 5_000 });
    Object.assign(figuresOf(days, range.from + 1), { messages: 3 });
    expect(sentimentTrend(days, range)).toEqual({
      trend: [{ date: "2026-10-23", sentiment_score: 0.25 }],
    });
  });
});

describe("ranges", () => {
  it("are whole UTC days, half-open", () => {
    const range = defaultRange(NOON);
    expect(rangeDates(range)).toEqual({
      start_date: "2026-10-23T00:00:00.000Z",
      end_date: "2026-11-22T00:00:00.000Z",
    });
    expect(rangeDates(previousRange(range))).toEqual({
      start_date: "2026-09-23T00:00:00.000Z",
      end_date: "2026-10-23T00:00:00.000Z",
    });
  });
});
