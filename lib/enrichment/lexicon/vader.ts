import { lexicon } from "vader-sentiment/src/vader_lexicon.js";
import { z } from "zod";

/**
 * The VADER lexicon (Hutto and Gilbert, ICWSM 2014) as the npm package carries
 * it: words and typed faces, rated by people from -4 to 4.
 */
export const VADER: ReadonlyMap<string, number> = new Map(
  Object.entries(z.record(z.string(), z.number()).parse(lexicon)),
);
