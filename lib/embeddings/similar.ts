import { compareKeyText } from "@/lib/store/mod.ts";
import { cosine } from "./vector.ts";
import { vectorIn, type VectorSet } from "./vector_set.ts";

/** What lies near something else. */
export interface Neighbour {
  id: string;
  /** Cosine similarity, from -1 to 1. */
  similarity: number;
}

/** How many of the nearest, and how near they must be. */
export interface SimilarOptions {
  /** At most so many. Default 10. */
  limit?: number;
  /** Only those of this cosine similarity or more. Default -1: all. */
  atLeast?: number;
}

/**
 * What of the set is nearest to `of`, the nearest first, without itself; what
 * is equally near comes in the order of the ids' code points. Takes time in
 * proportion to the numbers in the set. Throws a `RangeError` if `of` is not in
 * the set, if the vectors are of different lengths, or if `limit` is not a
 * whole number from 0.
 */
export function similar(
  set: VectorSet,
  of: string,
  { limit = 10, atLeast = -1 }: SimilarOptions = {},
): Neighbour[] {
  if (limit !== Infinity && !(Number.isInteger(limit) && limit >= 0)) {
    throw new RangeError(`A limit is a whole number from 0, not ${limit}`);
  }
  const vector = vectorIn(set, of);
  const neighbours: Neighbour[] = [];
  for (const id of set.vectors.keys()) {
    if (id === of) continue;
    const similarity = cosine(vector, vectorIn(set, id, vector.length));
    if (similarity >= atLeast) neighbours.push({ id, similarity });
  }
  return neighbours
    .sort((a, b) => b.similarity - a.similarity || compareKeyText(a.id, b.id))
    .slice(0, limit);
}
