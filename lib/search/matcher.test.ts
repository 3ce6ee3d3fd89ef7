import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, hasWords, plainText, wordsOf } from "@/lib/text/mod.ts";
import { Matcher, MAX_SEARCHED_TEXT } from "./matcher.ts";

/** What a match is, without a quick look. */
function isFound(html: string, query: string): boolean {
  const text = plainText(html, MAX_SEARCHED_TEXT);
  return hasWords(fold(text), wordsOf(query));
}

/** What may stand between two letters, or for one, or hide one. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(..."abzoeOE01", " ", " ", "ë", "E\u0308", "ß"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "<b>",
      "</b>",
      "<br>",
      "<i",
      "<!-- zoe -->",
      "<script>zoe</script>",
      "<style>",
      "&amp;",
      "&#122;",
      "&#x7A;",
      "&#768;",
      "&",
      "\u0308",
      "\u200D",
      "\u00AD",
      "\uFE0F",
      "\u202E",
      "\0",
      "ﬁ",
      "ｚ",
      "İ",
      "ı",
      "K",
      "™",
      "½",
      "語",
      "👍🏽",
      "$",
      "'",
      ".",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 2 }),
  },
);
const html = fc.array(piece, { maxLength: 14 }).map((all) => all.join(""));

describe("a matcher", () => {
  it("finds what the definition finds, and nothing else", () => {
    let found = 0;
    fc.assert(
      fc.property(html, html, (text, query) => {
        const matcher = new Matcher(query);
        for (const one of [text, query, text + query, `${query}x${text}`]) {
          const expected = isFound(one, query);
          if (expected) found++;
          expect(matcher.matches(one)).toBe(expected);
        }
      }),
      { seed: 11, numRuns: 10_000 },
    );
    expect(found).toBeGreaterThan(5_000);
  });

  it("finds what words of the cleaned text are asked for", () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(html, part, part, (text, from, size) => {
        const words = wordsOf(plainText(text));
        const first = Math.floor(from * words.length);
        const some = words.slice(first, first + 3).map((word) => {
          const characters = [...word];
          return characters.slice(0, Math.ceil(size * characters.length))
            .join("");
        });
        fc.pre(some.join("") !== "");
        expect(new Matcher(some.join(" ")).matches(text)).toBe(true);
      }),
      { seed: 11, numRuns: 10_000 },
    );
  });

  it("does not clean what cannot be found", () => {
    const matcher = new Matcher("trip lisbon");
    expect(matcher.mayMatch("<p>A trip to Porto 😍</p>")).toBe(false);
    expect(matcher.mayMatch("<p>Never in Lisbon 😍</p>")).toBe(true);
    expect(matcher.mayMatch("Porto &amp; Faro")).toBe(true);
  });

  it("is empty without words and signs", () => {
    expect(new Matcher(" ?! … ").isEmpty).toBe(true);
    expect(new Matcher(" ?! 🔥").isEmpty).toBe(false);
  });

  it.each([
    ["a".repeat(99), "a".repeat(1_000_000)],
    ["a".repeat(99), "<".repeat(1_000_000)],
    ["script", "<script>".repeat(100_000)],
    ["amp", "&amp".repeat(200_000)],
    ["x", "\u0301".repeat(500_000)],
    ["$".repeat(99), "$".repeat(500_000)],
  ])("looks at a bounded part of a huge text for %j", (query, text) => {
    const bounded = text.slice(0, MAX_SEARCHED_TEXT);
    expect(new Matcher(query).matches(text)).toBe(isFound(bounded, query));
    expect(new Matcher("lisbon").matches(`${text} lisbon`)).toBe(false);
  });
});
