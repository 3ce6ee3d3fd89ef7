import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyId } from "./mod.ts";
import { withKv } from "./testing.ts";

/** Few different values, and texts of what a key's id is made of. */
const text = fc.string({
  unit: fc.constantFrom("\0", "\u0001", "1", ":", "(", ")", "a", "é", "number"),
  maxLength: 4,
});
const part = fc.oneof(
  text,
  fc.constantFrom(0, -0, 1, 1.5, Infinity, 0n, 1n, true, false),
  fc.integer({ min: 0, max: 3 }),
  fc.uint8Array({ maxLength: 2 }),
);
const key = fc.array(part, { minLength: 1, maxLength: 4 });

describe("keyId", () => {
  it.each([
    [["a", "b"], ["ab"]],
    [["a", "b"], ["a\0b"]],
    [["a", "b"], ["a", "b", ""]],
    [["1"], [1]],
    [[1], [1n]],
    [[true], ["true"]],
    [[12], [1, 2]],
    [["a1:b"], ["a", "b"]],
  ])("tells one key from another (%#)", (a, b) => {
    expect(keyId(a)).not.toBe(keyId(b));
  });

  it("is the same for two keys exactly where the database has one", async () => {
    await withKv((kv) =>
      fc.assert(
        fc.asyncProperty(key, key, async (a, b) => {
          await kv.set(a, "a");
          await kv.set(b, "b");
          const same = (await kv.get(a)).value === "b";
          await kv.delete(a);
          await kv.delete(b);
          expect(keyId(a) === keyId(b)).toBe(same);
        }),
        { numRuns: 500 },
      )
    );
  });
});
