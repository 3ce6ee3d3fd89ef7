import { MAX_TEXT_LENGTH } from "./text.ts";

/** Length of every vector that {@linkcode embed} returns. */
export const EMBEDDING_DIMENSIONS = 64;

const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 4;

/** FNV-1a, 32 bit: offset basis and prime (Fowler, Noll and Vo). */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A unit vector of the text's spelling: its character n-grams of 2 to 4
 * letters, word edges included, hashed with a sign into 64 dimensions (feature
 * hashing, Weinberger et al. 2009). Texts that share word parts lie close
 * together; it knows nothing of meaning. Case and spacing do not matter, and
 * only the first {@linkcode MAX_TEXT_LENGTH} characters count.
 */
export function embed(text: string): number[] {
  const words = text.slice(0, MAX_TEXT_LENGTH).toLowerCase().split(/\s+/);
  const padded = ` ${words.filter((word) => word !== "").join(" ")} `;
  const vector = new Array<number>(EMBEDDING_DIMENSIONS).fill(0);
  for (let start = 0; start < padded.length; start++) {
    let hash = FNV_OFFSET;
    const end = Math.min(padded.length, start + LONGEST_GRAM);
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ padded.charCodeAt(at), FNV_PRIME);
      if (at - start + 1 >= SHORTEST_GRAM) add(vector, hash);
    }
  }
  return toUnitLength(vector);
}

function add(vector: number[], hash: number): void {
  const mixed = hash ^ (hash >>> 15);
  const slot = (mixed >>> 1) % EMBEDDING_DIMENSIONS;
  vector[slot] = (vector[slot] ?? 0) + ((mixed & 1) === 0 ? 1 : -1);
}

function toUnitLength(vector: number[]): number[] {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  // Nothing to spell, or grams that cancel out: a fixed direction.
  if (length === 0) return vector.map((_, slot) => slot === 0 ? 1 : 0);
  return vector.map((x) => x / length);
}
