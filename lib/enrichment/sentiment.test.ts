import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMOJI } from "./lexicon/emoji.ts";
import { EMOTICONS } from "./lexicon/emoticons.ts";
import { OPINIONS } from "./lexicon/opinions.ts";
import { VADER } from "./lexicon/vader.ts";
import { VALENCE } from "./lexicon/valence.ts";
import { explainSentiment, SENTIMENT_SCALE } from "./sentiment.ts";

const score = (text: string) => explainSentiment(text).score ?? Number.NaN;

describe("explainSentiment", () => {
  it.each([
    ["emphasis", "good!!!", "good"],
    ["capitals among small letters", "this is GREAT", "this is great"],
    ["an intensifier", "very good", "good"],
    ["a drawn-out word", "goooood", "good"],
    ["a word drawn out twice", "goooodddd", "good"],
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
    ["what is so", "the food is great", "the food would be great"],
    ["what is told", "this is great", "is this great?"],
    ["the main clause", "it is great", "although it is great"],
    ["what is prevented", "it prevents accidents", "it causes accidents"],
    ["a common word", "she saw that justice work", "she saw that Justice Work"],
    ["what was done", "they called me back", "they never called me back"],
    ["praise", "good", "not bad"],
    ["no complaint", "not bad", "bad"],
    ["what is unsurpassed", "never been happier", "never been happy"],
    ["no change", "it is better", "it never got better"],
    ["what follows just", "just great, not bad", "not just bad"],
    [
      "what is so, denied twice",
      "it never fails to shine",
      "it fails to shine",
    ],
    ["what is hard to believe", "can't believe how good", "can't be good"],
    ["what never came", "I never eat fish", "I never got my order"],
    ["somebody else's words", 'he said "it is bad"', 'I said "it is bad"'],
    ["quotations of others", 'I said "great fun"', 'he said "great fun"'],
    ["titles", 'we saw "Bad Girls"', "we saw bad girls, bad girls"],
    ["a misspelling", "so prety", "so so"],
    ["a fee", "free shipping", "free on Friday"],
    ["an achievement", "passed my exam", "took my exam"],
    ["a rent", "the landlord paid the rent", "the landlord raised the rent"],
    ["a hill", "a steep hill", "a steep price"],
    ["a promise", "I promised", "you promised"],
    ["an answer", "no, I live here", "no parking"],
    [
      "what most of the text says",
      "a great camera",
      "a great camera that we bought in a shop near the station on our way",
    ],
    ["a rated word of many", "it is lucid and meticulous", "it is a thing"],
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
    ["No, thank you", 0],
    ["nope, thanks for your help", 1],
    ["thanks for nothing", -1],
    ["thank you so much for the tip", 1],
    ["you are so, so sweet", 1],
    ["I am no longer happy", -1],
    ["it could not be better", 1],
    ["I can't stand it", -1],
    ["happpyyyy", 1],
    ["lovin the new place", 1],
    ["robin is here", 0],
    ["hahahahahahahahahaha", 1],
    ["the goats are in the field", 0],
    ["you're the goat", 1],
    ["wish you a Happy Birthday", 1],
    ["Haven't you seen it?", 0],
    ["what do you do when you don't film", 0],
    ["how often do you not sleep", 0],
    ["I wonder why you haven't posted", 0],
    ["we don't eat meat", 0],
    ["please don't tell my boss", 0],
    ["it was never shown before", 0],
    ["she isn't home", 0],
    ["if it doesn't rain", 0],
    ["the shop doesn't open until noon", 0],
    ["the parcel didn't arrive", -1],
    ["did you see anything good?", 0],
    ["are you free tomorrow", 0],
    ["what's your favorite colour", 0],
    ["my favorite colour", 1],
    ["do you accept cards", 0],
    ["a friend of mine is a fan", 0],
    ["I'm your biggest fan", 1],
    ["she works at a bank", 0],
    ["the camera works", 1],
    ["great, another bill", -1],
    ["nothing is nicer", 1],
    ["not sad, just exhausted", -1],
    ["so disapointed", -1],
    ["we were hoping for rain", 1],
    ["an incoherent, implausible script", -1],
    ["see you (:", 1],
    ["see you ):", -1],
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
    "me encantas",
    "cuanto cuesta el video",
    "bonne nuit mon coeur",
    "du siehst toll aus",
    "mi manchi tanto",
    "goedemorgen schat",
    "ile kosztuje film",
    "かわいいですね",
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
    "wyd rn",
    "luv u hun",
    "cant w8 2 c u",
    "Paris Hilton",
    "I adore soy milk",
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

  it.each([
    "I love this!!",
    "not good, but I love it",
    "Although it was late, the food was great and nobody was rude to us here.",
    "It works. Is it good? It prevents nothing bad, and it is very slow ☹️",
  ])("explains the score of %j by its words", (text) => {
    const { score, words } = explainSentiment(text);
    const total = words.reduce((sum, { valence }) => sum + valence, 0);
    const marks = Math.sign(total) * 0.292 * (text.split("!").length - 1);
    const length = text.split(" ").filter((word) => /[a-z]/i.test(word)).length;
    const sum = (total + marks) / words.length ** 0.2 /
      Math.max(1, length / 10) ** 0.3;
    expect(words.length).toBeGreaterThan(0);
    expect(score).toBeCloseTo(sum / Math.sqrt(sum * sum + 15), 4);
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
  it("lists each opinion word once, and only what VADER lacks", () => {
    for (const [word, valence] of OPINIONS) {
      expect(word).toMatch(/^[a-z]+$/);
      expect.soft(VADER.has(word), word).toBe(false);
      expect.soft(VALENCE.get(word), word).toBe(valence);
    }
  });

  it("rate from -4 to 4", () => {
    for (const lexicon of [VALENCE, EMOJI, EMOTICONS]) {
      for (const valence of lexicon.values()) {
        expect(Math.abs(valence)).toBeLessThanOrEqual(4);
      }
    }
  });
});
