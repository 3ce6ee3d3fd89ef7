import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashEmbedder, similar, type VectorSet, vectorsOf } from "./mod.ts";
import { toUnitLength } from "./vector.ts";

function setOf(vectors: Record<string, number[]>): VectorSet {
  return { model: "m", vectors: new Map(Object.entries(vectors)) };
}

/** Few directions, so that many are equally near. */
const direction = fc.tuple(
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: 1, max: 2 }),
).map((vector) => toUnitLength(vector) ?? [1, 0, 0]);

const id = fc.constantFrom("a", "b", "c", "z", "é", "\ufb01", "🙂");

const entries = fc.uniqueArray(fc.tuple(id, direction), {
  minLength: 1,
  selector: ([id]) => id,
});

describe("similar", () => {
  it("ranks by cosine similarity, without the one that is asked for", () => {
    const set = setOf({ a: [1, 0], b: [0, 1], c: [0.6, 0.8], d: [-1, 0] });
    expect(similar(set, "a")).toEqual([
      { id: "c", similarity: 0.6 },
      { id: "b", similarity: 0 },
      { id: "d", similarity: -1 },
    ]);
    expect(similar(set, "a", { limit: 1 }).map(({ id }) => id)).toEqual(["c"]);
    expect(similar(set, "a", { atLeast: 0 }).map(({ id }) => id))
      .toEqual(["c", "b"]);
    expect(similar(set, "a", { limit: 0 })).toEqual([]);
  });

  it("gives ten without a limit, and all with none", () => {
    const set = setOf(
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}`, [1]])),
    );
    expect(similar(set, "0")).toHaveLength(10);
    expect(similar(set, "0", { limit: Infinity })).toHaveLength(19);
  });

  it("does not mind the order of the set; ties are in the order of ids", () => {
    fc.assert(fc.property(
      entries.chain((some) =>
        fc.tuple(
          fc.constant(some),
          fc.shuffledSubarray(some, { minLength: some.length }),
        )
      ),
      fc.integer({ min: 0, max: 8 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      ([some, shuffled], limit, atLeast) => {
        const [[of] = [""]] = some;
        const ask = (entries: [string, number[]][]) =>
          similar({ model: "m", vectors: new Map(entries) }, of, {
            limit,
            atLeast,
          });
        const found = ask(some);
        expect(ask(shuffled)).toEqual(found);
        expect(found.length).toBeLessThanOrEqual(limit);
        found.forEach(({ id, similarity }, i) => {
          expect(id).not.toBe(of);
          expect(similarity).toBeGreaterThanOrEqual(atLeast);
          const before = found[i - 1];
          if (before?.similarity === similarity) {
            expect([...before.id][0]!.codePointAt(0)!)
              .toBeLessThan([...id][0]!.codePointAt(0)!);
          } else if (before) {
            expect(before.similarity).toBeGreaterThan(similarity);
          }
        });
      },
    ));
  });

  it("never goes beyond 1", () => {
    const third = 1 / Math.sqrt(3) + 1e-9;
    const set = setOf({ a: [third, third, third], b: [third, third, third] });
    expect(similar(set, "a")).toEqual([{ id: "b", similarity: 1 }]);
  });

  it("refuses what cannot be compared", () => {
    const set = setOf({ a: [1, 0], b: [1] });
    expect(() => similar(set, "a")).toThrow(/different models/);
    expect(() => similar(set, "x")).toThrow(/no vector of m for "x"/);
    const fine = setOf({ a: [1], b: [1] });
    for (const limit of [-1, 1.5, NaN]) {
      expect(() => similar(fine, "a", { limit })).toThrow(RangeError);
    }
  });

  it("finds words that are spelt alike, with the embedded model", async () => {
    const set = await vectorsOf(hashEmbedder(), [
      ["1", "custom content"],
      ["2", "custom contents"],
      ["3", "weather"],
    ]);
    expect(set.model).toBe("hashed-ngrams-64");
    expect(similar(set, "1").map(({ id }) => id)).toEqual(["2", "3"]);
  });
});
