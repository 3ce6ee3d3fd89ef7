import {
  CHATTY_WORDS,
  ENGLISH_FUNCTION_WORDS,
  INTENSIFIERS,
  NEGATORS,
} from "./lexicon/english.ts";
import { VALENCE } from "./lexicon/valence.ts";

/**
 * Whether a spelling is an English word that some lexicon here knows, so that
 * it is kept as it is rather than read as a drawn-out form of another.
 */
export function isKnownWord(word: string): boolean {
  return VALENCE.has(word) || INTENSIFIERS.has(word) ||
    ENGLISH_FUNCTION_WORDS.has(word) || CHATTY_WORDS.has(word) ||
    NEGATORS.has(word);
}
