import { expect, test } from "vitest";
import { differencesFrom } from "./differences.ts";

test("equal answers have no differences, whatever else one says", () => {
  const expected = { n: 1, list: [{ a: "x" }], none: null };
  const actual = { n: 1, list: [{ a: "x", b: 2 }], none: null, more: true };

  expect(differencesFrom(expected, actual)).toEqual([]);
});

test("other values are named with their place", () => {
  expect(differencesFrom({ a: { b: [1, 2] } }, { a: { b: [1, 3] } }))
    .toEqual(["a.b.1 is 3 and not 2"]);
  expect(differencesFrom({ a: null, b: "x" }, { a: 0 }))
    .toEqual(["a is 0 and not null", 'b is undefined and not "x"']);
  expect(differencesFrom({ a: [] }, { a: null }))
    .toEqual(["a is null and not []"]);
});

test("a list is to have neither less nor more", () => {
  expect(differencesFrom([1, 2], [1])).toEqual(["1 is undefined and not 2"]);
  expect(differencesFrom([1], [1, 2])).toEqual(["1 is 2 and not undefined"]);
});

test("whole numbers are to be the same, others to nine digits", () => {
  expect(differencesFrom(1_000_000_000_000, 1_000_000_000_001)).toHaveLength(1);
  expect(differencesFrom(0.1 + 0.2, 0.3)).toEqual([]);
  expect(differencesFrom(30.000000000001, 30)).toEqual([]);
  expect(differencesFrom(30.0001, 30)).toHaveLength(1);
  expect(differencesFrom(NaN, 1)).toHaveLength(1);
});
