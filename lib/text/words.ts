/** Marks on letters, whatever the letter, and what cannot be seen. */
const LEFT_OUT =
  /\p{Default_Ignorable_Code_Point}|(?=\p{Mn})\p{Script=Inherited}/gu;
/** Letters that are others with a mark, and do not come apart into both. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  ς: "σ",
  ı: "i",
  ø: "o",
  ł: "l",
  đ: "d",
  æ: "ae",
  œ: "oe",
};
const MARKED = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

const BEYOND_ASCII = /[^\0-\x7f]/;
/** What words are made of. */
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;
/** Scripts without space between words: each character may begin one. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** Words, and signs such as emoji and currencies, each for itself. */
const WORD_OR_SIGN = /[\p{L}\p{N}\p{M}]+|\p{S}/gu;

/**
 * A text as searching compares it: compatible forms are the same (NFKC), and so
 * are upper and lower case, and letters with and without their marks.
 *
 * ```ts
 * fold("Zoë & STRASSE"); // "zoe & strasse"
 * ```
 */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(LEFT_OUT, "").toLowerCase()
    .replace(MARKED, (letter) => PLAIN[letter] ?? letter);
}

/**
 * What is looked for, folded: each word once, and each sign. None where a query
 * has only punctuation.
 */
export function wordsOf(query: string): string[] {
  return [...new Set(fold(query).match(WORD_OR_SIGN))];
}

/**
 * Where `word` is the beginning of a word of a folded text, from `from` on; -1
 * if nowhere.
 */
export function findWord(folded: string, word: string, from = 0): number {
  let at = folded.indexOf(word, from);
  while (at !== -1 && !isBeginning(folded, at)) {
    at = folded.indexOf(word, at + 1);
  }
  return at;
}

/** Whether each of `words` is the beginning of a word of a folded text. */
export function hasWords(folded: string, words: readonly string[]): boolean {
  return words.every((word) => findWord(folded, word) !== -1);
}

function isBeginning(folded: string, at: number): boolean {
  if (at === 0 || !IN_WORD.test(characterBefore(folded, at))) return true;
  const first = String.fromCodePoint(folded.codePointAt(at) ?? 0);
  return !IN_WORD.test(first) || UNSPACED.test(first);
}

function characterBefore(text: string, at: number): string {
  const code = text.codePointAt(at - 2) ?? 0;
  return code > 0xffff ? String.fromCodePoint(code) : text.charAt(at - 1);
}
