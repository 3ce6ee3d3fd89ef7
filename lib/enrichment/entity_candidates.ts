import { isCapital, isLetter } from "./characters.ts";
import {
  ACRONYMS,
  NAMED_TOPICS,
  NAMES_AND_WORDS,
  ORDINARY_WORDS,
  PERSON_VERBS,
} from "./lexicon/names.ts";
import { TAXONOMY } from "./taxonomy.ts";
import { FOREIGN } from "./lexicon/foreign.ts";
import type { Token } from "./tokens.ts";
import type { Word } from "./vocabulary.ts";

/** Single words of topics that are no names. */
const TOPIC_WORDS: ReadonlySet<string> = new Set(
  TAXONOMY.flatMap(({ nouns, terms, hints }) =>
    [nouns, terms, hints].flatMap((list) => (list ?? "").split(","))
  ).map((word) => word.trim()).filter((word) =>
    /^[^ ]+$/.test(word) && !NAMED_TOPICS.has(word)
  ),
);

/** After a sentence's first word: that may be a name. */
const AFTER_NAME: ReadonlySet<string> = new Set([
  ..."is was has and will or did does isn't wasn't".split(" "),
  ...PERSON_VERBS,
]);

/** Endings of verbs, adverbs and abstract nouns: no names. */
const ORDINARY_ENDING = /(?:ing|ed|ly|tion|ness|ment|ful|est|able|n't)$/;

/** Words of other languages in small letters that make a message foreign. */
const MANY_FOREIGN = 2;

/**
 * Whether a message may name somebody, some place or some organisation: it
 * holds a capitalised word that is none of ordinary English, and that not
 * only for beginning a sentence. Cheap, and for what it lets through rather
 * strict; names in small letters and in shouted text are left.
 */
export function mayNameEntity(tokens: readonly Token[]): boolean {
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) continue;
    const code = token.written.charCodeAt(0);
    // Most words are in small letters, and most others "I" or a stop.
    if ((code >= 97 && code <= 122) || code < 65) continue;
    if (token.kind !== "word" || token.written.length < 2) continue;
    if (isCapital(code, token.written, 0) && isCandidate(tokens, at, token)) {
      return !isForeign(tokens);
    }
  }
  return false;
}

function isCandidate(
  tokens: readonly Token[],
  at: number,
  token: Token,
): boolean {
  const { written, key, word, shouted } = token;
  if (shouted) return ACRONYMS.has(written) && !isShouted(tokens);
  if (word.isKnown && !NAMED_TOPICS.has(key)) return false;
  if (tokens[at - 1]?.kind === "word") return !isOrdinaryWord(key, word);
  const next = tokens[at + 1];
  if (isPossessive(written)) return isOwner(key);
  if (next?.kind === "word" && !AFTER_NAME.has(next.key)) return false;
  return key.length > 2 && !ORDINARY_ENDING.test(key) &&
    !isOrdinaryWord(key, word);
}

function isForeign(tokens: readonly Token[]): boolean {
  let foreign = 0;
  for (const { word, written, key } of tokens) {
    // A capitalised word may be a name that is a word elsewhere.
    if (word.foreign === FOREIGN && written === key) foreign++;
  }
  return foreign >= MANY_FOREIGN;
}

/**
 * Whether a word is ordinary English, some feast, day or language, or of a
 * topic: capitals do not make it a name.
 */
export function isOrdinaryWord(key: string, word: Word): boolean {
  if (NAMED_TOPICS.has(key)) return false;
  return word.isKnown || ORDINARY_WORDS.has(key) || TOPIC_WORDS.has(key) ||
    (key.endsWith("s") && ORDINARY_WORDS.has(key.slice(0, -1))) ||
    CONTRACTION.test(key);
}

/** "here's", "they'd"; a possessive's key has lost its end. */
const CONTRACTION = /'[a-z]{1,2}$/;

/** Ends in "'s". */
function isPossessive(written: string): boolean {
  const mark = written.charCodeAt(written.length - 2);
  return (mark === 39 || mark === 0x2019) && written.endsWith("s");
}

/** Whether a sentence's first word with "'s" names an owner ("Maria's"). */
function isOwner(key: string): boolean {
  return !CONTRACTION.test(key) && !TOPIC_WORDS.has(key) &&
    (!ORDINARY_WORDS.has(key) || NAMES_AND_WORDS.has(key));
}

/** Of the words with two letters or more, half are in capitals. */
function isShouted(tokens: readonly Token[]): boolean {
  let loud = 0;
  let quiet = 0;
  for (const { kind, shouted, written } of tokens) {
    if (kind !== "word" || written.length < 2) continue;
    if (shouted) loud++;
    else if (isLetter(written.charCodeAt(0))) quiet++;
  }
  return loud > quiet;
}
