import { describe, expect, it } from "vitest";
import { mayNameEntity } from "./entity_candidates.ts";
import { CASES, FRESH, HELD_OUT } from "./entity_cases.ts";
import { analysedText } from "./text.ts";
import { tokenize } from "./tokens.ts";

const flagged = (text: string) => mayNameEntity(tokenize(analysedText(text)));

/** What is judged wrongly: the list may only become shorter. */
const WRONG: ReadonlySet<string> = new Set([
  "Hola Guapa, como estas?",
  "the hike up Table Mountain was brutal",
  "Ana, are you awake?",
  "Haven't seen Inception yet",
]);

describe("mayNameEntity", () => {
  it.each([...CASES, ...HELD_OUT, ...FRESH])("%j holds %j", (text, names) => {
    expect(flagged(text)).toBe((names !== "") !== WRONG.has(text));
  });

  it.each([
    "Hello there! How are you? Fine. And you",
    "It's me\nWhat's up\nThat's it 😍 Really 😍 Looking good",
    "Don't go. Here's the thing. Haven't seen it",
    "Driving is fun and Painting was too",
    "my Bday is in October, on a Saturday",
    "Dinner is ready and Pizza is great",
    "I WENT TO PARIS WITH MARIA",
    "heute habe ich keine Lust auf Hausaufgaben und Schule",
    "a B c D e",
    "",
  ])("lets %j go", (text) => {
    expect(flagged(text)).toBe(false);
  });

  it.each([
    "Maria's here",
    "Maria is here",
    "so good 😍 thanks Maria",
    "I moved to the USA",
    "ich fahre nach Lissabon",
  ])("flags %j", (text) => {
    expect(flagged(text)).toBe(true);
  });
});
