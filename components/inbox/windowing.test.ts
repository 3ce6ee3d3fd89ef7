import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROW_HEIGHT, rowsIn, rowsPerPage, topToSee } from "./windowing.ts";

const sight = fc.record({
  top: fc.integer({ min: 0, max: 4_000_000 }),
  height: fc.integer({ min: 0, max: 2_200 }),
});
const count = fc.integer({ min: 0, max: 50_000 });

describe("the rows on the page", () => {
  it("hold all that is seen, and are few", () => {
    fc.assert(
      fc.property(sight, count, (sight, count) => {
        const { from, to } = rowsIn(sight, count);
        expect(to - from).toBeLessThan(60);
        expect(0 <= from && from <= to && to <= count).toBe(true);
        const bottom = sight.top + sight.height;
        for (let y = sight.top; y < bottom; y += ROW_HEIGHT / 2) {
          const row = Math.floor(y / ROW_HEIGHT);
          if (row < count) expect(from <= row && row < to).toBe(true);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("are the first ones while nothing is known of the window", () => {
    expect(rowsIn({ top: 0, height: null }, 50_000)).toEqual({
      from: 0,
      to: 20,
    });
    expect(rowsIn({ top: 0, height: null }, 3)).toEqual({ from: 0, to: 3 });
  });

  it("scroll as little as it takes to see one", () => {
    const sight = { top: 680, height: 340 };
    expect(topToSee(10, sight)).toBe(680);
    expect(topToSee(14, sight)).toBe(680);
    expect(topToSee(15, sight)).toBe(748);
    expect(topToSee(9, sight)).toBe(612);
    expect(rowsPerPage(sight)).toBe(4);
  });
});
