import { lexicon } from "vader-sentiment/src/vader_lexicon.js";
import { z } from "zod";
import { SUPPLEMENT } from "./supplement.ts";

/**
 * The words of the VADER lexicon (Hutto and Gilbert, ICWSM 2014), rated by
 * people from -4 to 4, as the npm package carries it. Its typed faces are left
 * to our own list, because several of them occur in plain prose.
 */
const vader = z.record(z.string(), z.number()).parse(lexicon);
const vaderWords = Object.entries(vader)
  .filter(([word]) => /^[a-z][a-z0-9'-]*$/.test(word));

/** Word to valence, from -4 to 4; 0 where a word only seems to carry sentiment. */
export const VALENCE: ReadonlyMap<string, number> = new Map([
  ...vaderWords,
  ...SUPPLEMENT,
]);
