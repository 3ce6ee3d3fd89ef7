import type { Embedder } from "./embedder.ts";
import { endpointEmbedder, type EndpointSettings } from "./endpoint.ts";
import { hashEmbedder } from "./hashed.ts";

/**
 * The embedder that the configuration asks for: the endpoint, or, without
 * settings, the embedded one. Nothing is asked of the endpoint yet. Throws a
 * `TypeError` where the settings are unusable.
 */
export function openEmbedder(
  { embeddings }: { embeddings: EndpointSettings | null },
): Embedder {
  return embeddings === null ? hashEmbedder() : endpointEmbedder(embeddings);
}
