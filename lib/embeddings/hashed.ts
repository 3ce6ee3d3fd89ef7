import { embed, EMBEDDING_DIMENSIONS } from "@/lib/enrichment/mod.ts";
import { checkTexts, type Embedder } from "./embedder.ts";

/** The model of {@linkcode hashEmbedder}. */
export const HASHED_MODEL = `hashed-ngrams-${EMBEDDING_DIMENSIONS}`;

/**
 * The embedded model: the spelling of texts, as {@linkcode embed} has it. It
 * needs no network and always gives the same vectors.
 */
export function hashEmbedder(): Embedder {
  return {
    model: HASHED_MODEL,
    dimensions: EMBEDDING_DIMENSIONS,
    // Errors are rejections, as of any other embedder.
    // deno-lint-ignore require-await
    embed: async (texts, { signal } = {}) => {
      signal?.throwIfAborted();
      checkTexts(texts);
      return texts.map(embed);
    },
  };
}
