import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, hasWords, wordsOf } from "./words.ts";

/** Whether a search for `query` finds `text`. */
function finds(query: string, text: string): boolean {
  return hasWords(fold(text), wordsOf(query));
}

const textual = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

describe("fold", () => {
  it.each([
    ["Zoë", "zoe"],
    ["ZOE\u0308", "zoe"],
    ["İSTANBUL ISPARTA ısı", "istanbul isparta isi"],
    ["Straße STRASSE", "strasse strasse"],
    ["ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ"],
    ["Łódź Ærø", "lodz aero"],
    ["ﬁﬁ ① ｆｕｌｌ K", "fifi 1 full k"],
    ["so\u00ADft ze\u200Bro", "soft zero"],
    ["❤️", "❤"],
    ["مُحَمَّد", "محمد"],
    ["किताब", "किताब"],
  ])("takes %j for %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("leaves what is folded as it is, of every character", () => {
    const other: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const folded = fold(String.fromCodePoint(code));
      if (fold(folded) !== folded) other.push(code.toString(16));
    }
    expect(other).toEqual([]);
  });

  it("folds a text as its canonical forms, and as its characters", () => {
    const segmenter = new Intl.Segmenter(undefined, {
      granularity: "grapheme",
    });
    fc.assert(
      fc.property(textual, (text) => {
        const folded = fold(text);
        for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
          expect(fold(text.normalize(form))).toBe(folded);
        }
        const pieces = [...segmenter.segment(text)];
        expect(pieces.map(({ segment }) => fold(segment)).join(""))
          .toBe(folded);
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });
});

describe("words", () => {
  it.each([
    ["zoe", "Good morning, Zoë!"],
    ["zoë", "ZOE"],
    ["Zo mor", "Good morning, Zoë!"],
    ["don't", "I don’t know"],
    ["amour", "l'amour"],
    ["世界", "你好世界"],
    ["🔥", "hot🔥"],
    ["👍", "👍🏽"],
    ["$50", "a tip of $50"],
    ["50", "a tip of $50"],
  ])("%j finds %j", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["oe", "Zoë"],
    ["zoe tomorrow", "Zoë, to-morrow"],
    ["night", "tonight"],
    ["ight", "night tonight"],
    ["🔥", "hot"],
    ["0", "$50"],
    ["ии", "России"],
  ])("%j does not find %j", (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it("are none in punctuation", () => {
    expect(wordsOf("?!… — ()")).toEqual([]);
  });

  it("of a text, cut anywhere behind their beginning, find it", () => {
    fc.assert(
      fc.property(textual, fc.double({ min: 0, max: 1, noNaN: true }), (
        text,
        part,
      ) => {
        const words = wordsOf(text).map((word) => {
          const characters = [...word];
          const kept = Math.max(1, Math.ceil(part * characters.length));
          return characters.slice(0, kept).join("");
        });
        expect(hasWords(fold(text), words)).toBe(true);
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });
});
