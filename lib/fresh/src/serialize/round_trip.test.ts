import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "./parse.ts";
import { type Describe, stringify } from "./stringify.ts";

function roundTrip(value: unknown): unknown {
  return parse(JSON.parse(stringify(value)));
}

test.each([
  undefined,
  null,
  true,
  0,
  -0,
  1.5,
  NaN,
  Infinity,
  -Infinity,
  "text",
  12345678901234567890n,
  new Date(1700000000000),
  new Date(NaN),
  new URL("https://example.com/a?b#c"),
  /a\/"b/gi,
  new Set([1, "a", new Date(0)]),
  new Map<unknown, unknown>([["a", 1], [{ b: 2 }, [3]]]),
  new Uint8Array([0, 127, 255]),
  new Float64Array([0.5, -1]),
  new BigInt64Array([-1n]),
  { nested: { list: [1, [undefined, null]], empty: {} } },
])("%s comes back", (value) => {
  expect(roundTrip(value)).toEqual(value);
});

test("a view of a larger buffer is sent alone", () => {
  const view = new Uint16Array([1, 2, 3]).subarray(1, 2);
  expect(roundTrip(view)).toEqual(new Uint16Array([2]));
});

test("holes of an array stay holes", () => {
  const holes = roundTrip([1, , 3]) as unknown[];
  expect(1 in holes).toBe(false);
  expect(holes).toHaveLength(3);
});

test("a shared object stays one object", () => {
  const shared = { a: 1 };
  const [first, second] = roundTrip([shared, shared]) as unknown[];
  expect(first).toBe(second);
});

test("circular references are closed again", () => {
  const list: unknown[] = [];
  const map = new Map([["list", list]]);
  list.push(list, { list }, map);
  const copy = roundTrip(list) as [unknown, { list: unknown }, typeof map];
  expect(copy[0]).toBe(copy);
  expect(copy[1].list).toBe(copy);
  expect(copy[2].get("list")).toBe(copy);
});

test("a key named __proto__ changes no prototype", () => {
  const copy = roundTrip(JSON.parse('{"__proto__":{"evil":1}}')) as object;
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(Object.keys(copy)).toEqual(["__proto__"]);
});

test("functions and symbols are refused, with their place", () => {
  expect(() => stringify({ a: { b: () => {} } })).toThrow("function");
  expect(() => stringify({ a: { b: () => {} } })).toThrow("a.b");
  expect(() => stringify(Symbol())).toThrow("symbol");
});

test("objects of the caller's own kind may hold themselves", () => {
  class Box {
    content: unknown;
  }
  const describe: Describe = (value) =>
    value instanceof Box ? ["box", value.content] : undefined;
  const box = new Box();
  box.content = [box];

  const copy = parse(JSON.parse(stringify(box, describe)), () => ({
    create: () => new Box(),
    fill: (target, content) => {
      if (target instanceof Box) target.content = content;
    },
  }));
  expect(copy).toBeInstanceOf(Box);
  expect((copy as { content: unknown[] }).content[0]).toBe(copy);
});

test("any plain value comes back", () => {
  const value = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
  });
  fc.assert(fc.property(value, (value) => {
    expect(roundTrip(value)).toEqual(value);
  }));
});
