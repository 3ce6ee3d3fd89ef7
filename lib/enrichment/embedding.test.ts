import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embed, EMBEDDING_DIMENSIONS } from "./embedding.ts";

const closeness = (a: string, b: string) => {
  const other = embed(b);
  return embed(a).reduce((sum, x, slot) => sum + x * other[slot]!, 0);
};

describe("embed", () => {
  it("gives a unit vector of any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const vector = embed(text);
      expect(vector).toHaveLength(EMBEDDING_DIMENSIONS);
      expect(vector.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 9);
      expect(embed(text)).toEqual(vector);
    }));
  });

  it("puts texts with common parts closer together", () => {
    expect(closeness("custom content", "custom contents")).toBeGreaterThan(0.7);
    expect(closeness("custom content", "custom contents")).toBeGreaterThan(
      closeness("custom content", "weather"),
    );
  });

  it("does not mind case and spacing", () => {
    expect(embed(" Pay-Per  View ")).toEqual(embed("pay-per view"));
  });

  it("gives the same direction for every text without letters", () => {
    expect(embed("")).toEqual(embed("  \n"));
  });

  it("keeps its values, which are stored", () => {
    expect(embed("travel").slice(0, 8).map((x) => Math.round(x * 1000)))
      .toMatchInlineSnapshot(`
        [
          0,
          0,
          0,
          0,
          -250,
          0,
          0,
          0,
        ]
      `);
  });
});
