import { describe, expect, it } from "vitest";
import { sparkPath } from "./sparkline.ts";

describe("sparkPath", () => {
  it("goes from the left to the right, the highest value at the top", () => {
    expect(sparkPath([0, 10, 5])).toBe("M2 22L36 2L70 12");
  });

  it("leaves gaps for what is not known", () => {
    expect(sparkPath([1, null, 1])).toBe("M2 2M70 2");
  });

  it("shows what is below zero as below", () => {
    expect(sparkPath([-1, 1])).toBe("M2 22L70 2");
  });

  it("draws nothing of one value, and a flat line of zeros", () => {
    expect(sparkPath([])).toBe("");
    expect(sparkPath([3, null])).toBe("");
    expect(sparkPath([0, 0])).toBe("M2 22L70 22");
  });
});
