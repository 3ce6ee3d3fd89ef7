import { type PhraseMatch, PhraseTrie } from "./trie.ts";
import { type Token, tokenize } from "./tokens.ts";

export type { PhraseMatch };

/**
 * Finds many phrases at once in a sequence of tokens. Compiled once; a search
 * takes as many steps as there are tokens, times the longest phrase at most.
 */
export class PhraseIndex<T extends NonNullable<unknown>> {
  readonly #trie: PhraseTrie;
  /** By the id of the phrase in the trie. */
  readonly #values = new Map<number, T>();

  /**
   * Phrases are written as people write them; the last value of a phrase wins.
   * Indexes with one trie search the same tokens together.
   */
  constructor(
    entries: Iterable<readonly [phrase: string, value: T]>,
    trie: PhraseTrie = new PhraseTrie(),
  ) {
    this.#trie = trie;
    for (const [phrase, value] of entries) {
      const tokens = tokenize(phrase);
      if (tokens.length > 0) this.#values.set(trie.add(tokens), value);
    }
  }

  /** All occurrences, overlapping ones included, in the order of their starts. */
  find(tokens: readonly Token[]): PhraseMatch<T>[] {
    const matches: PhraseMatch<T>[] = [];
    for (const { value: phrase, start, length } of this.#trie.find(tokens)) {
      const value = this.#values.get(phrase);
      if (value !== undefined) matches.push({ value, start, length });
    }
    return matches;
  }
}

/**
 * Of overlapping matches the longest; of equally long ones the first. "Book a
 * table" thus silences "book" and "table".
 */
export function longestOnly<T>(
  matches: readonly PhraseMatch<T>[],
): readonly PhraseMatch<T>[] {
  if (!overlap(matches)) return matches;
  const byLength = matches.toSorted((a, b) =>
    b.length - a.length || a.start - b.start
  );
  const taken = new Set<number>();
  const kept: PhraseMatch<T>[] = [];
  for (const match of byLength) {
    const end = match.start + match.length;
    // Longer ones went first: an overlap always covers one of the two edges.
    if (taken.has(match.start) || taken.has(end - 1)) continue;
    for (let at = match.start; at < end; at++) taken.add(at);
    kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function overlap(matches: readonly PhraseMatch<unknown>[]): boolean {
  let end = 0;
  for (const { start, length } of matches) {
    if (start < end) return true;
    end = start + length;
  }
  return false;
}
