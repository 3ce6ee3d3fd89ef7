import fc from "fast-check";
import { expect, it } from "vitest";
import { MessageId } from "@/lib/models/mod.ts";
import { isAfterAll, largerId } from "./last_id.ts";

const id = fc.oneof(
  fc.bigInt({ min: 0n }).map(String),
  fc.string({ minLength: 1 }),
).filter((text) => MessageId.safeParse(text).success)
  .map((text) => MessageId.parse(text));

it("never takes a stored message for a new one", () => {
  fc.assert(fc.property(fc.array(id), (stored) => {
    let last: string | null = null;
    for (const one of stored) last = largerId(last, one);
    for (const one of stored) expect(isAfterAll(one, last)).toBe(false);
  }));
});

it("orders numbers of any length as numbers", () => {
  fc.assert(fc.property(
    fc.bigInt({ min: 0n }),
    fc.bigInt({ min: 0n }),
    (a, b) => {
      expect(isAfterAll(MessageId.parse(String(a)), String(b))).toBe(a > b);
    },
  ));
});

it.each(["x1", "01", "-1", "1.5", "1e3", " 7"])(
  "looks for %j, which is no number",
  (text) => expect(isAfterAll(MessageId.parse(text), null)).toBe(false),
);
