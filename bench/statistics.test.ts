import { describe, expect, test } from "vitest";
import {
  correlation,
  Latencies,
  mean,
  median,
  round,
  spread,
} from "./statistics.ts";

describe("Latencies", () => {
  test("tells percentiles to half a percent", () => {
    const latencies = new Latencies();
    for (let ms = 1; ms <= 1000; ms++) latencies.add(ms / 10);

    expect(latencies.count).toBe(1000);
    for (const p of [0.01, 0.5, 0.9, 0.99, 1]) {
      const exact = p * 100;
      expect(latencies.percentile(p)).toBeGreaterThan(exact * 0.995);
      expect(latencies.percentile(p)).toBeLessThan(exact * 1.005);
    }
  });

  test("is the same counted by one process or by two", () => {
    const [one, two, all] = [1, 2, 3].map(() => new Latencies());
    for (let ms = 1; ms <= 100; ms++) {
      (ms % 3 === 0 ? one : two)!.add(ms);
      all!.add(ms);
    }
    const merged = one!.merge(JSON.parse(JSON.stringify(two!.counts())));

    expect(merged.counts()).toEqual(all!.counts());
    expect(merged.count).toBe(100);
  });

  test("has no percentile of nothing", () => {
    expect(new Latencies().percentile(0.5)).toBeNaN();
  });
});

test("the median of an even number of values lies between two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 3])).toBe(4);
  expect(median([])).toBeNaN();
});

describe("correlation", () => {
  test("tells how far two series go together", () => {
    expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
    expect(correlation([1, 2, 3, 4], [1, -1, -1, 1])).toBeCloseTo(0);
    expect(correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(0.8);
  });

  test("does not depend on scale and origin", () => {
    const a = [0.3, -0.2, 0.9, 0];
    const b = [2, -1, 1, 0.5];
    expect(correlation(a.map((value) => 7 * value - 3), b))
      .toBeCloseTo(correlation(a, b));
  });

  test("is unknown where a series does not vary", () => {
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(correlation([], [])).toBeNaN();
  });

  test("takes no series of different lengths", () => {
    expect(() => correlation([1, 2], [1])).toThrow("length");
  });
});

test("the mean of nothing is unknown", () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
});

test("figures have three digits", () => {
  expect(round(0.123456)).toBe(0.123);
  expect(round(12.3456)).toBe(12.3);
  expect(round(123456.7)).toBe(123457);
  expect(spread([3, 1, 2])).toBe("1 – 3");
});
