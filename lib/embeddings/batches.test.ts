import fc from "fast-check";
import { expect, it } from "vitest";
import { cutBatches } from "./batches.ts";

it("keeps all texts in order, within the limits, in few batches", () => {
  fc.assert(fc.property(
    fc.array(fc.string({ maxLength: 12 })),
    fc.record({
      texts: fc.integer({ min: 1, max: 5 }),
      characters: fc.integer({ min: 1, max: 20 }),
    }),
    (texts, limits) => {
      const batches = cutBatches(texts, limits);
      expect(batches.flat()).toEqual(texts);
      const charactersOf = (batch: string[]) => batch.join("").length;
      batches.forEach((batch, i) => {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(limits.texts);
        if (batch.length > 1) {
          expect(charactersOf(batch)).toBeLessThanOrEqual(limits.characters);
        }
        // The next one's first text did not fit.
        const more = [...batch, ...batches[i + 1]?.slice(0, 1) ?? []];
        if (more.length === batch.length) return;
        expect(
          more.length > limits.texts || charactersOf(more) > limits.characters,
        ).toBe(true);
      });
    },
  ));
});
