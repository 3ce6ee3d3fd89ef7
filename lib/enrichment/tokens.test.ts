import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenize } from "./tokens.ts";

const keys = (text: string) => tokenize(text).map(({ key }) => key);

describe("tokenize", () => {
  it.each([
    ["Hello, world", ["hello", "world"]],
    ["don’t don't", ["don't", "don't"]],
    ["my mom's car, it's new", ["my", "mom", "car", "it's", "new"]],
    ["pay-per-view", ["pay", "per", "view"]],
    ["sooo cooool heyyy yesss", ["so", "cool", "hey", "yes"]],
    ["see the food, all good", ["see", "the", "food", "all", "good"]],
    ["$20.00 for 5 at 10am, 50% off", [
      "usd0",
      "for",
      "0",
      "at",
      "0am",
      "0",
      "percent",
      "off",
    ]],
    ["Really?! Yes.", ["really", "?", "yes", "."]],
    ["one\ntwo", ["one", ".", "two"]],
    ["hey:) <3 :D", ["hey", ":)", "<3", ":D"]],
    ["nice (: \\o/ (see a): b:] <-", [
      "nice",
      "(:",
      "\\o/",
      "see",
      "a",
      "b",
      ":]",
    ]],
    ["❤️👍🏽", ["❤", "👍"]],
    ["go to https://example.com/a:D or www.example.org now", [
      "go",
      "to",
      "or",
      "now",
    ]],
    ["thanks @someone", ["thanks"]],
    ["𝓵𝓸𝓿𝓮", ["love"]],
    ["größe été", ["größe", "été"]],
    ["", []],
  ])("%j gives %j", (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it("marks capitals and drawn-out words", () => {
    expect(tokenize("SO good, A sooo")).toMatchObject([
      { key: "so", shouted: true, stretched: false },
      { key: "good", shouted: false },
      { key: "a", shouted: false },
      { key: "so", stretched: true },
    ]);
  });

  it("reads more spellings than it remembers, again and again", () => {
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 40_000; n++) {
        const word = [...String(n)].map((digit) => `Q${digit}`).join("");
        if (keys(word)[0] !== word.toLowerCase()) expect.fail(word);
      }
    }
  });

  it("never throws, and no token is empty", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        for (const { key } of tokenize(text)) expect(key).not.toBe("");
      }),
    );
  });
});
