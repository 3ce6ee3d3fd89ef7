/** Bits of a filter: 2 MiB, which tells a million texts apart 99.8 % of the time. */
const BITS = 2 ** 24;
/** Bits that one text sets. */
const HASHES = 4;

/**
 * A set of texts that may take a text for one of its own that is not, but never
 * the other way round; in memory of a fixed size (Bloom, "Space/time trade-offs
 * in hash coding", 1970; with two hashes for all, Kirsch and Mitzenmacher, 2006).
 */
export class BloomFilter {
  readonly #words = new Uint32Array(BITS / 32);

  /** Adds a text. */
  add(text: string): void {
    const [first, second] = hash(text);
    for (let i = 0; i < HASHES; i++) {
      const bit = (first + i * second) >>> 0 & (BITS - 1);
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | 1 << (bit & 31);
    }
  }

  /** `false` if the text was certainly not added. */
  mayHold(text: string): boolean {
    const [first, second] = hash(text);
    for (let i = 0; i < HASHES; i++) {
      const bit = (first + i * second) >>> 0 & (BITS - 1);
      if (((this.#words[bit >>> 5] ?? 0) & 1 << (bit & 31)) === 0) return false;
    }
    return true;
  }
}

/** Two 32-bit FNV-1a hashes, mixed, the second one odd. */
function hash(text: string): [number, number] {
  let first = 0x811c9dc5;
  let second = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x85ebca6b);
  }
  return [mix(first), mix(second) | 1];
}

/** The last step of MurmurHash3: every bit depends on every other. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return (hash ^ hash >>> 16) >>> 0;
}
