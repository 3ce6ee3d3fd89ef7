import { FOREIGN } from "./lexicon/foreign.ts";
import type { Token } from "./tokens.ts";

/** Evidence that suffices without a word that is certainly foreign. */
const ENOUGH_HINTS = 3;
/** Share of a text's different words that frequent words make up at least. */
const LEAST_SHARE = 0.25;

/**
 * Whether a text is plainly not in English: most of its letters are not
 * Latin, or it has more of another language's frequent words than of
 * English's. In doubt it is English.
 */
export function isPlainlyForeign(
  text: string,
  tokens: readonly Token[],
): boolean {
  return isMostlyNonLatin(text) || isForeignLatin(tokens);
}

/** Everything from the first script on that {@linkcode isNonLatinLetter} knows. */
const BEYOND_LATIN = /[\u0370-\uffff]/;

function isMostlyNonLatin(text: string): boolean {
  if (!BEYOND_LATIN.test(text)) return false;
  let latin = 0;
  let other = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x250) {
      const lower = code | 32;
      if ((lower >= 97 && lower <= 122) || code >= 0xc0) latin++;
    } else if (isNonLatinLetter(code)) other++;
  }
  return other > latin;
}

/** Scripts from Greek to Hangul, without punctuation, symbols and emoji. */
function isNonLatinLetter(code: number): boolean {
  return (code >= 0x370 && code < 0x1e00) ||
    (code >= 0x1f00 && code < 0x2000) ||
    (code >= 0x3040 && code < 0xd800) || (code >= 0xf900 && code < 0xfb00) ||
    (code >= 0xfb1d && code < 0xfe00) || (code >= 0xfe70 && code < 0xff00);
}

function isForeignLatin(tokens: readonly Token[]): boolean {
  // Nearly always the answer, for one look at each token.
  if (!tokens.some(({ word }) => word.foreign !== 0)) return false;
  const words = new Set<string>();
  let foreign = 0;
  let evidence = 0;
  let english = 0;
  let certain = false;
  for (const { kind, key, word } of tokens) {
    if (kind !== "word" || words.has(key)) continue;
    words.add(key);
    if (word.foreign !== 0) {
      foreign++;
      certain ||= word.foreign === FOREIGN;
      evidence += word.foreign;
    } else if (word.isFunctionWord) english++;
  }
  return (certain || evidence >= ENOUGH_HINTS) && evidence > english &&
    foreign >= LEAST_SHARE * words.size;
}
