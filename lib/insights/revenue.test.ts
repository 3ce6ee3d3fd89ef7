import { describe, expect, it } from "vitest";
import { ChatId, dateOf } from "@/lib/models/mod.ts";
import { emptyDayFigures } from "./figures.ts";
import { RangeFigures } from "./range_figures.ts";
import { revenue, spenders } from "./revenue.ts";

const RANGE = { from: 10, to: 12 };
const BEFORE = { from: 8, to: 10 };

const chat = (id: number) => ChatId.parse(id);

describe("revenue", () => {
  it("is nothing where nobody paid", () => {
    const quiet = new RangeFigures(RANGE, [null, emptyDayFigures()]);
    expect(revenue(quiet, new RangeFigures(BEFORE, [null, null]))).toEqual({
      amount: 0,
      payments: 0,
      by_source: [],
      by_day: [],
      spenders: 0,
      average_per_spender: null,
      previous_amount: 0,
    });
  });

  it("is told by source and day, over all creators, in dollars", () => {
    const ours = {
      ...emptyDayFigures(),
      payments: { tip: 2, purchase: 1 },
      cents: { tip: 1_050, purchase: 2_000 },
      spenders: { "": 1, "9": 1 },
    };
    const theirs = {
      ...emptyDayFigures(),
      payments: { tip: 1 },
      cents: { tip: 1_000 },
      spenders: { "": 1 },
    };
    const later = {
      ...emptyDayFigures(),
      payments: { purchase: 1 },
      cents: { purchase: 5 },
      spenders: { "10": 1 },
    };
    // Two creators' days, one after the other.
    const now = new RangeFigures(RANGE, [ours, later, theirs, null]);
    const before = new RangeFigures(BEFORE, [later, null]);
    expect(revenue(now, before)).toEqual({
      amount: 40.55,
      payments: 5,
      by_source: [
        { source: "tip", payments: 3, amount: 20.5 },
        { source: "purchase", payments: 2, amount: 20.05 },
      ],
      by_day: [
        {
          date: dateOf(10),
          amount: 40.5,
          payments: 4,
          by_source: [
            { source: "tip", payments: 3, amount: 20.5 },
            { source: "purchase", payments: 1, amount: 20 },
          ],
        },
        {
          date: dateOf(11),
          amount: 0.05,
          payments: 1,
          by_source: [{ source: "purchase", payments: 1, amount: 0.05 }],
        },
      ],
      spenders: 3,
      average_per_spender: 40.55 / 3,
      previous_amount: 0.05,
    });
  });
});

describe("spenders", () => {
  it("come with what they paid, the most first, then by id", () => {
    expect(spenders([
      { day: 11, spend: { [chat(102)]: [1, 500], [chat(101)]: [1, 300] } },
      { day: 10, spend: { [chat(101)]: [2, 200], [chat(103)]: [1, 900] } },
    ])).toEqual([
      { chat: "103", cents: 900, payments: 1, lastDay: 10 },
      { chat: "101", cents: 500, payments: 3, lastDay: 11 },
      { chat: "102", cents: 500, payments: 1, lastDay: 11 },
    ]);
    expect(spenders([])).toEqual([]);
  });
});
