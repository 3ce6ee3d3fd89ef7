import { describe, expect, it } from "vitest";
import { type PriorityFacts, priorityScore } from "./priority.ts";
import { priorityReasons } from "./priority_reasons.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const FACTS: PriorityFacts = {
  waitingSince: NOW - 4 * HOUR,
  sentiment: -0.256,
  spentCents: 12_345,
  lastInboundAt: NOW - HOUR,
  subscriptionEndsAt: NOW + 24 * HOUR,
};

describe("reasons of a priority", () => {
  it("name the fact behind each part, and add up to the score", () => {
    const parts = priorityReasons(FACTS, NOW);
    expect(parts.map(({ part, most, because }) => [part, most, because]))
      .toEqual([
        [
          "waiting",
          40,
          "has waited for an answer since 2026-11-21T08:00:00.000Z",
        ],
        ["sentiment", 15, "the mean sentiment is -0.26, from -1 to 1"],
        ["spend", 20, "has spent 123.45 dollars"],
        ["recency", 15, "the fan wrote last at 2026-11-21T11:00:00.000Z"],
        [
          "subscription",
          10,
          "the subscription ends at 2026-11-22T12:00:00.000Z",
        ],
      ]);
    const sum = parts.reduce((sum, { points }) => sum + points, 0);
    expect(Math.abs(sum - priorityScore(FACTS, NOW))).toBeLessThanOrEqual(0.05);
    for (const { points, most } of parts) {
      expect(points).toBeGreaterThan(0);
      expect(points).toBeLessThanOrEqual(most);
    }
  });

  it("say so where nothing is known, and give no points", () => {
    const parts = priorityReasons({
      waitingSince: null,
      sentiment: null,
      spentCents: 0,
      lastInboundAt: null,
      subscriptionEndsAt: null,
    }, NOW);
    expect(parts.map(({ points, because }) => [points, because])).toEqual([
      [0, "nothing waits for an answer"],
      [0, "no sentiment is known"],
      [0, "no payment is known"],
      [0, "the fan has not written"],
      [0, "no end of the subscription within a week is known"],
    ]);
  });

  it("say of a subscription that it has ended", () => {
    const [, , , , subscription] = priorityReasons({
      ...FACTS,
      subscriptionEndsAt: NOW - HOUR,
    }, NOW);
    expect(subscription).toMatchObject({
      points: 0,
      because: "the subscription ended at 2026-11-21T11:00:00.000Z",
    });
  });
});
