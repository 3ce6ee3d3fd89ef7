import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestOnly, PhraseIndex } from "./phrases.ts";
import { tokenize } from "./tokens.ts";
import { PhraseTrie } from "./trie.ts";

describe("PhraseIndex", () => {
  const index = new PhraseIndex([
    ["book", 1],
    ["book a table", 2],
    ["table", 3],
    ["a table for two", 4],
    ["tip $5", 5],
  ]);

  it("finds overlapping phrases", () => {
    const found = index.find(tokenize("Book a table for two"));
    expect(found.map(({ value }) => value).toSorted()).toEqual([1, 2, 3, 4]);
  });

  it("keeps the longest", () => {
    const found = index.find(tokenize("Book a table for two"));
    expect(longestOnly(found)).toEqual([{ value: 1, start: 0, length: 1 }, {
      value: 4,
      start: 1,
      length: 4,
    }]);
  });

  it("does not cross the end of a sentence", () => {
    expect(index.find(tokenize("A good book. A table"))).toHaveLength(2);
  });

  it("reads any amount where a phrase has one", () => {
    expect(index.find(tokenize("tip $1,250.50 now"))).toMatchObject([{
      value: 5,
    }]);
  });

  it("finds its own phrases in a trie that others use too", () => {
    const trie = new PhraseTrie();
    const tokens = tokenize("book a table");
    const one = new PhraseIndex([["book", 1], ["a table", 2]], trie);
    expect(one.find(tokens).map(({ value }) => value)).toEqual([1, 2]);
    const other = new PhraseIndex([["book a", 3], ["a table", 4]], trie);
    expect(other.find(tokens)).toEqual([
      { value: 3, start: 0, length: 2 },
      { value: 4, start: 1, length: 2 },
    ]);
    expect(one.find(tokens).map(({ value }) => value)).toEqual([1, 2]);
  });

  it("finds each of many phrases", () => {
    const phrases = Array.from({ length: 3_000 }, (_, n) => {
      const word = [...String(n)].map((digit) => `a${digit}`).join("");
      return [`${word} and ${word}`, n + 1] as const;
    });
    const many = new PhraseIndex(phrases);
    for (const [phrase, value] of phrases) {
      expect(many.find(tokenize(phrase))).toEqual([
        { value, start: 0, length: 3 },
      ]);
    }
  });

  it("finds what a plain search finds", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c"), {
      minLength: 1,
      maxLength: 4,
    });
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 12 }),
        text,
        (phrases, tokens) => {
          const unique = [
            ...new Set(phrases.map((phrase) => phrase.join(" "))),
          ];
          const found = new PhraseIndex(
            unique.map((phrase) => [phrase, phrase]),
          )
            .find(tokenize(tokens.join(" ")));
          const expected = unique.flatMap((phrase) => {
            const length = phrase.split(" ").length;
            return tokens.flatMap((_, start) =>
              tokens.slice(start, start + length).join(" ") === phrase
                ? [`${start} ${phrase}`]
                : []
            );
          });
          expect(
            found.map(({ start, value }) => `${start} ${value}`).toSorted(),
          ).toEqual(expected.toSorted());
        },
      ),
    );
  });
});
