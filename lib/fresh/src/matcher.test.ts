import fc from "fast-check";
import { expect, test } from "vitest";
import { matcherOf } from "./matcher.ts";

test("a parameter is one segment", () => {
  const matches = matcherOf("/users/:id");
  expect(matches("/users/7")).toMatchObject({ id: "7" });
  expect(matches("/users")).toBeNull();
  expect(matches("/users/7/edit")).toBeNull();
});

test("an optional parameter may be missing", () => {
  const matches = matcherOf("/docs{/:version}?");
  expect(matches("/docs")?.version).toBeUndefined();
  expect(matches("/docs/latest")?.version).toBe("latest");
});

test("a rest parameter takes all segments", () => {
  const matches = matcherOf("/old/:path*");
  expect(matches("/old/a/b")?.path).toBe("a/b");
  expect(matches("/old")?.path).toBeUndefined();
});

test("what is no whole segment is left to URLPattern", () => {
  expect(matcherOf("/x/:mod@:version")("/x/a@1")).toMatchObject({
    mod: "a",
    version: "1",
  });
  expect(matcherOf("/files/*")("/files/a/b")).toMatchObject({ 0: "a/b" });
});

test("answers as URLPattern does", () => {
  const literal = fc.constantFrom("a", "b", "a.b", "c-d");
  const part = fc.oneof(
    literal.map((text) => `/${text}`),
    fc.nat(3).map((n) => `/:p${n}`),
    fc.nat(3).map((n) => `{/:o${n}}?`),
  );
  const rest = fc.constantFrom("", "/:rest*");
  const pattern = fc.tuple(fc.array(part, { minLength: 1, maxLength: 4 }), rest)
    .map(([parts, last]) => parts.join("") + last)
    .filter((text) => {
      const names = text.match(/:\w+/g) ?? [];
      return new Set(names).size === names.length;
    });
  const pathname = fc.array(fc.oneof(literal, fc.constant("")), {
    minLength: 1,
    maxLength: 5,
  }).map((parts) => `/${parts.join("/")}`);

  fc.assert(
    fc.property(pattern, pathname, (pattern, pathname) => {
      const expected = new URLPattern({ pathname: pattern }).exec({ pathname });
      const groups = expected?.pathname.groups ?? null;
      const actual = matcherOf(pattern)(pathname);
      expect(actual === null).toBe(groups === null);
      for (const [name, value] of Object.entries(groups ?? {})) {
        expect(actual?.[name] ?? "").toBe(value ?? "");
      }
    }),
    { numRuns: 2000 },
  );
});
