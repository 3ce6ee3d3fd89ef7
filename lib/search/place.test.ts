import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatId, MessageId, SearchQuery } from "@/lib/models/mod.ts";
import { parseSearchCursor, type SearchPlace, toSearchCursor } from "./mod.ts";

const id = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc.constantFrom("~", "1~2", "x".repeat(128), "語".repeat(128), "a\nb"),
).filter((text) => ChatId.safeParse(text).success);
const time = fc.integer({ min: -1e15, max: 1e15 });
const whole = fc.integer({ min: 0, max: 1e12 });

const place: fc.Arbitrary<SearchPlace> = fc.record({
  generation: whole,
  until: fc.oneof(time, fc.constant(null)),
  searched: whole,
  chat: id.map((text) => ChatId.parse(text)),
  at: time,
  id: id.map((text) => MessageId.parse(text)),
  lastAt: time,
});

describe("a cursor", () => {
  it("is a place, and fits into a query", () => {
    fc.assert(
      fc.property(place, (place) => {
        const cursor = toSearchCursor(place);
        expect(parseSearchCursor(cursor)).toEqual(place);
        expect(SearchQuery.parse({ q: "zoe", cursor }).cursor).toBe(cursor);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it.each([
    "",
    "~",
    "1~2~3~4~5~6",
    "1~all~3~4~5~1~",
    "1~all~3~4~5~1~a",
    "1~all~3~4~5~9~ab",
    "1~all~3~4~5~0~ab",
    "-1~all~3~4~5~1~ab",
    "1~none~3~4~5~1~ab",
    "1~all~3~4~5~1~..",
    "1~all~3~1e5~5~1~ab",
  ])("is not %j", (text) => {
    expect(parseSearchCursor(text)).toBeNull();
  });
});
