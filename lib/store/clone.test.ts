import fc from "fast-check";
import { expect, it } from "vitest";
import { cloneJson } from "./clone.ts";

it("gives an equal value that shares nothing with the first", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const before = JSON.stringify(value);
    const clone = cloneJson(value);
    expect(JSON.stringify(clone)).toBe(before);
    spoil(clone);
    expect(JSON.stringify(value)).toBe(before);
  }));
});

it("keeps a field called __proto__", () => {
  const value: unknown = JSON.parse('{"__proto__":{"a":[1]},"b":null}');
  expect(JSON.stringify(cloneJson(value))).toBe(JSON.stringify(value));
});

/** Changes everything that can be changed in place. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    spoil(part);
    Reflect.set(value, key, "spoiled");
  }
  if (Array.isArray(value)) value.push("spoiled");
  else Reflect.set(value, "spoiled", true);
}
