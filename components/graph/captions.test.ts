import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Caption, placeCaptions } from "./captions.ts";

const OPTIONS = {
  width: 400,
  widthOf: (text: string) => 6 * text.length,
  obstacles: [],
};

function caption(text: string, change: Partial<Caption> = {}): Caption {
  return { text, x: 100, y: 100, size: 5, isForced: false, ...change };
}

describe("captions", () => {
  it("stand at the right, and at the left where the picture ends", () => {
    expect(placeCaptions([caption("abc")], OPTIONS))
      .toEqual([{ text: "abc", x: 109, y: 100 }]);
    expect(placeCaptions([caption("abc", { x: 390 })], OPTIONS))
      .toEqual([{ text: "abc", x: 363, y: 100 }]);
  });

  it("make way for nodes, and are left out where nothing is free", () => {
    const right = { x: 105, y: 90, width: 60, height: 20 };
    const [placed] = placeCaptions([caption("abc")], {
      ...OPTIONS,
      obstacles: [right],
    });
    expect(placed?.x).toBeLessThan(100);
    const all = { x: 0, y: 0, width: 400, height: 200 };
    const covered = { ...OPTIONS, obstacles: [all] };
    expect(placeCaptions([caption("abc")], covered)).toEqual([]);
    expect(placeCaptions([caption("abc", { isForced: true })], covered))
      .toHaveLength(1);
  });

  it("never stand on each other, unless forced", () => {
    const captions = fc.array(
      fc.record({
        text: fc.string({ minLength: 1, maxLength: 20 }),
        x: fc.integer({ min: 0, max: 400 }),
        y: fc.integer({ min: 0, max: 400 }),
        size: fc.integer({ min: 2, max: 17 }),
        isForced: fc.constant(false),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(captions, (captions) => {
        const placed = placeCaptions(captions, OPTIONS);
        placed.forEach((a, i) => {
          const others = placed.slice(i + 1).filter((b) =>
            Math.abs(a.y - b.y) < 14 &&
            a.x < b.x + OPTIONS.widthOf(b.text) &&
            b.x < a.x + OPTIONS.widthOf(a.text)
          );
          expect(others).toEqual([]);
        });
      }),
      { seed: 7 },
    );
  });

  it("of larger nodes come first", () => {
    const small = caption("small", { y: 102 });
    const large = caption("large", { size: 9 });
    const [first] = placeCaptions([small, large], OPTIONS);
    expect(first?.text).toBe("large");
  });
});
