import { hashOf } from "./hash.ts";
import type { PhraseMatch, PhraseTrie } from "./trie.ts";
import { type Token, tokenize } from "./tokens.ts";

/** What a pattern wants of the tokens on one side of its anchor, in turn. */
interface Step {
  readonly kind: "word" | "option" | "gap" | "edge" | "affirmed";
  /** Of a word or an option. */
  readonly words: ReadonlySet<string>;
  /** A bit for the hash of each: most other words have none of them. */
  readonly bits: number;
  /** The words of a gap. */
  readonly most: number;
}

/** The two sides of an anchor, each from the anchor outwards. */
interface Pattern<T> {
  readonly value: T;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
  /** The side before the anchor rules more out, or sooner. */
  readonly isBeforeFirst: boolean;
}

/** How far before a pattern that must be affirmed a negation may stand. */
const NEGATION_REACH = 3;

/**
 * Finds many patterns at once in a sequence of tokens. A pattern is written as
 * words with spaces between them:
 *
 * - `[got|sent me]`: its anchor, just one; phrases of one word or several
 * - `it|them`: one of these words
 * - `my|the?`: one of these words or none
 * - `~2`: up to two words, whatever they are but for negations
 * - `<` and `>`: the beginning and the end of a sentence
 * - `!`: no negation stands in the three words before
 *
 * Words with an apostrophe are found without it too. The anchors are searched
 * with a trie's other phrases, so that a text without any costs nothing; round
 * each anchor that occurs a bounded number of tokens is looked at.
 */
export class PatternIndex<T extends NonNullable<unknown>> {
  readonly #trie: PhraseTrie;
  /** By the id of the anchor in the trie. */
  readonly #patterns: (Pattern<T>[] | undefined)[] = [];
  /** What was searched last, with its matches: actions and topics ask. */
  #searched: readonly Token[] | undefined;
  #found: readonly PhraseMatch<T>[] = NONE;

  /** Throws a `SyntaxError` where a pattern has not just one anchor. */
  constructor(
    entries: Iterable<readonly [pattern: string, value: T]>,
    trie: PhraseTrie,
  ) {
    this.#trie = trie;
    for (const [written, value] of entries) this.#add(written, value);
  }

  /** The occurrences, several of which may overlap, by their anchors. */
  find(tokens: readonly Token[]): readonly PhraseMatch<T>[] {
    if (tokens !== this.#searched) {
      this.#found = this.#search(tokens);
      this.#searched = tokens;
    }
    return this.#found;
  }

  #search(tokens: readonly Token[]): readonly PhraseMatch<T>[] {
    let matches: PhraseMatch<T>[] | undefined;
    for (const { value: anchor, start, length } of this.#trie.find(tokens)) {
      const patterns = this.#patterns[anchor];
      if (patterns === undefined) continue;
      for (const { value, before, after, isBeforeFirst } of patterns) {
        let first = MISSED;
        if (isBeforeFirst) {
          first = reach(tokens, before, 0, start - 1, -1);
          if (first === MISSED) continue;
        }
        const end = reach(tokens, after, 0, start + length, 1);
        if (end === MISSED) continue;
        if (!isBeforeFirst) {
          first = reach(tokens, before, 0, start - 1, -1);
          if (first === MISSED) continue;
        }
        matches ??= [];
        matches.push({ value, start: first + 1, length: end - first - 1 });
      }
    }
    return matches ?? NONE;
  }

  #add(written: string, value: T): void {
    const open = written.indexOf("[");
    const close = written.indexOf("]");
    if (open === -1 || close < open || written.lastIndexOf("[") !== open) {
      throw new SyntaxError(`a pattern has one anchor: ${written}`);
    }
    const before = stepsOf(written.slice(0, open)).reverse();
    const after = stepsOf(written.slice(close + 1));
    const isBeforeFirst = effort(before) < effort(after);
    const pattern = { value, before, after, isBeforeFirst };
    for (const anchor of spellings(written.slice(open + 1, close))) {
      const id = this.#trie.add(tokenize(anchor));
      while (this.#patterns.length <= id) this.#patterns.push(undefined);
      (this.#patterns[id] ??= []).push(pattern);
    }
  }
}

const NONE: readonly never[] = [];

/** No way leads through the steps. */
const MISSED = -2;

/**
 * Walks from the token at `at` through the steps from `next` on, and gives the
 * index after the last token taken, in the direction of the walk.
 */
function reach(
  tokens: readonly Token[],
  steps: readonly Step[],
  next: number,
  at: number,
  direction: 1 | -1,
): number {
  let here = at;
  for (let i = next; i < steps.length; i++) {
    const step = steps[i]!;
    const { kind } = step;
    if (kind === "word") {
      if (!isOneOf(tokens, here, step)) return MISSED;
      here += direction;
    } else if (kind === "gap") {
      return leap(tokens, steps, i + 1, here, direction, step.most);
    } else if (kind === "option") {
      if (!isOneOf(tokens, here, step)) continue;
      const end = reach(tokens, steps, i + 1, here + direction, direction);
      if (end !== MISSED) return end;
    } else if (kind === "edge") {
      if (isWord(tokens[here])) return MISSED;
    } else if (isDenied(tokens, here)) return MISSED;
  }
  return here;
}

/** {@linkcode reach} over as few of so many words as will do. */
function leap(
  tokens: readonly Token[],
  steps: readonly Step[],
  next: number,
  at: number,
  direction: 1 | -1,
  most: number,
): number {
  for (let skipped = 0; skipped <= most; skipped++) {
    const here = at + skipped * direction;
    const end = reach(tokens, steps, next, here, direction);
    if (end !== MISSED) return end;
    const token = tokens[here];
    if (!isWord(token) || token?.word.isNegator === true) break;
  }
  return MISSED;
}

function isOneOf(
  tokens: readonly Token[],
  at: number,
  { words, bits }: Step,
): boolean {
  const token = tokens[at];
  return token !== undefined && (bits & bitOf(token.hash)) !== 0 &&
    words.has(token.key);
}

/** Roughly how long it takes until a side rules an anchor out. */
function effort(steps: readonly Step[]): number {
  const first = steps[0];
  // A side of no steps rules nothing out.
  if (first === undefined) return Infinity;
  return first.kind === "gap"
    ? 1 + first.most
    : first.kind === "word" || first.kind === "edge"
    ? 0
    : 1;
}

function isDenied(tokens: readonly Token[], at: number): boolean {
  for (let i = at; i > at - NEGATION_REACH; i--) {
    const token = tokens[i];
    if (token === undefined || token.kind === "break") return false;
    if (token.word.isNegator) return true;
  }
  return false;
}

function isWord(token: Token | undefined): boolean {
  return token?.kind === "word" || token?.kind === "number";
}

function stepsOf(written: string): Step[] {
  return written.split(" ").filter((part) => part !== "").map(stepOf);
}

function stepOf(part: string): Step {
  if (part === "<" || part === ">") return step("edge");
  if (part === "!") return step("affirmed");
  if (part.startsWith("~")) return step("gap", "", Number(part.slice(1)));
  return part.endsWith("?")
    ? step("option", part.slice(0, -1))
    : step("word", part);
}

function step(kind: Step["kind"], written = "", most = 0): Step {
  const words = keysOf(written);
  let bits = 0;
  for (const word of words) bits |= bitOf(hashOf(word));
  return { kind, words, bits, most };
}

function bitOf(hash: number): number {
  return 1 << (hash & 31);
}

/** The sets of keys by how they are written: patterns share many. */
const KEYS = new Map<string, ReadonlySet<string>>();

function keysOf(written: string): ReadonlySet<string> {
  let keys = KEYS.get(written);
  if (keys === undefined) {
    keys = new Set(
      spellings(written).flatMap((word) =>
        tokenize(word).map(({ key }) => key)
      ),
    );
    KEYS.set(written, keys);
  }
  return keys;
}

/** Without their apostrophes these are other words. */
const OTHER_WORD = /\b(?:we'll|we're|he'll|she'll|we'd|she'd)\b/;

function spellings(alternatives: string): string[] {
  return alternatives.split("|").flatMap((phrase) =>
    phrase.includes("'") && !OTHER_WORD.test(phrase)
      ? [phrase, phrase.replaceAll("'", "")]
      : [phrase]
  );
}
