import { VALENCE } from "./lexicon/valence.ts";

/** A derived form says a little less than the word it comes from. */
const DERIVED = 0.9;

/** Endings, with what stands in their place in the word they come from. */
const ENDINGS:
  readonly (readonly [ending: string, instead: readonly string[]])[] = [
    ["ingly", ["ing", "e", ""]],
    ["fully", ["ful"]],
    ["ically", ["ic", "ical"]],
    ["iness", ["y"]],
    ["ness", [""]],
    ["ily", ["y"]],
    ["bly", ["ble"]],
    ["edly", ["ed"]],
    ["ly", ["", "le"]],
    ["iest", ["y"]],
    ["ier", ["y"]],
    ["ies", ["y"]],
    ["ied", ["y"]],
    ["ing", ["", "e"]],
    ["est", ["", "e"]],
    ["ed", ["", "e"]],
    ["es", ["", "e"]],
    ["s", [""]],
  ];
const SHORTEST_STEM = 4;

/** In their order, by the letter in which they end: most words end otherwise. */
const ENDINGS_BY_LETTER = Map.groupBy(ENDINGS, ([ending]) => ending.at(-1));

/** "Hahahahaha", "hehehe", "ahahah", "lolol". */
const LAUGHTER = /^[abmuw]{0,3}(?:(?:ha){2,}h?|(?:he){2,}h?|(?:lo){2,}l)$/;
const LAUGHTER_VALENCE = 1.8;

/**
 * A word's valence from -4 to 4: its own, or for a form that the lexicon lacks
 * ("gloriously", "lovin") that of the word it comes from; that of laughter,
 * however long. 0 if none is known.
 */
export function valenceOf(word: string): number {
  const own = VALENCE.get(word);
  if (own !== undefined) return own;
  if (LAUGHTER.test(word)) return LAUGHTER_VALENCE;
  if (word.endsWith("in")) return VALENCE.get(word + "g") ?? 0;
  const endings = ENDINGS_BY_LETTER.get(word.at(-1));
  if (endings === undefined) return 0;
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length < SHORTEST_STEM) continue;
    for (const replacement of instead) {
      const valence = VALENCE.get(stem + replacement);
      if (valence !== undefined) return valence * DERIVED;
    }
  }
  return 0;
}
