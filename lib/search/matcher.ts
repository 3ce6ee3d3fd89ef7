import { fold, hasWords, plainText, wordsOf } from "@/lib/text/mod.ts";

/** What is looked at of a message's text, in UTF-16 units. */
export const MAX_SEARCHED_TEXT = 20_000;

const ASCII = /^[\0-\x7f]*$/;

/** Says which messages a query finds. */
export class Matcher {
  readonly #words: readonly string[];
  /** The longest of the words that are of ASCII only. */
  readonly #needle: string | null;

  constructor(query: string) {
    this.#words = wordsOf(query);
    const plain = this.#words.filter((word) => ASCII.test(word));
    this.#needle = plain.toSorted((a, b) => b.length - a.length)[0] ?? null;
  }

  /** A query without words and signs finds nothing. */
  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  /** Whether it finds a message, by its text as captured. */
  matches(html: string): boolean {
    const text = html.slice(0, MAX_SEARCHED_TEXT);
    return this.mayMatch(text) &&
      hasWords(fold(plainText(text, MAX_SEARCHED_TEXT)), this.#words);
  }

  /**
   * A quick look before the text is cleaned: `false` only where the message
   * cannot be found. What cleaning takes out leaves a space, so no word comes of
   * two places; but it may come of a character reference.
   */
  mayMatch(html: string): boolean {
    if (this.#needle === null || html.includes("&")) return true;
    return fold(html).includes(this.#needle);
  }
}
