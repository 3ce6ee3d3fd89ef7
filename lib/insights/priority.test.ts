import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type PriorityFacts,
  priorityParts,
  priorityScore,
} from "./priority.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUIET: PriorityFacts = {
  waitingSince: null,
  sentiment: null,
  spentCents: 0,
  lastInboundAt: null,
  subscriptionEndsAt: null,
};

describe("priority", () => {
  it("is 0 where nothing is known and nobody waits", () => {
    expect(priorityScore(QUIET, NOW)).toBe(0);
  });

  it.each<[string, Partial<PriorityFacts>, Partial<PriorityFacts>]>([
    ["waiting longer", { waitingSince: NOW - 8 * HOUR }, {
      waitingSince: NOW - HOUR,
    }],
    ["being unhappy", { sentiment: -0.5 }, { sentiment: 0.5 }],
    ["spending more", { spentCents: 20_000 }, { spentCents: 1_000 }],
    ["writing lately", { lastInboundAt: NOW - HOUR }, {
      lastInboundAt: NOW - 9 * DAY,
    }],
    ["leaving soon", { subscriptionEndsAt: NOW + DAY }, {
      subscriptionEndsAt: NOW + 6 * DAY,
    }],
    ["leaving at all", { subscriptionEndsAt: NOW + 6 * DAY }, {
      subscriptionEndsAt: NOW - DAY,
    }],
  ])("grows with %s", (_, more, less) => {
    expect(priorityScore({ ...QUIET, ...more }, NOW))
      .toBeGreaterThan(priorityScore({ ...QUIET, ...less }, NOW));
  });

  it("is the sum of its parts, from 0 to 100", () => {
    const time = fc.option(
      fc.integer({ min: NOW - 90 * DAY, max: NOW + 30 * DAY }),
    );
    const facts = fc.record({
      waitingSince: time,
      sentiment: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
      spentCents: fc.integer({ min: 0, max: 10_000_000 }),
      lastInboundAt: time,
      subscriptionEndsAt: time,
    });
    fc.assert(
      fc.property(facts, (one) => {
        const sum = Object.values(priorityParts(one, NOW)).reduce((a, b) =>
          a + b
        );
        const score = priorityScore(one, NOW);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(Math.abs(score - sum)).toBeLessThanOrEqual(0.051);
      }),
      { seed: 20_261_121 },
    );
  });
});
