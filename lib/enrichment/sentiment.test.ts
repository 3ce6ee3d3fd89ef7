import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMOJI } from "./lexicon/emoji.ts";
import { EMOTICONS } from "./lexicon/emoticons.ts";
import { VALENCE } from "./lexicon/valence.ts";
import { explainSentiment, SENTIMENT_SCALE } from "./sentiment.ts";

const score = (text: string) => explainSentiment(text).score ?? Number.NaN;

describe("explainSentiment", () => {
  it.each([
    ["emphasis", "good!!!", "good"],
    ["capitals among small letters", "this is GREAT", "this is great"],
    ["an intensifier", "very good", "good"],
    ["a drawn-out word", "goooood", "good"],
    ["a heart", "good ❤️", "good"],
    ["a face", "good :)", "good"],
    ["no negation", "good", "not good"],
    ["no negation from afar", "it was really good", "it was never really good"],
    ["a weakened word", "bad", "very bad"],
    [
      "what follows but",
      "it was bad but I love it",
      "I love it but it was bad",
    ],
    ["missing someone", "I miss you", "I miss my train"],
    ["liking", "I like you", "it looks like you"],
    ["a kind person", "you are kind", "what kind of you"],
  ])("%s: %j above %j", (_, higher, lower) => {
    expect(score(higher)).toBeGreaterThan(score(lower));
  });

  it.each([
    ["I love this", 1],
    ["not bad", 1],
    ["no problem", 1],
    ["pretty bad", -1],
    ["no fun", -1],
    ["I don't like this", -1],
    ["the train leaves at ten", 0],
    ["ok so the bus", 1],
  ])("the sign of %j is %d", (text, sign) => {
    expect(Math.sign(score(text))).toBe(sign);
  });

  it.each([
    "",
    "   ",
    "<img src='x.png'>",
    "12:30",
    "$20",
    "...",
    "Je t'aime beaucoup",
    "eres muy linda",
    "ich liebe deine Bilder",
    "grazie mille tesoro",
    "bom dia meu amor",
    "hoe gaat het met je?",
    "jag älskar dina bilder, tack",
    "Привет",
    "你好，今天怎么样",
    "مرحبا كيف حالك",
  ])("has no score for %j", (text) => {
    expect(explainSentiment(text)).toEqual({ score: null, words: [] });
  });

  it.each([
    "Los Angeles",
    "de la Cruz",
    "I had tapas en route",
    "see you in Paris",
    "la la la land",
    "sin city was fun",
    "I am so in love",
    "déjà vu lol",
    "😍",
    ":)",
    "k",
  ])("scores %j, which is no other language", (text) => {
    expect(explainSentiment(text).score).not.toBeNull();
  });

  it("names the words that made the score, as they count in their context", () => {
    expect(explainSentiment("not good, but I love it").words).toEqual([
      { word: "good", valence: expect.closeTo(-0.7, 1) },
      { word: "love", valence: expect.closeTo(4.8, 1) },
    ]);
  });

  it("lets a repeated emoji add less each time", () => {
    const [one, two, ten] = [1, 2, 10].map((times) =>
      score("😍".repeat(times))
    );
    expect(two).toBeGreaterThan(one!);
    expect(ten! - two!).toBeLessThan(two! - one!);
  });

  it("stays in range, on the scale, and the same on every call", () => {
    const words = [...VALENCE.keys()].slice(0, 500);
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(
          ...words,
          "not",
          "but",
          "very",
          "!",
          "?",
          ".",
          "❤️",
          ":(",
        ),
        fc.string(),
      ),
    ).map((parts) => parts.join(" "));
    fc.assert(fc.property(text, (value) => {
      const { score } = explainSentiment(value);
      if (score === null) return;
      expect(Math.abs(score)).toBeLessThanOrEqual(1);
      expect(Object.is(score, -0)).toBe(false);
      expect(Math.round(score * SENTIMENT_SCALE) / SENTIMENT_SCALE).toBe(score);
      expect(explainSentiment(value).score).toBe(score);
    }));
  });

  it("takes words named like object properties", () => {
    expect(explainSentiment("constructor __proto__ toString valueOf").score)
      .toBe(0);
  });
});

describe("the lexicons", () => {
  it("rate from -4 to 4", () => {
    for (const lexicon of [VALENCE, EMOJI, EMOTICONS]) {
      for (const valence of lexicon.values()) {
        expect(Math.abs(valence)).toBeLessThanOrEqual(4);
      }
    }
  });
});
