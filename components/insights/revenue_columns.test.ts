import { describe, expect, it } from "vitest";
import { revenueColumns } from "./revenue_columns.ts";

describe("revenue by day", () => {
  const by_source = [
    { source: "tip" as const, payments: 2, amount: 50 },
    { source: "purchase" as const, payments: 1, amount: 9.5 },
  ];
  const paid = (date: string, tip: number, purchase: number) => ({
    date,
    amount: tip + purchase,
    payments: 2,
    by_source: [
      { source: "purchase" as const, payments: 1, amount: purchase },
      { source: "tip" as const, payments: 1, amount: tip },
    ],
  });

  it("has a column for every day, by source", () => {
    const asked = { start_date: "2025-11-01", end_date: "2025-11-04" };
    const columns = revenueColumns(
      { by_source, by_day: [paid("2025-11-03", 50, 9.5)] },
      asked,
    );
    expect(columns.map(({ label, amounts }) => [label, amounts])).toEqual([
      ["1 Nov", [0, 0]],
      ["2 Nov", [0, 0]],
      ["3 Nov", [50, 9.5]],
    ]);
    expect(columns[2]).toMatchObject({ amount: 59.5, payments: 2, days: 1 });
  });

  it("goes by weeks where days would be too many, and loses none", () => {
    const asked = { start_date: "2023-11-08", end_date: "2026-11-08" };
    const columns = revenueColumns(
      {
        by_source,
        by_day: [
          paid("2023-11-08", 1, 0),
          paid("2025-01-01", 2, 3),
          paid("2026-11-07", 4, 0),
        ],
      },
      asked,
    );
    expect(columns.length).toBeLessThanOrEqual(92);
    expect(columns.reduce((sum, { days }) => sum + days, 0)).toBe(1_096);
    expect(columns.reduce((sum, { amount }) => sum + amount, 0)).toBe(10);
    expect(columns[0]?.amount).toBe(1);
    expect(columns.at(-1)?.amount).toBe(4);
  });
});
