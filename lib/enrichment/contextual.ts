import { PRETTY_WHAT } from "./lexicon/cues.ts";
import { PLAIN_USES } from "./lexicon/plain_uses.ts";
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
    ...plainUses(),
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
        previous === "too" || HOT_WHAT.has(next) ? 0 : undefined,
    ],
    ["thanks", (previous) => previous === "no" ? 0 : undefined],
    ["thank", (previous) => previous === "no" ? 0 : undefined],
    [
      "no",
      (previous, next) =>
        NO_WHAT.get(next) ??
          (valenceOf(next) !== 0 || isAnswer(previous, next) ? 0 : -0.8),
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
    // A promise that is held against someone.
    [
      "promised",
      (previous) => PROMISER.has(previous) ? BROKEN_PROMISE : undefined,
    ],
    ["sick", (_, next) => SICK_WHAT.has(next) ? SICK : undefined],
    ["great", (_, next) => next === "another" ? SARCASM : undefined],
    [
      "steep",
      (previous, next) =>
        STEEPLY.has(previous) || next === "price" || next === "prices"
          ? STEEP
          : undefined,
    ],
  ],
);

/** What "hot" tells the temperature of. */
const HOT_WHAT: ReadonlySet<string> = new Set([
  "chocolate",
  "coffee",
  "shower",
  "tea",
  "tub",
  "water",
  "outside",
  "here",
  "today",
  "out",
  "there",
  "day",
  "weather",
  "summer",
]);

/** Before a "promised" that is held against someone: "you promised". */
const PROMISER: ReadonlySet<string> = new Set(["you", "u", "was", "were"]);
const BROKEN_PROMISE = -1;
/** "Great, another bill". */
const SARCASM = -1.5;

/** What is "sick" in praise. */
const SICK_WHAT: ReadonlySet<string> = new Set(
  "beat edit fit moves outfit photo pic ride set shot skills tattoo track trick video"
    .split(" "),
);
const SICK = 1.8;

/** Before a price that is "steep", which a hill is without them. */
const STEEPLY: ReadonlySet<string> = new Set(
  "that's thats bit little too so pretty kinda quite rather very".split(" "),
);
const STEEP = -1.5;

/** "No, I live in Berlin": an answer, which misses nothing. */
function isAnswer(previous: string, next: string): boolean {
  return (previous === "" || previous === "." || previous === "?") &&
    (next === "" || next === "." || AFTER_ANSWER.has(next));
}

const AFTER_ANSWER: ReadonlySet<string> = new Set(
  "i i'm im i've i'd we we're you it it's its that that's he she they just not"
    .split(" "),
);

function plainUses(): [string, Neighbours][] {
  return PLAIN_USES.flatMap(({ words, after, before }) => {
    const isPlain: Neighbours = (previous, next) =>
      after.has(previous) || before.has(next) ? 0 : undefined;
    const rated = words.filter((word) => valenceOf(word) !== 0);
    return rated.map((word): [string, Neighbours] => [word, isPlain]);
  });
}

/** What "no" is worth before words that it does not simply deny. */
const NO_WHAT: ReadonlyMap<string, number> = new Map([
  ["problem", 0.6],
  ["problems", 0.6],
  ["worries", 0.6],
  ["one", 0],
  ["matter", 0],
  ["idea", 0],
  ["doubt", 0],
  ["thanks", 0],
  ["thank", 0],
]);
