import { describe, expect, it } from "vitest";
import { revenueColumns } from "@/components/insights/revenue_columns.ts";
import { DAILY, REVENUE } from "./examples.ts";
import {
  columnDays,
  isRevenueCaptured,
  paidSentence,
} from "./revenue_series.ts";

const days = { start_date: "2025-11-05", end_date: "2025-11-09" };

describe("paidSentence", () => {
  it("says what was paid, or that nothing was", () => {
    expect(revenueColumns(REVENUE, days).map(paidSentence).slice(1, 3))
      .toEqual([
        "Thu 6 Nov: $35 in 1 payment",
        "Fri 7 Nov: nothing paid",
      ]);
  });

  it("names the days of a column that has several", () => {
    expect(columnDays({ date: "2025-11-06", days: 7 }))
      .toBe("7 days from Thu 6 Nov");
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
