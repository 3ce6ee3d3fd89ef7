import fc from "fast-check";
import { expect, it } from "vitest";
import { generateDemo } from "@/lib/demo/generator.ts";
import { Message } from "@/lib/models/mod.ts";
import { withoutUsual, withUsual } from "./usual_fields.ts";

const AT = Date.UTC(2025, 10, 8, 12, 34, 56);
const value = fc.oneof(
  fc.constantFrom(true, false, null, 0, -1, "free", "message"),
  fc.constantFrom([], [1], {}, "2025-11-08T12:34:56+00:00"),
  fc.constant("2025-11-08T12:34:56.000Z"),
  fc.string(),
);
const field = fc.constantFrom(
  ...Object.keys(Message.shape),
  "__proto__",
  "unlisted",
);
const message = fc.array(fc.tuple(field, value)).map((fields) =>
  JSON.parse(
    `{${
      [["id", "m"], ...fields.filter(([name]) => name !== "id")]
        .map(([name, value]) =>
          `${JSON.stringify(name)}:${JSON.stringify(value)}`
        ).join()
    }}`,
  ) as Message
);

it("gives back every message, also from JSON", () => {
  fc.assert(fc.property(message, (before) => {
    const { rest, usual } = withoutUsual(before, AT);
    const stored: Message = JSON.parse(JSON.stringify(rest));
    const after = withUsual(stored, usual, AT);
    expect(after).toStrictEqual(before);
    expect(Object.hasOwn(after, "__proto__"))
      .toBe(Object.hasOwn(before, "__proto__"));
  }));
});

it("leaves little of what a site sends", () => {
  const { messages } = generateDemo({ seed: 1, now: AT, messages: 200 });
  const sent = messages.map((message) => Message.parse(message));
  const left = sent.map((message) =>
    withoutUsual(message, Date.parse(String(message.createdAt))).rest
  );
  expect(JSON.stringify(left).length)
    .toBeLessThan(JSON.stringify(sent).length * 0.4);
});
