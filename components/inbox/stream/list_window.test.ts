import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rangeAround } from "./list_window.ts";

const keys = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
const even = (count: number, height: number) =>
  new Map(keys(count).map((key) => [key, height]));

describe("the rows that are drawn", () => {
  it("are the last ones at the end", () => {
    const range = rangeAround(keys(100), {
      anchor: null,
      at: 0,
      heights: even(100, 50),
      height: 500,
      overscan: 100,
    });
    expect(range).toEqual({ from: 88, to: 100 });
  });

  it("are those around the one that stays where it is", () => {
    const range = rangeAround(keys(100), {
      anchor: { key: "50", offset: -20 },
      at: 50,
      heights: even(100, 50),
      height: 500,
      overscan: 100,
    });
    expect(range).toEqual({ from: 48, to: 63 });
  });

  it("cover what is seen, whatever the heights", () => {
    const rows = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 });
    fc.assert(fc.property(
      rows,
      fc.nat(),
      fc.integer({ min: -300, max: 500 }),
      fc.integer({ min: 1, max: 1_000 }),
      (sizes, pick, offset, height) => {
        const all = keys(sizes.length);
        const at = pick % sizes.length;
        const { from, to } = rangeAround(all, {
          anchor: { key: `${at}`, offset },
          at,
          heights: new Map(sizes.map((size, i) => [`${i}`, size])),
          height,
          overscan: 0,
        });
        const sum = (a: number, b: number) =>
          sizes.slice(a, b).reduce((all, one) => all + one, 0);
        expect(from === 0 || offset - sum(from, at) <= 0).toBe(true);
        expect(to === sizes.length || offset + sum(at, to) >= height)
          .toBe(true);
        expect(from).toBeLessThanOrEqual(to);
      },
    ));
  });
});
