import fc from "fast-check";
import { expect, it } from "vitest";
import { BloomFilter } from "./bloom_filter.ts";

it("knows every text that was added", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const filter = new BloomFilter();
      for (const text of texts) filter.add(text);
      for (const text of texts) expect(filter.mayHold(text)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it("takes few other texts for its own, among a million", () => {
  const filter = new BloomFilter();
  for (let id = 0; id < 1_000_000; id++) filter.add(String(5_500_000 + id));
  let mistaken = 0;
  for (let id = 0; id < 20_000; id++) {
    if (filter.mayHold(String(9_500_000 + id))) mistaken++;
  }
  expect(mistaken / 20_000).toBeLessThan(0.01);
});
