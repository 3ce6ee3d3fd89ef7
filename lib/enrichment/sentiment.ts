import { contextualValence } from "./contextual.ts";
import { EMOJI } from "./lexicon/emoji.ts";
import { EMOTICONS } from "./lexicon/emoticons.ts";
import { INTENSIFIERS, NEGATORS } from "./lexicon/english.ts";
import { valenceOf } from "./valence.ts";
import { IDIOMS } from "./lexicon/idioms.ts";
import { isPlainlyForeign } from "./language.ts";
import { longestOnly, PhraseIndex } from "./phrases.ts";
import { analysedText } from "./text.ts";
import { type Token, tokenize } from "./tokens.ts";

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
const BEFORE_BUT = 0.5;
const AFTER_BUT = 1.5;
const EXCLAMATION = 0.292;
const MAX_EXCLAMATIONS = 4;
const NORMALISATION = 15;

const IDIOM_INDEX = new PhraseIndex(IDIOMS);

/** A drawn-out word says a little more. */
const STRETCHED = 0.3;
/** A repeated emoji adds less each time. */
const REPEATED_EMOJI: readonly number[] = [1, 0.5, 0.25];

/**
 * The sentiment of a message with its reasons. `text` may hold HTML. The score
 * is `null` for text without words or faces and for text that is plainly not
 * English; neutral English scores 0.
 */
export function explainSentiment(text: string): SentimentExplanation {
  const plain = analysedText(text);
  return sentimentOf(plain, tokenize(plain));
}

/** {@linkcode explainSentiment} of text that was already cut into tokens. */
export function sentimentOf(
  text: string,
  tokens: readonly Token[],
): SentimentExplanation {
  if (!isScorable(tokens) || isPlainlyForeign(text, tokens)) {
    return { score: null, words: [] };
  }
  const words = valences(tokens);
  const sum = words.reduce((total, { valence }) => total + valence, 0);
  return { score: normalised(sum + emphasis(text, sum)), words };
}

function isScorable(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, key }) =>
    kind === "word" || kind === "emoticon" ||
    (kind === "emoji" && EMOJI.has(key))
  );
}

/** A scored word or phrase with the index of its first token. */
interface Placed extends WordSentiment {
  at: number;
}

function valences(tokens: readonly Token[]): WordSentiment[] {
  const mixedCase = hasMixedCase(tokens);
  const idioms = new Map(
    longestOnly(IDIOM_INDEX.find(tokens)).map((match) => [match.start, match]),
  );
  const seenEmoji = new Map<string, number>();
  const scored: Placed[] = [];
  let at = 0;
  while (at < tokens.length) {
    const idiom = idioms.get(at);
    const valence = idiom === undefined
      ? tokenValence(tokens, at, mixedCase, seenEmoji)
      : inContext(tokens, at, idiom.value, mixedCase);
    const length = idiom?.length ?? 1;
    if (valence !== 0) {
      scored.push({ word: wordsOf(tokens, at, length), valence, at });
    }
    at += length;
  }
  weighContrast(tokens, scored);
  return scored.map(({ word, valence }) => ({ word, valence }));
}

function tokenValence(
  tokens: readonly Token[],
  at: number,
  mixedCase: boolean,
  seenEmoji: Map<string, number>,
): number {
  const token = tokens[at];
  switch (token?.kind) {
    case "word":
      return wordValence(tokens, at, mixedCase);
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

function emojiValence(key: string, seen: Map<string, number>): number {
  const times = seen.get(key) ?? 0;
  seen.set(key, times + 1);
  return (EMOJI.get(key) ?? 0) * (REPEATED_EMOJI[times] ?? 0);
}

function hasMixedCase(tokens: readonly Token[]): boolean {
  let shouted = false;
  let calm = false;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    if (token.shouted) shouted = true;
    else calm = true;
  }
  return shouted && calm;
}

function wordValence(
  tokens: readonly Token[],
  at: number,
  mixedCase: boolean,
): number {
  const token = tokens[at];
  if (token === undefined) return 0;
  let valence = baseValence(tokens, at);
  if (valence === 0) return 0;
  if (mixedCase && token.shouted) valence += Math.sign(valence) * CAPITALS;
  if (token.stretched) valence += Math.sign(valence) * STRETCHED;
  return inContext(tokens, at, valence, mixedCase);
}

function inContext(
  tokens: readonly Token[],
  at: number,
  valence: number,
  mixedCase: boolean,
): number {
  if (valence === 0) return 0;
  const sign = Math.sign(valence);
  let result = valence;
  let negated = false;
  for (const [distance, weight] of DISTANCE_WEIGHTS.entries()) {
    const before = tokens[at - 1 - distance];
    if (
      before === undefined || before.kind === "break" || before.key === "but"
    ) break;
    if (NEGATORS.has(before.key) || (before.key === "no" && distance === 0)) {
      negated = true;
      continue;
    }
    const boost = INTENSIFIERS.get(before.key);
    if (boost === undefined) continue;
    result += sign * boost * weight;
    if (mixedCase && before.shouted) result += sign * CAPITALS * weight;
  }
  return negated ? result * NEGATION : result;
}

/** What a word is worth here, before emphasis and negation. */
function baseValence(tokens: readonly Token[], at: number): number {
  const key = tokens[at]?.key ?? "";
  const next = tokens[at + 1]?.key ?? "";
  const special = contextualValence(key, tokens[at - 1]?.key ?? "", next);
  if (special !== undefined) return special;
  // "Pretty bad": the word only colours the next one.
  if (INTENSIFIERS.has(key) && valenceOf(next) !== 0) return 0;
  return valenceOf(key);
}

/**
 * Before "but" counts half, after it half as much again, within a sentence; of
 * several the last one decides.
 */
function weighContrast(
  tokens: readonly Token[],
  scored: Placed[],
): void {
  if (!tokens.some(({ key }) => key === "but")) return;
  let next = 0;
  let turn = -1;
  for (let at = 0; at <= tokens.length; at++) {
    if (tokens[at]?.key === "but") turn = at;
    if (at < tokens.length && tokens[at]?.kind !== "break") continue;
    for (
      let item = scored[next];
      item !== undefined && item.at < at;
      item = scored[++next]
    ) {
      if (turn !== -1) item.valence *= item.at < turn ? BEFORE_BUT : AFTER_BUT;
    }
    turn = -1;
  }
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
