import { describe, expect, it } from "vitest";
import { dollars } from "./money.ts";

describe("dollars", () => {
  it("has cents where there are any", () => {
    expect([0, 35, 1_200, 9.5, 0.1 + 0.2].map(dollars))
      .toEqual(["$0", "$35", "$1,200", "$9.50", "$0.30"]);
  });

  it("has a true minus", () => {
    expect(dollars(-5)).toBe("−$5");
  });
});
