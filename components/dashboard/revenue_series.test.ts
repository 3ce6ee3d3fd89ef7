import { describe, expect, it } from "vitest";
import { DAILY, REVENUE } from "./examples.ts";
import {
  isRevenueCaptured,
  paidDays,
  paidSentence,
  sourceWords,
} from "./revenue_series.ts";

const days = { start_date: "2025-11-05", end_date: "2025-11-09" };

describe("paidDays", () => {
  it("has every day of the range, paid or not", () => {
    expect(paidDays(REVENUE.by_day, days).map(({ amount }) => amount))
      .toEqual([0, 35, 0, 85]);
    expect(paidDays([], { ...days, end_date: days.start_date })).toEqual([]);
  });

  it("says what was paid", () => {
    expect(paidDays(REVENUE.by_day, days).map(paidSentence).slice(1, 3))
      .toEqual([
        "Thu 6 Nov: $35 in 1 payment",
        "Fri 7 Nov: nothing paid",
      ]);
  });
});

describe("isRevenueCaptured", () => {
  const none = { ...REVENUE, payments: 0, amount: 0, previous_amount: 0 };

  it("is so where anything was paid, in the range or before", () => {
    expect(isRevenueCaptured(REVENUE, null)).toBe(true);
    expect(isRevenueCaptured({ ...none, previous_amount: 9 }, null)).toBe(true);
    expect(isRevenueCaptured(null, DAILY)).toBe(true);
  });

  it("is not so where nothing is known, or nothing was paid", () => {
    expect(isRevenueCaptured(null, null)).toBe(false);
    expect(isRevenueCaptured(none, { ...DAILY, days: [] })).toBe(false);
  });
});

it("names sources, also those that are not known here", () => {
  expect(["tip", "drop_off"].map(sourceWords)).toEqual(["Tips", "drop off"]);
});
