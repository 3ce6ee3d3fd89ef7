import { slotOf } from "./hash.ts";
import type { Token } from "./tokens.ts";

/** Where a phrase stands among the tokens. */
export interface PhraseMatch<T> {
  value: T;
  /** Index of its first token. */
  start: number;
  /** Its number of tokens. */
  length: number;
}

/** The end of the first tokens of some phrases. */
interface Node {
  /** From 1 on. */
  readonly id: number;
  /** Id of the node before; 0 at the first token. */
  readonly parent: number;
  /** Of the token that leads here. */
  readonly key: string;
  readonly mark: number;
  /** No phrase goes on from here. */
  isLast: boolean;
  /** A phrase ends here. */
  isPhrase: boolean;
}

const FIRST_SIZE = 64;

/**
 * Phrases by their tokens. All nodes are in one hash table, by their parent
 * and key: most steps lead nowhere, and for those one integer says so.
 */
export class PhraseTrie {
  /** Each node's mark at its slot; 0 where there is none. */
  #marks = new Int32Array(FIRST_SIZE);
  #nodes: (Node | undefined)[] = Array.from({ length: FIRST_SIZE });
  #count = 0;
  /** What was searched last, with its matches: each index asks for them. */
  #searched: readonly Token[] | undefined;
  #found: readonly PhraseMatch<number>[] = [];

  /** The id of a phrase of one token at least; the same phrase has the same. */
  add(tokens: readonly Token[]): number {
    this.#searched = undefined;
    let last: Node | undefined;
    for (const token of tokens) {
      if (last !== undefined) last.isLast = false;
      last = this.#child(last?.id ?? 0, token);
    }
    if (last === undefined) throw new RangeError("a phrase has a token");
    last.isPhrase = true;
    return last.id;
  }

  /** The ids of all phrases that occur, in the order of their starts. */
  find(tokens: readonly Token[]): readonly PhraseMatch<number>[] {
    if (tokens !== this.#searched) {
      this.#found = this.#search(tokens);
      this.#searched = tokens;
    }
    return this.#found;
  }

  #search(tokens: readonly Token[]): PhraseMatch<number>[] {
    const matches: PhraseMatch<number>[] = [];
    for (let start = 0; start < tokens.length; start++) {
      let parent = 0;
      for (let at = start; at < tokens.length; at++) {
        const node = this.#nodes[this.#slot(parent, tokens[at]!)];
        if (node === undefined) break;
        if (node.isPhrase) {
          matches.push({ value: node.id, start, length: at - start + 1 });
        }
        if (node.isLast) break;
        parent = node.id;
      }
    }
    return matches;
  }

  #child(parent: number, token: Token): Node {
    const known = this.#nodes[this.#slot(parent, token)];
    if (known !== undefined) return known;
    const node: Node = {
      id: ++this.#count,
      parent,
      key: token.key,
      mark: markOf(parent, token),
      isLast: true,
      isPhrase: false,
    };
    // At most half full, so that a free slot is never far.
    if (2 * this.#count > this.#nodes.length) this.#grow();
    this.#put(node);
    return node;
  }

  #grow(): void {
    const nodes = this.#nodes;
    this.#marks = new Int32Array(2 * nodes.length);
    this.#nodes = Array.from({ length: 2 * nodes.length });
    for (const node of nodes) if (node !== undefined) this.#put(node);
  }

  #put(node: Node): void {
    const mask = this.#marks.length - 1;
    let slot = slotOf(node.mark, mask);
    while (this.#marks[slot] !== 0) slot = (slot + 1) & mask;
    this.#marks[slot] = node.mark;
    this.#nodes[slot] = node;
  }

  /** The slot of the node that a token leads to; a free one if there is none. */
  #slot(parent: number, token: Token): number {
    const marks = this.#marks;
    const mark = markOf(parent, token);
    const mask = marks.length - 1;
    let slot = slotOf(mark, mask);
    for (; marks[slot] !== 0; slot = (slot + 1) & mask) {
      if (marks[slot] !== mark) continue;
      const node = this.#nodes[slot];
      if (node?.parent === parent && node.key === token.key) break;
    }
    return slot;
  }
}

/** Hardly ever the same for two nodes, and never 0. */
function markOf(parent: number, { hash }: Token): number {
  return (Math.imul(parent, 0x9e3779b1) ^ hash) | 1;
}
