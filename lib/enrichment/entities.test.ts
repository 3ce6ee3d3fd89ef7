import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEntityFinder, MAX_ENTITIES } from "./entities.ts";
import { CASES, FRESH, HELD_OUT } from "./entity_cases.ts";

const finder = await createEntityFinder();

const found = (text: string) =>
  finder.find(text).map(({ kind, name }) => `${kind} ${name}`).join(", ");

/**
 * Messages that are read wrongly, with what is found in them. The list may
 * only become shorter.
 */
const WRONG: ReadonlyMap<string, string> = new Map([
  ["we spent the summer in Croatia, Split was so pretty", "place Croatia"],
  ["I'm stuck at O'Hare again", ""],
  ["bought you something from Hermès", ""],
  ["the Bulls lost again", ""],
  ["Follow me on Threads", ""],
  ["Erik and I saw Muse in Prague", "person Erik, place Prague"],
]);

describe("an entity finder", () => {
  it.each([...CASES, ...HELD_OUT, ...FRESH])(
    "finds in %j %j",
    (text, names) => {
      const wrong = WRONG.get(text);
      if (wrong !== undefined) expect(wrong).not.toBe(names);
      expect(found(text)).toBe(wrong ?? names);
    },
  );

  it("knows of every wrong reading which message it is", () => {
    const texts = new Set(
      [...CASES, ...HELD_OUT, ...FRESH].map(([text]) => text),
    );
    for (const text of WRONG.keys()) expect(texts).toContain(text);
  });

  it.each([
    ["Hey Maria's friend, Maria", "person Maria"],
    ["I met Maria. MARIA! Then maria and Maria", "person Maria"],
    [
      "<p>Tom &amp; Anna</p><p>in Rome</p>",
      "person Tom, person Anna, place Rome",
    ],
    ["see you in New York City, Maria 😘", "place New York City, person Maria"],
    ["with Maria😘 and ❤️Tom❤️", "person Maria, person Tom"],
    ["I told Jean-Luc and Ms. O'Brien", "person Jean-Luc, person O'Brien"],
    [
      "we ate at Angelo's Italian Restaurant",
      "organisation Angelo's Italian Restaurant",
    ],
    ["In New York City.", "place New York City"],
    ["we flew to Rio de Janeiro", "place Rio de Janeiro"],
    ["follow @Maria #Lisbon and www.Paris.com", ""],
    ["Thanks Babe, thanks Honey, love you Daddy, hi Mr", ""],
    ["I'm with you, You and He", ""],
    ["for 20 Dollars on 3 Mondays", ""],
    ["M and T went to B", ""],
  ])("reads %j as %j", (text, names) => {
    expect(found(text)).toBe(names);
  });

  it("stops at a number of names, in order", () => {
    const names = "Anna Ben Chris Daniel Emma Frank Gloria Henry Irene Jack"
      .split(" ");
    const text = `I met ${names.join(", and then ")}`;
    expect(finder.find(text).map(({ name }) => name)).toEqual(
      names.slice(0, MAX_ENTITIES),
    );
  });

  it("leaves names beyond any length of a name", () => {
    expect(found(`I told ${"Maria".repeat(13)} in Paris`)).toBe("place Paris");
  });

  it("searches the sentences with capitals of a long text", () => {
    const text = "nothing to see here. ".repeat(200) + "we are in Lisbon";
    expect(found(text)).toBe("place Lisbon");
  });

  it.each([
    "Maria ",
    "MARIA",
    "Aa",
    "Aa.",
    "Z\u0301\u0302\u0303\u0304",
    ":)",
    "A-",
    "A'",
    "<p>Maria</p>",
    "Paris, ",
    "Mr. ",
    "Of De La ",
    "\ufdfa",
    "😀A",
    "New York's ",
  ])("takes a megabyte of %j in bounded time", (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const start = performance.now();
    finder.find(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("reads any text, always the same way", () => {
    const parts = fc.constantFrom(
      ..."constructor Constructor __proto__ hasOwnProperty Maria Paris in at of"
        .split(" "),
      ..."New York City's Dr. Mr. I'm & ( ) \" ' @Maria #Lisbon J. 12 😀 ... -"
        .split(" "),
      ..."Jean-Luc O'Brien École NYC \u0301\u0302 \ufdfa \ud800 Mark İstanbul"
        .split(" "),
    );
    const texts = fc.oneof(
      fc.array(parts, { maxLength: 80 }).map((words) => words.join(" ")),
      fc.string({ unit: "binary", maxLength: 300 }).map((text) =>
        `Say ${text} Maria`
      ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const entities = finder.find(text);
        expect(finder.find(text)).toEqual(entities);
        expect(entities.length).toBeLessThanOrEqual(MAX_ENTITIES);
        for (const { name } of entities) {
          expect(name).toMatch(/^\p{Lu}.*[\p{L}\p{M}\p{N}]$/u);
          expect(name.length).toBeLessThanOrEqual(60);
        }
        const names = entities.map(({ name }) => name.toLowerCase());
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
