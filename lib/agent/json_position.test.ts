import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonError } from "./json_position.ts";

describe("findJsonError", () => {
  it("finds nothing in JSON", () => {
    fc.assert(fc.property(fc.json(), (text) => {
      expect(findJsonError(text)).toBeNull();
      expect(findJsonError(JSON.stringify(JSON.parse(text), null, 2)))
        .toBeNull();
    }));
  });

  it("agrees with JSON.parse about broken JSON", () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
      .map(([text, at, junk]) =>
        text.slice(0, at % text.length) + junk +
        text.slice(at % text.length + 1)
      );
    fc.assert(
      fc.property(broken, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(findJsonError(text) === null).toBe(valid);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['{"a":1,}', 1, 8, "a name in double quotes"],
    ['{"a" 1}', 1, 6, "a colon"],
    ['{"a":1\n"b":2}', 2, 1, "a comma or }"],
    ["[1,\n2,\n]", 3, 1, "a value"],
    ["[] []", 1, 4, "nothing more"],
    ['["a\nb"]', 1, 2, "a value"],
  ])("names the place in %j", (text, line, column, expected) => {
    expect(findJsonError(text)).toEqual({ line, column, expected });
  });
});
