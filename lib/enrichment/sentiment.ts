import { Context, type Scored } from "./context.ts";
import { EMOJI } from "./lexicon/emoji.ts";
import { EMOTICONS } from "./lexicon/emoticons.ts";
import { IDIOMS } from "./lexicon/idioms.ts";
import { isPlainlyForeign } from "./language.ts";
import { longestOnly, PhraseIndex, type PhraseMatch } from "./phrases.ts";
import { analysedText } from "./text.ts";
import { type Token, tokenize } from "./tokens.ts";
import type { PhraseTrie } from "./trie.ts";
import { discountQuotations } from "./quotations.ts";
import { isUnsurpassed } from "./comparatives.ts";

/** Scores have four decimals: times this they are integers, whose sums are exact. */
export const SENTIMENT_SCALE = 10_000;

/** A word's part in a score. */
export interface WordSentiment {
  word: string;
  /** In its context, after negation and emphasis; about -6 to 6. */
  valence: number;
}

/** A score with the words that made it. */
export interface SentimentExplanation {
  /** From -1 to 1, four decimals; `null` where scoring would be wrong. */
  score: number | null;
  words: WordSentiment[];
}

// The constants of VADER (Hutto and Gilbert, ICWSM 2014), which they measured
// on human ratings.
const NEGATION = -0.74;
const CAPITALS = 0.733;
const DISTANCE_WEIGHTS: readonly number[] = [1, 0.95, 0.9];
const EXCLAMATION = 0.292;
const MAX_EXCLAMATIONS = 4;
const NORMALISATION = 15;

// Our own, each of which holds for reviews and newspapers alike.
/** "Not bad" is not quite good. */
const DENIED_COMPLAINT = -0.2;
/** In a name: "the Justice Department". */
const NAMED = 0.4;
/** Power of the number of rated words by which their sum is divided. */
const SEVERAL_WORDS = 0.2;
/** Words of a text up to which its rated ones count in full. */
const SHORT = 10;
/** Power by which they count less in a longer one. */
const LONG_TEXT = 0.3;

/** The valences of idioms, the words of which do not count by themselves. */
export type IdiomIndex = PhraseIndex<number>;

/** A trie that other indexes use too makes the search common to them. */
export function indexIdioms(trie?: PhraseTrie): IdiomIndex {
  return new PhraseIndex(IDIOMS, trie);
}

const IDIOM_INDEX = indexIdioms();

/** A drawn-out word says a little more. */
const STRETCHED = 0.3;
/** A repeated emoji adds less each time. */
const REPEATED_EMOJI: readonly number[] = [1, 0.5, 0.25];

/**
 * The sentiment of a message with its reasons. `text` may hold HTML. The score
 * is `null` for text without words or faces and for text that is plainly not
 * English; neutral English scores 0.
 *
 * The words explain the score: their valences and 0.292 for each of at most
 * four exclamation marks, in the direction of the valences, are added up. The
 * sum is divided by the number of these words to the power of 0.2 and, in a
 * text of n words with n above 10, by n / 10 to the power of 0.3, so that it
 * is between their total and their mean. A sum s scores s / sqrt(s² + 15), as
 * in VADER.
 */
export function explainSentiment(text: string): SentimentExplanation {
  const plain = analysedText(text);
  const tokens = tokenize(plain);
  const scored = scoredParts(plain, tokens, IDIOM_INDEX);
  if (scored === null) return { score: null, words: [] };
  return {
    score: scoreOf(plain, tokens, scored),
    words: scored.map(({ at, length, valence }) => ({
      word: wordsOf(tokens, at, length),
      valence,
    })),
  };
}

/** The score of {@linkcode explainSentiment}, of text already cut into tokens. */
export function sentimentOf(
  text: string,
  tokens: readonly Token[],
  idioms: IdiomIndex,
): number | null {
  const scored = scoredParts(text, tokens, idioms);
  return scored === null ? null : scoreOf(text, tokens, scored);
}

/** `null` where scoring would be wrong. */
function scoredParts(
  text: string,
  tokens: readonly Token[],
  idioms: IdiomIndex,
): Scored[] | null {
  if (!isScorable(tokens) || isPlainlyForeign(text, tokens)) return null;
  const scored = valences(tokens, longestOnly(idioms.find(tokens)));
  discountQuotations(text, tokens, scored);
  return scored;
}

function scoreOf(
  text: string,
  tokens: readonly Token[],
  scored: readonly Scored[],
): number {
  if (scored.length === 0) return 0;
  let sum = 0;
  for (const { valence } of scored) sum += valence;
  return normalised(
    (sum + emphasis(text, sum)) * share(tokens, scored.length),
  );
}

/** What of the sum of so many rated words counts among a text's words. */
function share(tokens: readonly Token[], rated: number): number {
  let words = 0;
  for (const { kind } of tokens) if (kind === "word") words++;
  return rated ** -SEVERAL_WORDS *
    (words > SHORT ? (SHORT / words) ** LONG_TEXT : 1);
}

function isScorable(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, key }) =>
    kind === "word" || kind === "emoticon" ||
    (kind === "emoji" && EMOJI.has(key))
  );
}

function valences(
  tokens: readonly Token[],
  idioms: readonly PhraseMatch<number>[],
): Scored[] {
  const context = new Context(tokens);
  const { scored } = context;
  let nextIdiom = 0;
  const seenEmoji = new EmojiCounts();
  let at = 0;
  while (at < tokens.length) {
    const next = idioms[nextIdiom];
    const idiom = next?.start === at ? next : undefined;
    if (idiom !== undefined) nextIdiom++;
    const valence = idiom === undefined
      ? tokenValence(tokens, at, context, seenEmoji)
      : inContext(tokens, at, idiom.value, context);
    const length = idiom?.length ?? 1;
    if (valence !== 0) {
      scored.push({
        at,
        length,
        valence: valence * context.weight(at, valence),
      });
    }
    if (idiom === undefined) context.read(at);
    at += length;
  }
  context.endSentence(tokens.length);
  return scored;
}

function tokenValence(
  tokens: readonly Token[],
  at: number,
  context: Context,
  seenEmoji: EmojiCounts,
): number {
  const token = tokens[at];
  switch (token?.kind) {
    case "word":
      return wordValence(tokens, at, context);
    case "emoji":
      return emojiValence(token.key, seenEmoji);
    case "emoticon":
      return EMOTICONS.get(token.key) ?? 0;
    default:
      return 0;
  }
}

function wordsOf(
  tokens: readonly Token[],
  start: number,
  length: number,
): string {
  return tokens.slice(start, start + length).map(({ key }) => key).join(" ");
}

function emojiValence(key: string, seen: EmojiCounts): number {
  const times = seen.add(key);
  return (EMOJI.get(key) ?? 0) * (REPEATED_EMOJI[times] ?? 0);
}

/** How often each emoji of a message was met; many messages have none. */
class EmojiCounts {
  #counts: Map<string, number> | undefined;

  /** Counts one more; gives how many were before. */
  add(key: string): number {
    this.#counts ??= new Map();
    const before = this.#counts.get(key) ?? 0;
    this.#counts.set(key, before + 1);
    return before;
  }
}

function wordValence(
  tokens: readonly Token[],
  at: number,
  context: Context,
): number {
  const token = tokens[at];
  if (token === undefined || token.word.isNeutral) return 0;
  let valence = baseValence(tokens, at);
  if (valence === 0) return 0;
  if (context.mixedCase && token.shouted) {
    valence += Math.sign(valence) * CAPITALS;
  }
  if (token.stretched) valence += Math.sign(valence) * STRETCHED;
  if (context.isName(at)) valence *= NAMED;
  return inContext(tokens, at, valence, context);
}

function inContext(
  tokens: readonly Token[],
  at: number,
  valence: number,
  context: Context,
): number {
  if (valence === 0) return 0;
  const sign = Math.sign(valence);
  let result = valence;
  let negator = -1;
  for (let distance = 0; distance < DISTANCE_WEIGHTS.length; distance++) {
    const weight = DISTANCE_WEIGHTS[distance] ?? 0;
    const before = tokens[at - 1 - distance];
    if (before === undefined || before.kind === "break") break;
    const { boost, isNegator, isLimiter, isFactive } = before.word;
    if (isLimiter) break;
    if (isFactive && isDenied(tokens, at - 1 - distance)) break;
    if (
      isNegator ||
      (before.key === "no" &&
        (distance === 0 || tokens[at - distance]?.key === "longer"))
    ) {
      negator = at - 1 - distance;
      context.spend(negator);
      continue;
    }
    if (boost === 0) continue;
    result += sign * boost * weight;
    if (context.mixedCase && before.shouted) result += sign * CAPITALS * weight;
  }
  if (negator === -1) return result;
  if (isUnsurpassed(tokens, negator, at)) return result;
  return result * (result < 0 ? DENIED_COMPLAINT : NEGATION);
}

function isDenied(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.word.isNegator === true;
}

/** What a word is worth here, before emphasis and negation. */
function baseValence(tokens: readonly Token[], at: number): number {
  const word = tokens[at]?.word;
  if (word === undefined) return 0;
  if (word.inContext !== undefined) {
    const previous = tokens[at - 1]?.key ?? "";
    const special = word.inContext(previous, tokens[at + 1]?.key ?? "");
    if (special !== undefined) return special;
  }
  // "Pretty bad": the word only colours the next one.
  if (word.boost !== 0 && (tokens[at + 1]?.word.valence ?? 0) !== 0) return 0;
  return word.valence;
}

/** Exclamation marks push the way that the words already point. */
function emphasis(text: string, sum: number): number {
  let marks = 0;
  for (
    let at = text.indexOf("!");
    at !== -1 && marks < MAX_EXCLAMATIONS;
    at = text.indexOf("!", at + 1)
  ) {
    marks++;
  }
  return Math.sign(sum) * marks * EXCLAMATION;
}

function normalised(sum: number): number {
  const score = sum / Math.sqrt(sum * sum + NORMALISATION);
  const rounded = Math.round(score * SENTIMENT_SCALE) / SENTIMENT_SCALE;
  // No -0, and nothing past the ends.
  return Math.max(-1, Math.min(1, rounded)) + 0;
}
