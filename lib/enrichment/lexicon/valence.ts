import { misspelt } from "./misspellings.ts";
import { OPINIONS } from "./opinions.ts";
import { SUPPLEMENT } from "./supplement.ts";
import { VADER } from "./vader.ts";

/** Without letters and typed faces: see `emoticons.ts`. */
const vaderWords = [...VADER]
  .filter(([word]) => /^[a-z][a-z0-9'-]+$/.test(word));

const SPELT = new Map([
  ...OPINIONS,
  ...vaderWords,
  ...[...SUPPLEMENT].map(([word, own]): [string, number] => {
    const rated = VADER.get(word) ?? 0;
    return [word, own * rated > 0 ? (own + rated) / 2 : own];
  }),
]);

/**
 * Word to valence, from -4 to 4; 0 where a word only seems to carry sentiment.
 * Our own rating decides the sign; where VADER's has the same one, the mean of
 * both is taken. Frequent misspellings are rated as the word that is meant.
 */
export const VALENCE: ReadonlyMap<string, number> = new Map([
  ...misspelt(SPELT),
  ...SPELT,
]);
