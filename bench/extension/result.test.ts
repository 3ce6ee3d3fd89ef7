import { expect, test } from "vitest";
import { isMet } from "../benchmark.ts";
import type { AccountResult } from "./account.ts";
import { type LatencyResult, percentile } from "./latency.ts";
import { resultOf } from "./result.ts";

const ACCOUNT: AccountResult = {
  lists: { heardMs: 10_000, storedMs: 20_000 },
  snapshot: { committedMs: 50_000, readingMs: 5_000 },
  live: { heardMs: 1_000, storedMs: 2_000, committedMs: 5_000 },
  heap: { before: 3e6, lists: 9e6, snapshot: 40e6, live: 8e6, after: 4e6 },
};

/** Captured fetches take `with` or `without` ms, but for a slow one of each. */
function latency(withIt: number, without: number): LatencyResult {
  const times = (ms: number) => ({
    captured: [[ms, ms, ms], [ms, 10 * ms, ms]],
    "captured at once": [[1]],
    ignored: [[1]],
  });
  return { with: times(withIt), without: times(without), bytes: 4_692 };
}

const figure = (rows: ReturnType<typeof resultOf>["rows"], name: RegExp) =>
  rows.find(({ measure }) => name.test(String(measure)));

test("what is added to the median decides about the goal", () => {
  const met = resultOf({ latency: latency(2.5, 2), account: ACCOUNT });
  expect(met.goals.map(isMet)).toEqual([true]);
  expect(met.goals[0]?.value).toBe(0.5);
  const missed = resultOf({ latency: latency(3.5, 2), account: ACCOUNT });
  expect(missed.goals.map(isMet)).toEqual([false]);
});

test("rows compare both, with the slowest as p99", () => {
  const { rows } = resultOf({ latency: latency(3, 2), account: ACCOUNT });
  expect(figure(rows, /^fetch that is captured/)).toMatchObject({
    "with the extension": 3,
    "without it": 2,
    difference: 1,
    ratio: 1.5,
  });
  expect(rows[1]).toMatchObject({ measure: "… p99, ms", difference: 10 });
});

test("rates are of messages, heaps in MB, and shares in percent", () => {
  const { rows } = resultOf({ latency: latency(3, 2), account: ACCOUNT });
  const value = (name: RegExp) => figure(rows, name)?.["with the extension"];
  expect(value(/^lists: page/)).toBe(10_000);
  expect(value(/^snapshot of/)).toBe(50);
  expect(value(/share/)).toBe(10);
  expect(value(/to the service/)).toBe(1_000);
  expect(value(/most during the snapshot/)).toBe(40);
});

test("a percentile is a value that there is", () => {
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(percentile([3, 1, 2], 0.99)).toBe(3);
  expect(percentile([], 0.5)).toBeNaN();
});
