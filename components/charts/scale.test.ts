import { describe, expect, it } from "vitest";
import {
  areaPath,
  gathered,
  indexAt,
  linePath,
  lonePoints,
  middle,
  shownLabels,
  ticks,
} from "./scale.ts";

describe("ticks", () => {
  it.each<[number, number[]]>([
    [100, [0, 25, 50, 75, 100]],
    [94, [0, 25, 50, 75, 100]],
    [7, [0, 2, 4, 6, 8]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [1_204.5, [0, 500, 1_000, 1_500]],
  ])("are round and reach %d", (most, expected) => {
    expect(ticks(most)).toEqual(expected);
  });

  it("are an axis also of nothing", () => {
    expect(ticks(0)).toEqual([0, 1]);
    expect(ticks(Number.NaN)).toEqual([0, 1]);
  });

  it("are whole where things are counted", () => {
    expect(ticks(2, { whole: true })).toEqual([0, 1, 2]);
    expect(ticks(9, { whole: true })).toEqual([0, 3, 6, 9]);
  });
});

describe("labels below a chart", () => {
  it("all stand where there is room, else every so many up to the last", () => {
    expect(shownLabels(3, { width: 300, need: 60 })).toEqual([0, 1, 2]);
    expect(shownLabels(10, { width: 300, need: 60 })).toEqual([1, 3, 5, 7, 9]);
    expect(shownLabels(1_096, { width: 20, need: 60 })).toEqual([1_095]);
    expect(shownLabels(0, { width: 300, need: 60 })).toEqual([]);
  });
});

describe("things beside each other", () => {
  const plot = { left: 40, top: 0, width: 100, height: 50 };

  it("are found where they stand", () => {
    for (let i = 0; i < 7; i++) {
      expect(indexAt(middle(i, 7, plot), 7, plot)).toBe(i);
    }
  });

  it("are found beside the chart too: the first, and the last", () => {
    expect(indexAt(0, 7, plot)).toBe(0);
    expect(indexAt(900, 7, plot)).toBe(6);
  });
});

describe("a line", () => {
  const points = [
    { x: 0, y: 4 },
    { x: 10, y: 2.04 },
    null,
    { x: 30, y: 1 },
  ];

  it("is broken where there is no value", () => {
    expect(linePath(points)).toBe("M0 4L10 2M30 1");
    expect(areaPath(points, 9)).toBe("M0 4L10 2L10 9L0 9ZM30 1L30 9L30 9Z");
    expect(linePath([])).toBe("");
  });

  it("shows what stands alone as a point", () => {
    expect(lonePoints(points)).toEqual([{ x: 30, y: 1 }]);
    expect(lonePoints([null, null])).toEqual([]);
  });
});

describe("gathered", () => {
  it("takes means of neighbours, and loses none", () => {
    expect(gathered([1, 2, 3, 4, 6], 2)).toEqual([2, 5]);
    expect(gathered([1, null, null, null, 5, 7], 3)).toEqual([1, null, 6]);
    expect(gathered([1, null], 48)).toEqual([1, null]);
    expect(gathered([], 48)).toEqual([]);
  });
});
