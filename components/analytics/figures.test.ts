import { describe, expect, it } from "vitest";
import { ResponseBar } from "@/lib/models/mod.ts";
import { figureQuestion, KEY_FIGURES } from "./comparison.ts";
import { outcomeMatrix, shade, SHADES } from "./outcome_matrix.ts";
import { buckets, hoursOfDay, minuteTicks } from "./response_times.ts";
import {
  daysByWord,
  extremes,
  scoredDays,
  sentimentSentence,
  sentimentTicks,
} from "./sentiment.ts";

describe("sentiment by day", () => {
  const scores = [0.4, null, -0.1, 0.02, 0.4, 0.2];
  const days = scoredDays(scores.map((sentiment_score, i) => ({
    date: `2025-11-0${i + 1}`,
    inbound: 1,
    outbound: 1,
    sentiment_score,
    revenue: 0,
  })));

  it("has the best and the worst days, none as both", () => {
    const { best, worst } = extremes(days, 3);
    expect(best.map(({ date }) => date))
      .toEqual(["2025-11-05", "2025-11-01", "2025-11-06"]);
    expect(worst.map(({ date }) => date)).toEqual(["2025-11-03", "2025-11-04"]);
    expect(extremes(days.slice(0, 1), 3).worst).toEqual([]);
    expect(extremes([], 3)).toEqual({ best: [], worst: [] });
  });

  it("is counted by word, and said in a sentence", () => {
    expect(daysByWord(days).map(({ days }) => days)).toEqual([3, 1, 1]);
    expect(sentimentSentence(days)).toBe(
      "Sentiment by day: 3 positive days, 1 neutral day, 1 negative day, latest +0.20 on 6 Nov, highest +0.40 on 5 Nov, lowest −0.10 on 3 Nov.",
    );
    expect(sentimentSentence([])).toContain("no day has one");
  });

  it("stands on an axis that it fits", () => {
    expect(sentimentTicks(days)).toEqual([-0.4, -0.2, 0, 0.2, 0.4]);
    expect(sentimentTicks([{ date: "2025-11-01", score: -0.93 }]).at(-1))
      .toBe(1);
  });
});

describe("response times", () => {
  const distribution = ResponseBar.options.map((bar, i) => ({
    up_to_minutes: bar === "longer" ? null : Number(bar),
    answered: i === 1 ? 3 : i === 3 ? 1 : 0,
  }));

  it("are told by bars up to the last answer, each by its name in REST", () => {
    const rows = buckets({ distribution });
    expect(rows.map(({ words, answered, share }) => [words, answered, share]))
      .toEqual([
        ["up to 1 min", 0, 0],
        ["1 min to 5 min", 3, 75],
        ["5 min to 15 min", 0, 0],
        ["15 min to 30 min", 1, 25],
      ]);
    expect(rows.map(({ upTo }) => upTo))
      .toEqual(ResponseBar.options.slice(0, 4));
    const [last] = buckets({
      distribution: [{ up_to_minutes: null, answered: 1 }],
    });
    expect(last?.upTo).toBe("longer");
    expect(buckets({ distribution: [] })).toEqual([]);
  });

  it("are of every hour of the day", () => {
    const hours = hoursOfDay([{ hour: 9, answered: 2, average_minutes: 4 }]);
    expect(hours).toHaveLength(24);
    expect(hours[9]).toEqual({ hour: 9, answered: 2, minutes: 4 });
    expect(hours[10]?.minutes).toBeNull();
  });

  it.each<[number, number[]]>([
    [0, [0, 1]],
    [14, [0, 5, 10, 15]],
    [434, [0, 120, 240, 360, 480]],
    [9_000, [0, 2_880, 5_760, 8_640, 11_520]],
  ])("stand on an axis of times, up to %d minutes", (most, expected) => {
    expect(minuteTicks(most)).toEqual(expected);
  });
});

describe("outcomes by topic", () => {
  const matrix = outcomeMatrix({
    outcomes: [
      { kind: "tip", outcomes: 4, amount: 120 },
      { kind: "renewal", outcomes: 1, amount: 0 },
    ],
    topics: [
      { kind: "renewal", topic: "food", outcomes: 1 },
      { kind: "tip", topic: "travel", outcomes: 3 },
      { kind: "tip", topic: "food", outcomes: 4 },
      // Of no kind that is told: it has no column.
      { kind: "drop_off", topic: "music", outcomes: 9 },
    ],
  });

  it("have a row for each topic and a column for each kind", () => {
    expect(matrix.kinds.map(({ kind }) => kind)).toEqual(["tip", "renewal"]);
    expect(matrix.rows).toEqual([
      { topic: "food", counts: [4, 1] },
      { topic: "travel", counts: [3, 0] },
    ]);
    expect(matrix.most).toBe(4);
  });

  it("are the darker the more there are, and bare where there are none", () => {
    expect([0, 1, 2, 3, 4].map((count) => shade(count, matrix.most)))
      .toEqual([0, 2, 3, 4, SHADES]);
    expect(shade(1, 1_000)).toBe(1);
    expect(shade(0, 0)).toBe(0);
  });
});

describe("key figures", () => {
  it("are traced to messages, but for what is nothing or not known", () => {
    const params = { start_date: "2025-11-01", end_date: "2025-11-08" };
    for (const figure of KEY_FIGURES) {
      expect(figureQuestion(figure, null, params)).toBeNull();
      expect(figureQuestion(figure, 3, params))
        .toMatchObject({ params, title: figure.label });
      const none = figureQuestion(figure, 0, params);
      expect(none === null).toBe(figure.key !== "sentiment");
    }
  });
});
