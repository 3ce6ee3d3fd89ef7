import { describe, expect, it } from "vitest";
import { countDifferences, differencesOf, verdictOn } from "./differences.ts";

const a = { what: "?", embedded: [["x", 1], ["y", 2]] };

describe("countDifferences", () => {
  it("is 0 for the same in the same order", () => {
    expect(countDifferences([["x", 1], ["y", 2]], [["x", 1], ["y", 2]]))
      .toBe(0);
  });

  it("counts other values, another order and what one lacks", () => {
    expect(countDifferences([["x", 1]], [["x", 2]])).toBe(1);
    expect(countDifferences(["x", "y"], ["y", "x"])).toBe(2);
    expect(countDifferences([], ["x", "y"])).toBe(2);
    expect(countDifferences(["x", "y"], [])).toBe(2);
  });
});

describe("differencesOf", () => {
  it("compares with the server and with the source, if there is one", () => {
    const equal = { ...a, server: a.embedded };
    expect(differencesOf(equal)).toBe(0);
    expect(verdictOn(equal)).toBe("equal");
    expect(differencesOf({ ...equal, source: [["x", 1]] })).toBe(1);
    expect(verdictOn({ ...equal, source: [["x", 1]] })).toBe("1 differences");
    expect(differencesOf({ ...equal, server: [] })).toBe(2);
    expect(verdictOn({ ...equal, source: a.embedded }))
      .toBe("equal, also to the insights");
  });
});
