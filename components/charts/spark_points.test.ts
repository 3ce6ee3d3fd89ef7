import { describe, expect, it } from "vitest";
import { linePath } from "./scale.ts";
import { SPARK, sparkPoints } from "./spark_points.ts";

const pathOf = (values: (number | null)[]) => linePath(sparkPoints(values));

describe("a sparkline", () => {
  it("goes from the left to the right, the highest value at the top", () => {
    expect(pathOf([0, 10, 5])).toBe("M2 22L36 2L70 12");
  });

  it("leaves gaps for what is not known", () => {
    expect(pathOf([1, null, 1])).toBe("M2 2M70 2");
  });

  it("shows what is below zero as below", () => {
    expect(pathOf([-1, 1])).toBe("M2 22L70 2");
  });

  it("draws nothing of one value, and a flat line of zeros", () => {
    expect(pathOf([])).toBe("");
    expect(pathOf([3, null])).toBe("");
    expect(pathOf([0, 0])).toBe("M2 22L70 22");
  });

  it("stays in its box, and readable, over years", () => {
    const points = sparkPoints(Array.from({ length: 1_096 }, (_, i) => i % 7));
    expect(points.length).toBeLessThanOrEqual(48);
    expect(points.at(-1)?.x).toBe(SPARK.width - 2);
  });
});
