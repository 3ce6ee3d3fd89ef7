import { expect, it } from "vitest";
import { etagOf, isNamed } from "./etag.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

it("an ETag is that of a body, in characters that a header may have", async () => {
  const tag = await etagOf(bytes("abc"));
  // The SHA-256 of "abc", as FIPS 180-2 has it.
  expect(tag).toBe('"ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"');
  expect(await etagOf(bytes("abc"))).toBe(tag);
  expect(await etagOf(bytes("abd"))).not.toBe(tag);
});

it.each([
  [null, false],
  ["", false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", W/"a"', true],
  ['"b","a"', true],
  ["*", true],
  [" * ", true],
  ['"b"', false],
  ["a", false],
  ['"a', false],
])("If-None-Match %j names it: %j", (header, named) => {
  expect(isNamed('"a"', header)).toBe(named);
  expect(isNamed('W/"a"', header)).toBe(named);
});
