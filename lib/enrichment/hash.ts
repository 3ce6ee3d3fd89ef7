/** Hash of no characters. */
export const EMPTY_HASH = 0x811c9dc5 | 0;

/** The hash (FNV-1a, over UTF-16 code units) with one more character. */
export function extendHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** A 32-bit hash of a string. */
export function hashOf(text: string): number {
  let hash = EMPTY_HASH;
  for (let at = 0; at < text.length; at++) {
    hash = extendHash(hash, text.charCodeAt(at));
  }
  return hash;
}

/** A hash folded to a table index: its low bits, which the high ones change. */
export function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}
