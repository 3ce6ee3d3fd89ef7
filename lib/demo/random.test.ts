import { describe, expect, it } from "vitest";
import { itemAt, Random } from "./random.ts";

const draw = <T>(count: number, one: () => T) =>
  Array.from({ length: count }, one);

describe("Random", () => {
  it("repeats itself for a seed", () => {
    const [a, b, c] = [new Random(1), new Random(1), new Random(2)];
    const first = draw(20, () => a.next());
    expect(draw(20, () => b.next())).toEqual(first);
    expect(draw(20, () => c.next())).not.toEqual(first);
  });

  it("spreads evenly, as far as 10,000 draws can tell", () => {
    const random = new Random(5);
    const bins = new Array<number>(10).fill(0);
    for (const value of draw(10_000, () => random.int(0, 9))) bins[value]!++;
    expect(Math.min(...bins)).toBeGreaterThan(880);
    expect(Math.max(...bins)).toBeLessThan(1120);
  });

  it("follows weights", () => {
    const random = new Random(5);
    const picks = draw(4000, () => random.weighted([1, 0, 3]));
    expect(picks.filter((index) => index === 1)).toEqual([]);
    const share = picks.filter((index) => index === 2).length / 4000;
    expect(share).toBeCloseTo(0.75, 1);
  });

  it("shuffles without losing anything", () => {
    const shuffled = new Random(3).shuffle([1, 2, 3, 4, 5, 6]);
    expect(shuffled).not.toEqual([1, 2, 3, 4, 5, 6]);
    expect(shuffled.sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("has half of the waiting times below the median", () => {
    const random = new Random(9);
    const values = draw(4000, () => random.logNormal(10, 1));
    expect(values.filter((value) => value < 10).length / 4000)
      .toBeCloseTo(0.5, 1);
  });

  it("refuses to pick from nothing", () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
    expect(() => itemAt([1], 3)).toThrow("no item at 3");
  });
});
