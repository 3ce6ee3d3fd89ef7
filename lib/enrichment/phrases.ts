import { type Token, tokenize } from "./tokens.ts";

/** Where a phrase stands among the tokens. */
export interface PhraseMatch<T> {
  value: T;
  /** Index of its first token. */
  start: number;
  /** Its number of tokens. */
  length: number;
}

/** A step of the trie: the phrases that go on from here, by their next token. */
interface Node<T> {
  next?: Map<string, Node<T>>;
  /** Of the phrase that ends here. */
  value?: T;
}

/**
 * Finds many phrases at once in a sequence of tokens. Compiled once; a search
 * takes as many steps as there are tokens, times the longest phrase at most.
 */
export class PhraseIndex<T extends NonNullable<unknown>> {
  private readonly root: Node<T> = {};

  /** Phrases are written as people write them; the last value of a phrase wins. */
  constructor(entries: Iterable<readonly [phrase: string, value: T]>) {
    for (const [phrase, value] of entries) {
      let node = this.root;
      for (const { key } of tokenize(phrase)) node = child(node, key);
      if (node !== this.root) node.value = value;
    }
  }

  /** All occurrences, overlapping ones included, in the order of their starts. */
  find(tokens: readonly Token[]): PhraseMatch<T>[] {
    const matches: PhraseMatch<T>[] = [];
    for (let start = 0; start < tokens.length; start++) {
      let node: Node<T> | undefined = this.root;
      for (let at = start; at < tokens.length; at++) {
        node = node.next?.get(tokens[at]?.key ?? "");
        if (node === undefined) break;
        if (node.value !== undefined) {
          matches.push({ value: node.value, start, length: at - start + 1 });
        }
      }
    }
    return matches;
  }
}

function child<T>(node: Node<T>, key: string): Node<T> {
  node.next ??= new Map();
  let next = node.next.get(key);
  if (next === undefined) {
    next = {};
    node.next.set(key, next);
  }
  return next;
}

/**
 * Of overlapping matches the longest; of equally long ones the first. "Book a
 * table" thus silences "book" and "table".
 */
export function longestOnly<T>(
  matches: readonly PhraseMatch<T>[],
): PhraseMatch<T>[] {
  if (matches.length < 2) return [...matches];
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
