import { isCapital, isDigit, isLetter } from "./characters.ts";
import { hashOf, slotOf } from "./hash.ts";
import type { Token } from "./tokens.ts";
import { isKnownWord, wordOf } from "./vocabulary.ts";

/** A longer slice of a text would keep that whole text in memory. */
const MAX_REMEMBERED_LENGTH = 12;
/** Spellings that are remembered at a time: a power of two. */
const REMEMBERED = 16_384;

/**
 * By their hashes, in pairs of slots: of the spellings that share a pair the
 * latest two are there.
 */
const known: (Token | undefined)[] = Array.from({ length: REMEMBERED });

/**
 * The token of the word that stands in a text from `start` to `end`, made of
 * letters, digits and apostrophes; `hash` is the spelling's. Most words of a
 * message were in others before, whose tokens it shares.
 */
export function wordToken(
  text: string,
  start: number,
  end: number,
  hash: number,
): Token {
  const slot = slotOf(hash, REMEMBERED - 1);
  const length = end - start;
  const first = known[slot];
  if (isWritten(first, text, start, length)) return first;
  const second = known[slot ^ 1];
  if (isWritten(second, text, start, length)) return second;
  const written = text.slice(start, end);
  const token = newToken(written);
  if (length <= MAX_REMEMBERED_LENGTH) {
    known[slot ^ 1] = first;
    known[slot] = token;
  }
  return token;
}

function isWritten(
  known: Token | undefined,
  text: string,
  start: number,
  length: number,
): known is Token {
  return known !== undefined && known.written.length === length &&
    text.startsWith(known.written, start);
}

function newToken(written: string): Token {
  let letters = 0;
  let capitals = 0;
  let apostrophes = false;
  for (let at = 0; at < written.length; at++) {
    const code = written.charCodeAt(at);
    if (isLetter(code)) {
      letters++;
      if (isCapital(code, written, at)) capitals++;
    } else if (!isDigit(code)) apostrophes = true;
  }
  let word = capitals > 0 ? written.toLowerCase() : written;
  if (apostrophes) word = withoutPossessive(straightApostrophes(word));
  const { key, stretched } = knownSpelling(word);
  return {
    kind: "word",
    written,
    key,
    shouted: capitals > 1 && capitals === letters,
    stretched,
    hash: hashOf(key),
    word: wordOf(key),
  };
}

/** Words whose 's is not a possessive. */
const CONTRACTIONS: ReadonlySet<string> = new Set(
  ("it's that's what's how's let's he's she's who's where's there's here's " +
    "when's why's everything's something's nothing's everyone's").split(" "),
);

function withoutPossessive(word: string): string {
  if (!word.endsWith("'s") || CONTRACTIONS.has(word)) return word;
  return word.slice(0, -2);
}

function straightApostrophes(word: string): string {
  return word.replace(/[’‘ʼ`´]/g, "'");
}

/** A spelling that the lexicons are looked up by. */
interface Spelling {
  key: string;
  /** A letter was drawn out. */
  stretched: boolean;
}

/**
 * "sooo" is "so", "cooool" is "cool", "heyy" is "hey", "happpyyy" is "happy";
 * the rest stays.
 */
function knownSpelling(word: string): Spelling {
  if (!hasRepeatedLetter(word)) return { key: word, stretched: false };
  const doubled = word.replace(/(.)\1{2,}/gu, "$1$1");
  const stretched = doubled !== word;
  if (isKnownWord(doubled)) return { key: doubled, stretched };
  const ended = doubled.replace(/(.)\1$/u, "$1");
  if (isKnownWord(ended)) return { key: ended, stretched: true };
  const single = word.replace(/(.)\1{2,}/gu, "$1");
  if (isKnownWord(single)) return { key: single, stretched: true };
  const bare = word.replace(/(.)\1+/gu, "$1");
  if (isKnownWord(bare)) return { key: bare, stretched: true };
  return { key: doubled, stretched };
}

/** Three equal letters anywhere, or two at the end. */
function hasRepeatedLetter(word: string): boolean {
  const last = word.length - 1;
  if (last > 0 && word.charCodeAt(last) === word.charCodeAt(last - 1)) {
    return true;
  }
  for (let i = 2; i <= last; i++) {
    const code = word.charCodeAt(i);
    if (code === word.charCodeAt(i - 1) && code === word.charCodeAt(i - 2)) {
      return true;
    }
  }
  return false;
}
