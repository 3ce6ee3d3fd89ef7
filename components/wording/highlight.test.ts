import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findWord, fold, hasWords, wordsOf } from "@/lib/text/words.ts";
import { highlight } from "./highlight.ts";

/** The text with its hits in brackets. */
function marked(text: string, query: string): string {
  return highlight(text, query)
    .map(({ text, isHit }) => isHit ? `[${text}]` : text).join("");
}

describe("highlight", () => {
  it.each([
    ["Good morning, Zoë!", "zoe", "Good morning, [Zoë]!"],
    ["ZOE\u0308 and zoology", "zo", "[ZO]E\u0308 and [zo]ology"],
    ["ZOE\u0308 slept", "zoe", "[ZOE\u0308] slept"],
    ["in the inn, within", "IN", "[in] the [in]n, within"],
    ["Straßenfest", "strass", "[Straß]enfest"],
    ["my ﬁrst", "f", "my [ﬁ]rst"],
    ["one two one", "one tw", "[one] [tw]o [one]"],
    ["你好世界", "世界", "你好[世界]"],
    ["so hot 👍🏽!", "👍", "so hot [👍🏽]!"],
    ["we 👩‍❤️‍👩 us", "❤️", "we [👩‍❤️‍👩] us"],
    ["paid $50", "$50", "paid [$][50]"],
    ["nothing here", "lisbon", "nothing here"],
    ["no words", "…", "no words"],
    ["", "a", ""],
  ])("marks in %j what %j finds: %j", (text, query, expected) => {
    expect(marked(text, query).replaceAll("][", "")).toBe(
      expected.replaceAll("][", ""),
    );
  });

  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(..."aeosAE\u0301\u0308ßéﬁ👍🏽 $.") },
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const textual = fc.array(unit, { maxLength: 12 }).map((all) => all.join(""));

  it("gives the text in parts, and hits if a search finds any of it", () => {
    fc.assert(
      fc.property(textual, textual, (text, query) => {
        const parts = highlight(text, query);
        expect(parts.map(({ text }) => text).join("")).toBe(text);
        expect(parts.every(({ text }) => text !== "")).toBe(true);
        const folded = fold(text);
        const found = wordsOf(query)
          .filter((word) => findWord(folded, word) !== -1);
        expect(parts.some(({ isHit }) => isHit)).toBe(found.length > 0);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it("marks hits that hold all words, where a search finds the text", () => {
    fc.assert(
      fc.property(textual, textual, (before, text) => {
        const words = wordsOf(text);
        fc.pre(words.length > 0);
        const whole = `${before} ${text}`;
        expect(hasWords(fold(whole), words)).toBe(true);
        const hits = highlight(whole, text).filter(({ isHit }) => isHit)
          .map(({ text }) => fold(text));
        for (const word of words) {
          expect(hits.some((hit) => hit.includes(word))).toBe(true);
        }
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
