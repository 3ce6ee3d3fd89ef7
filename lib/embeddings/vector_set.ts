import type { Embedder, EmbedOptions } from "./embedder.ts";

/**
 * Unit vectors of one model, by id, all of one length. Vectors of different
 * models are never compared, so they never lie in one set.
 */
export interface VectorSet {
  /** The model that all of them come from. */
  readonly model: string;
  readonly vectors: ReadonlyMap<string, readonly number[]>;
}

/**
 * The vectors of texts by id, in the order given: a map from ids to texts, or
 * pairs of them. Rejects as `embedder` does.
 */
export async function vectorsOf(
  embedder: Embedder,
  texts: Iterable<readonly [id: string, text: string]>,
  options?: EmbedOptions,
): Promise<VectorSet> {
  const byId = new Map(texts);
  const embedded = await embedder.embed([...byId.values()], options);
  const vectors = new Map<string, number[]>();
  [...byId.keys()].forEach((id, i) => vectors.set(id, embedded[i] ?? []));
  return { model: embedder.model, vectors };
}

/**
 * The vector under `id`, ready to be compared. Throws a `RangeError` if there is none, or if its
 * length is not `dimensions`.
 */
export function vectorIn(
  { model, vectors }: VectorSet,
  id: string,
  dimensions?: number,
): Float64Array {
  const vector = vectors.get(id);
  if (vector === undefined) {
    throw new RangeError(`There is no vector of ${model} for "${id}"`);
  }
  if (dimensions !== undefined && vector.length !== dimensions) {
    throw new RangeError(
      `The vector for "${id}" has ${vector.length} dimensions instead of ` +
        `${dimensions}: vectors of different models cannot be compared`,
    );
  }
  return new Float64Array(vector);
}
