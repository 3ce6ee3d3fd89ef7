import { type Entity, entitySlug } from "./entity_ids.ts";
import { namesIn } from "./entity_names.ts";
import { searchedSentences, wordsOf } from "./entity_words.ts";
import { analysedText } from "./text.ts";

export type { Entity } from "./entity_ids.ts";

/** Finds names in messages; the same text always gives the same names. */
export interface EntityFinder {
  /**
   * The names in a captured message, plain text or HTML, in order of first
   * mention: at most {@linkcode MAX_ENTITIES}, each once. Names that are not
   * capitalised, or in shouted text, are left. Takes a bounded time, and no
   * input throws.
   */
  find(text: string): Entity[];
}

/** Entities of one message, at most. */
export const MAX_ENTITIES = 8;

/**
 * Loads the language model, some tens of megabytes, and only here: for the
 * background, as one message takes about a third of a millisecond.
 */
export async function createEntityFinder(): Promise<EntityFinder> {
  const { default: parse } = await import("compromise");
  return {
    find(text) {
      const found = new Map<string, Entity>();
      for (const sentence of searchedSentences(analysedText(text))) {
        for (const entity of namesIn(wordsOf(parse(sentence)))) {
          const key = entitySlug(entity.name);
          if (!found.has(key)) found.set(key, entity);
          if (found.size === MAX_ENTITIES) return [...found.values()];
        }
      }
      return [...found.values()];
    },
  };
}
