import { PRETTY_WHAT } from "./lexicon/cues.ts";
import { valenceOf } from "./valence.ts";

const PRONOUNS: ReadonlySet<string> = new Set([
  "you",
  "u",
  "ya",
  "your",
  "ur",
  "this",
  "that",
  "it",
  "seeing",
  "talking",
  "chatting",
  "our",
]);
const LIKERS: ReadonlySet<string> = new Set([
  "i",
  "we",
  "really",
  "you",
  "they",
  "also",
  "don't",
  "dont",
  "didn't",
  "do",
  "did",
  "still",
  "just",
]);
const LIKED: ReadonlySet<string> = new Set([
  "it",
  "this",
  "that",
  "you",
  "your",
  "ur",
  "the",
  "them",
  "these",
  "those",
  "how",
  "what",
  "my",
]);

/** A letter comes first, unlike in marks, faces and emoji. */
function isWord(key: string): boolean {
  return /^[a-z]/.test(key);
}

/**
 * The valence of a word by the keys of its neighbours, "" where there is none;
 * `undefined` if they do not decide it.
 */
export type Neighbours = (
  previous: string,
  next: string,
) => number | undefined;

/** Words whose neighbours decide what they say: "I like you", "looks like you". */
export const CONTEXTUAL: ReadonlyMap<string, Neighbours> = new Map<
  string,
  Neighbours
>(
  [
    [
      "like",
      (previous, next) => LIKERS.has(previous) && LIKED.has(next) ? 1.5 : 0,
    ],
    [
      "pretty",
      (_, next) => isWord(next) && !PRETTY_WHAT.has(next) ? 0 : undefined,
    ],
    ["liked", (previous) => LIKERS.has(previous) ? 1.5 : 0],
    ["miss", (_, next) => PRONOUNS.has(next) ? 1.2 : -0.6],
    ["missed", (_, next) => PRONOUNS.has(next) ? 1 : -1.2],
    ["missing", (_, next) => PRONOUNS.has(next) ? 1 : -1.2],
    [
      "well",
      (previous, next) =>
        previous === "as" || next === "as" || previous === "" ? 0 : undefined,
    ],
    [
      "hot",
      (previous, next) =>
        previous === "too" || WEATHER.has(next) ? 0 : undefined,
    ],
    ["thanks", (previous) => previous === "no" ? 0 : undefined],
    ["thank", (previous) => previous === "no" ? 0 : undefined],
    [
      "no",
      (_, next) => NO_WHAT.get(next) ?? (valenceOf(next) === 0 ? -0.8 : 0),
    ],
    ["problem", (previous) => previous === "no" ? 0 : undefined],
    ["problems", (previous) => previous === "no" ? 0 : undefined],
    ["worries", (previous) => previous === "no" ? 0 : undefined],
    [
      "kind",
      (previous, next) =>
        next === "of" || previous === "what" || previous === "any" ? 0 : 2.2,
    ],
    ["sorry", (_, next) => next === "for" ? -0.6 : undefined],
  ],
);

const WEATHER: ReadonlySet<string> = new Set([
  "outside",
  "here",
  "today",
  "out",
  "there",
  "day",
  "weather",
  "summer",
]);

/** What "no" is worth before words that it does not simply deny. */
const NO_WHAT: ReadonlyMap<string, number> = new Map([
  ["problem", 0.6],
  ["problems", 0.6],
  ["worries", 0.6],
  ["one", 0],
  ["matter", 0],
  ["thanks", 0],
  ["thank", 0],
]);
