/**
 * Embeddings: unit vectors of short texts (topics, actions, keywords), from the
 * embedded model or from an endpoint; what lies close together, and clusters.
 * @module
 */
export { EmbeddingCache, type EmbeddingCacheOptions } from "./cache.ts";
export { clusterKeywords } from "./clusters.ts";
export {
  type Embedder,
  EmbeddingError,
  type EmbedOptions,
} from "./embedder.ts";
export {
  endpointEmbedder,
  type EndpointOptions,
  type EndpointSettings,
} from "./endpoint.ts";
export { HASHED_MODEL, hashEmbedder } from "./hashed.ts";
export { openEmbedder } from "./open.ts";
export { type Neighbour, similar } from "./similar.ts";
export { type VectorSet, vectorsOf } from "./vector_set.ts";
