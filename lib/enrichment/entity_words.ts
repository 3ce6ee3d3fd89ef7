/**
 * From plain text to the words among which names are looked for.
 * @module
 */
import type nlp from "compromise";
import { isOrdinaryWord } from "./entity_candidates.ts";
import type { EntityKind } from "@/lib/models/mod.ts";
import {
  ACRONYMS,
  FIRST_NAMES,
  ORGANISATIONS,
  PLACES,
} from "./lexicon/names.ts";
import { wordOf } from "./vocabulary.ts";

/** Characters of a message that are searched for names, at most. */
const MAX_SEARCHED = 600;
/** Of a piece of text that is read as a sentence. */
const MAX_SENTENCE = 200;

/** Ends of sentences; a stop after a title or an initial is none. */
const SENTENCE_END =
  /(?:[\n!?…;]|(?<!\b(?:Dr|Mr|Mrs|Ms|St|Mt|Prof|Jr|Sr|\p{Lu}))\.(?=\s|$|\.)|[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\ufe0f\u200d]|[:;]-?[)(DP]+)+/u;

const CAPITALISED = /(?<![\p{L}\p{M}\p{N}'])\p{Lu}[\p{L}\p{M}&]/u;

/**
 * The sentences of plain text that hold a capitalised word, or pieces of them:
 * of {@linkcode MAX_SENTENCE} characters each at most, and
 * {@linkcode MAX_SEARCHED} in all.
 */
export function searchedSentences(text: string): string[] {
  const sentences: string[] = [];
  let left = MAX_SEARCHED;
  for (const sentence of plain(text).split(SENTENCE_END)) {
    for (const piece of pieces(sentence)) {
      if (!CAPITALISED.test(piece)) continue;
      left -= piece.length;
      if (left < 0) return sentences;
      sentences.push(piece);
    }
  }
  return sentences;
}

/**
 * Compatible letters, straight apostrophes, one mark on a letter at most. "Tom
 * & Anna" are two, whom the model takes for a company.
 */
function plain(text: string): string {
  return text.normalize("NFKC").replace(/[’‘ʼ`´]/g, "'")
    .replace(/ & /g, " and ")
    .replace(/(\p{M})\p{M}+/gu, "$1");
}

/** Of at most {@linkcode MAX_SENTENCE} characters, cut at spaces. */
function pieces(sentence: string): string[] {
  const found: string[] = [];
  let rest = sentence.trim();
  while (rest.length > MAX_SENTENCE) {
    const space = rest.lastIndexOf(" ", MAX_SENTENCE);
    const end = space > 0 ? space : MAX_SENTENCE;
    found.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "") found.push(rest);
  return found;
}

/** A word of a sentence, as far as names are concerned. */
export interface NameWord {
  /** Without punctuation around it and without possessive. */
  readonly text: string;
  readonly lower: string;
  /** It may be part of a name: capitalised, and not only shouted. */
  readonly capital: boolean;
  readonly possessive: boolean;
  /** It says what it says in small letters too. */
  readonly ordinary: boolean;
  /** What the model takes it for. */
  readonly kind: EntityKind | undefined;
  /** The model knows no name but takes it for one. */
  readonly proper: boolean;
  /** One capital, as in "Mary J. Blige". */
  readonly initial: boolean;
  /** A bracket or quotation begins with it. */
  readonly opens: boolean;
  /** A comma or the like follows. */
  readonly pause: boolean;
  /** A hyphen follows. */
  readonly hyphen: boolean;
}

/** The words of a sentence as the model tagged it; of a shouted one, none. */
export function wordsOf(document: ReturnType<typeof nlp>): NameWord[] {
  const words: NameWord[] = [];
  for (const term of document.docs.flat()) {
    const word = nameWord(term);
    if (word !== undefined) words.push(word);
  }
  return isShouted(words) ? [] : words;
}

type Term = ReturnType<typeof nlp>["docs"][number][number];

const NO_TAGS: ReadonlySet<string> = new Set();

function nameWord(term: Term): NameWord | undefined {
  const { text: raw, pre, post, tags = NO_TAGS } = term;
  const trimmed = raw.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  if (trimmed === "") return undefined;
  const brand = ORGANISATIONS.has(trimmed.toLowerCase());
  const text = brand ? trimmed : trimmed.replace(/'s$/i, "");
  const lower = text.toLowerCase();
  return {
    text,
    lower,
    capital: !/[@#]/.test(pre + raw) && isNameLike(text) &&
      !/'(?:m|ve|ll|re|d|t)$/.test(lower),
    possessive: !brand && /'s?$/i.test(raw),
    ordinary: isOrdinaryWord(lower, wordOf(lower)),
    kind: kindOf(lower, tags),
    proper: tags.has("ProperNoun"),
    initial: /^[^\P{Lu}AI]$/u.test(text),
    opens: /[("[]/.test(pre),
    pause: /[^\s.\-'"]/.test(post) ||
      (/\./.test(post) && text.length > 1 && !ABBREVIATED.has(lower)),
    hyphen: /^-/.test(post),
  };
}

/** What ends in a stop in the midst of a sentence. */
const ABBREVIATED: ReadonlySet<string> = new Set(
  ["mr", "mrs", "ms", "dr", "prof", "st", "mt", "ft", "jr", "sr"],
);

function kindOf(
  lower: string,
  tags: ReadonlySet<string>,
): EntityKind | undefined {
  if (PLACES.has(lower)) return "place";
  if (FIRST_NAMES.has(lower)) return "person";
  if (tags.has("Honorific") || tags.has("Demonym")) return undefined;
  if (tags.has("Place")) return "place";
  if (tags.has("Organization")) return "organisation";
  return tags.has("Person") ? "person" : undefined;
}

/**
 * Capitalised, of two letters or more, and of nothing but letters, digits and
 * what joins them; in capitals only if known so.
 */
function isNameLike(text: string): boolean {
  if (!/^\p{Lu}'?[\p{L}\p{M}&][\p{L}\p{M}\p{N}'&-]{0,40}$/u.test(text)) {
    return false;
  }
  return text !== text.toUpperCase() || ACRONYMS.has(text);
}

function isShouted(words: readonly NameWord[]): boolean {
  const long = words.filter(({ text }) => /\p{L}{2}/u.test(text));
  const loud = long.filter(({ text }) =>
    text === text.toUpperCase() && text !== text.toLowerCase()
  );
  return loud.length > 1 && 2 * loud.length > long.length;
}
