import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoff, LONGEST_WAIT_MS, SHORTEST_WAIT_MS } from "./backoff.ts";

describe("backoff", () => {
  it("doubles its ceiling with each attempt, up to the longest wait", () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => backoff(attempt, 1))).toEqual(
      [1_000, 2_000, 4_000, 8_000, 15_000, 15_000],
    );
  });

  it("spreads the waits over the whole range, and never leaves it", () => {
    fc.assert(fc.property(
      fc.integer({ min: 0, max: 1_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, random) => {
        const wait = backoff(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(SHORTEST_WAIT_MS);
        expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      },
    ));
    expect(backoff(9, 0)).toBe(SHORTEST_WAIT_MS);
  });
});
