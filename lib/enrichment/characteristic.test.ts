import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characteristicTopics, keyness } from "./characteristic.ts";
import { EXPECTED_SHARE, TOPICS } from "./taxonomy.ts";

const counts = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...TOPICS.map(({ id }) => id)),
    fc.constantFrom("__proto__", "constructor", "my-own", "42", "ünïcode"),
  ),
  fc.nat(60),
  { maxKeys: 12 },
);
const messages = fc.nat(60);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const whole = { messages: fc.integer({ min: 1, max: 500 }), share };

describe("keyness", () => {
  it("is the log-likelihood ratio of counts against a share", () => {
    // 2 × (5 ln(5/1) + 5 ln(5/9))
    const byHand = 2 * (5 * Math.log(5) + 5 * Math.log(5 / 9));
    expect(keyness(5, 10, 0.1)).toBeCloseTo(byHand, 10);
    // Every message mentions it: 2 × 10 ln(10/1)
    expect(keyness(10, 10, 0.1)).toBeCloseTo(20 * Math.log(10), 10);
  });

  it("is 0 at the expected share and below", () => {
    expect(keyness(1, 10, 0.1)).toBe(0);
    expect(keyness(1, 10, 0.5)).toBe(0);
    expect(keyness(0, 10, 0.1)).toBe(0);
    expect(keyness(0, 0, 0.1)).toBe(0);
  });

  it("never falls as mentions are added", () => {
    fc.assert(
      fc.property(fc.record(whole), fc.nat(), ({ messages, share }, seed) => {
        const count = seed % messages;
        expect(keyness(count + 1, messages, share))
          .toBeGreaterThanOrEqual(keyness(count, messages, share));
      }),
    );
  });

  it("never falls as the expected share does", () => {
    fc.assert(
      fc.property(fc.record(whole), share, fc.nat(), (one, other, seed) => {
        const count = seed % (one.messages + 1);
        const [less, more] = [one.share, other].sort((a, b) => a - b);
        // Differences of a rounding error are none.
        expect(keyness(count, one.messages, less ?? 0) + 1e-9)
          .toBeGreaterThanOrEqual(keyness(count, one.messages, more ?? 0));
      }),
    );
  });

  it("is finite and not negative, also for more mentions than messages", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), share, (count, messages, share) => {
        const weight = keyness(count, messages, share);
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(weight)).toBe(true);
      }),
    );
  });
});

describe("characteristicTopics", () => {
  it("puts what is rare in ordinary talk before what is everywhere", () => {
    expect(characteristicTopics({ scheduling: 5, travel: 4 }, 20))
      .toEqual(["travel", "scheduling"]);
    const shares = new Map([["a", 0.3], ["b", 0.001]]);
    expect(characteristicTopics({ a: 4, b: 3 }, 10, shares))
      .toEqual(["b", "a"]);
  });

  it("puts what comes up no more than expected last, by counts", () => {
    const shares = new Map([["a", 0.9], ["b", 0.9], ["c", 0.001]]);
    expect(characteristicTopics({ a: 2, b: 5, c: 1 }, 100, shares))
      .toEqual(["c", "b", "a"]);
  });

  it("takes topics that it does not know for ordinary ones", () => {
    const shares = new Map([["known", EXPECTED_SHARE]]);
    expect(characteristicTopics({ known: 2, own: 3 }, 10, shares))
      .toEqual(["own", "known"]);
    expect(characteristicTopics({ own: 2, known: 2 }, 10, shares))
      .toEqual(["known", "own"]);
  });

  it("leaves out what nothing mentions", () => {
    expect(characteristicTopics({}, 10)).toEqual([]);
    expect(characteristicTopics({ food: 0, pets: -1, work: NaN }, 10))
      .toEqual([]);
  });

  it("names each topic that is mentioned once", () => {
    fc.assert(
      fc.property(counts, messages, (counts, messages) => {
        const mentioned = Object.keys(counts).filter((id) =>
          (counts[id] ?? 0) > 0
        );
        expect(characteristicTopics(counts, messages).toSorted())
          .toEqual(mentioned.toSorted());
      }),
    );
  });

  it("does not depend on the order of the keys", () => {
    const shuffled = counts.chain((counts) =>
      fc.tuple(
        fc.constant(counts),
        fc.shuffledSubarray(Object.entries(counts), {
          minLength: Object.keys(counts).length,
        }),
      )
    );
    fc.assert(
      fc.property(shuffled, messages, ([counts, entries], messages) => {
        expect(characteristicTopics(Object.fromEntries(entries), messages))
          .toEqual(characteristicTopics(counts, messages));
      }),
    );
  });

  it("never lets a topic fall behind by more mentions of it", () => {
    fc.assert(
      fc.property(counts, messages, fc.nat(), (counts, messages, seed) => {
        const ids = characteristicTopics(counts, messages);
        const id = ids[seed % Math.max(1, ids.length)];
        if (id === undefined) return;
        const before = ids.indexOf(id);
        const more = Object.fromEntries(
          Object.entries(counts).map(([key, count]) =>
            [key, key === id ? count + 1 : count] as const
          ),
        );
        expect(characteristicTopics(more, messages).indexOf(id))
          .toBeLessThanOrEqual(before);
      }),
    );
  });
});
