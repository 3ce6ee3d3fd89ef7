import {
  isApostrophe,
  isDigit,
  isEmoji,
  isEmojiModifier,
  isLetter,
  isSentenceMark,
  isSpace,
} from "./characters.ts";
import { EMPTY_HASH, extendHash, hashOf } from "./hash.ts";
import {
  EMOTICONS,
  LONE_EMOTICONS,
  LONGEST_EMOTICON,
} from "./lexicon/emoticons.ts";
import { wordToken } from "./spelling.ts";
import { type Word, wordOf } from "./vocabulary.ts";

/**
 * A unit of text. `key` is what lexicons and phrases are looked up by. Texts
 * share the tokens of what they have in common.
 */
export interface Token {
  readonly kind: "word" | "number" | "emoji" | "emoticon" | "break";
  /** A word as it stands in the text; of other kinds the key. */
  readonly written: string;
  /**
   * word: lower case, straight apostrophes, no possessive, elongation undone;
   * number: its digits as "0" ("$20" is "usd0", "10am" is "0am");
   * emoji: its base character; emoticon: as written; break: "." or "?".
   */
  readonly key: string;
  /** Written in capitals, two letters at least. */
  readonly shouted: boolean;
  /** A letter was drawn out ("sooo"). */
  readonly stretched: boolean;
  /** Of the key: {@linkcode hashOf}. */
  readonly hash: number;
  /** What the lexicons say of the key. */
  readonly word: Word;
}

/** Key of a number, and the start of one with letters after it ("0am"). */
export const NUMBER_KEY = "0";
/** Key of an amount in dollars. */
export const MONEY_KEY = "usd0";

/**
 * The tokens of plain text in one pass. Links, addresses and mentions are left
 * out; a sentence's end is one `break`, "?" if any of its marks is.
 */
export function tokenize(text: string): Token[] {
  return new Tokenizer(plainLetters(text)).run();
}

/** Mathematical alphabets, a fashion in profiles, become plain letters. */
function plainLetters(text: string): string {
  return text.includes("\ud835") ? text.normalize("NFKC") : text;
}

class Tokenizer {
  private readonly tokens: Token[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  run(): Token[] {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      if (isLetter(code)) this.word();
      else if (code <= 32 && code !== 10) this.at++;
      else if (isDigit(code)) this.number();
      else this.other(code);
    }
    return this.tokens;
  }

  private word(): void {
    if (this.skipLink()) return;
    const { text, at: start } = this;
    let hash = EMPTY_HASH;
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      const isPart = isLetter(code) || isDigit(code) ||
        (isApostrophe(code) && isLetter(text.charCodeAt(end + 1)));
      if (!isPart) break;
      hash = extendHash(hash, code);
    }
    this.tokens.push(wordToken(text, start, end, hash));
    this.at = end;
  }

  private number(): void {
    const { text } = this;
    const dollar = text.charCodeAt(this.at - 1) === 36;
    let end = this.at;
    while (end < text.length) {
      const code = text.charCodeAt(end);
      const joins = (code === 46 || code === 44 || code === 58) &&
        isDigit(text.charCodeAt(end + 1));
      if (!isDigit(code) && !joins) break;
      end++;
    }
    const suffixStart = end;
    while (
      end < text.length && end - suffixStart < 12 &&
      isLetter(text.charCodeAt(end))
    ) end++;
    const suffix = text.slice(suffixStart, end).toLowerCase();
    this.at = end;
    if (suffix !== "") this.tokens.push(token("word", NUMBER_KEY + suffix));
    else this.tokens.push(dollar ? MONEY : NUMBER);
    if (text.charCodeAt(this.at) === 37) {
      this.tokens.push(PERCENT);
      this.at++;
    }
  }

  private other(code: number): void {
    if (code === 64) return this.mention();
    if (this.emoticon(code) || this.emoji()) return;
    if (code === 10 || isSentenceMark(code)) this.sentenceEnd(code);
    this.at++;
  }

  private sentenceEnd(code: number): void {
    const { tokens } = this;
    const question = code === 63 || code === 0xff1f || code === 0xbf;
    if (tokens[tokens.length - 1]?.kind !== "break") {
      tokens.push(question ? QUESTION : STOP);
    } else if (question) tokens[tokens.length - 1] = QUESTION;
  }

  /** `@name`, and the domain of an address. */
  private mention(): void {
    this.at++;
    while (
      this.at < this.text.length && !isSpace(this.text.charCodeAt(this.at))
    ) this.at++;
  }

  private skipLink(): boolean {
    if (!mayBeginLink(this.text, this.at)) return false;
    const head = this.text.slice(this.at, this.at + 8).toLowerCase();
    if (
      !head.startsWith("http://") && head !== "https://" &&
      !head.startsWith("www.")
    ) return false;
    this.mention();
    return true;
  }

  private emoticon(code: number): boolean {
    if (!EMOTICON_STARTS.has(code)) return false;
    const longest = Math.min(LONGEST_EMOTICON, this.text.length - this.at);
    for (let length = longest; length >= 2; length--) {
      const key = this.text.slice(this.at, this.at + length);
      const face = FACES.get(key);
      if (face === undefined || this.runsOn(key)) continue;
      if (LONE_EMOTICONS.has(key) && !this.standsAlone(key)) continue;
      this.tokens.push(face);
      this.at += length;
      return true;
    }
    return false;
  }

  /** ":D" inside ":Dog" is no face. */
  private runsOn(key: string): boolean {
    const last = key.charCodeAt(key.length - 1);
    const next = this.text.charCodeAt(this.at + key.length);
    return (isLetter(last) || isDigit(last)) &&
      (isLetter(next) || isDigit(next));
  }

  private standsAlone({ length }: string): boolean {
    const { text, at } = this;
    const end = at + length;
    return (at === 0 || isSpace(text.charCodeAt(at - 1))) &&
      (end === text.length || isSpace(text.charCodeAt(end)));
  }

  private emoji(): boolean {
    const point = this.text.codePointAt(this.at) ?? 0;
    if (!isEmoji(point)) return false;
    if (!isEmojiModifier(point)) this.tokens.push(emojiToken(point));
    this.at += point > 0xffff ? 2 : 1;
    return true;
  }
}

/** A token that is written in one way only. */
function token(kind: Token["kind"], key: string): Token {
  return {
    kind,
    written: key,
    key,
    shouted: false,
    stretched: false,
    hash: hashOf(key),
    word: wordOf(key),
  };
}

const NUMBER = token("number", NUMBER_KEY);
const MONEY = token("number", MONEY_KEY);
const PERCENT = token("word", "percent");
const QUESTION = token("break", "?");
const STOP = token("break", ".");

const FACES: ReadonlyMap<string, Token> = new Map(
  [...EMOTICONS.keys()].map((face) => [face, token("emoticon", face)]),
);

/** What faces begin with, in ASCII: most punctuation does not. */
const EMOTICON_STARTS: ReadonlySet<number> = new Set(
  [...EMOTICONS.keys()].map((face) => face.charCodeAt(0))
    .filter((code) => code <= 126),
);

/** The emoji met so far, by code point: there are some thousands at most. */
const EMOJI_TOKENS = new Map<number, Token>();

function emojiToken(point: number): Token {
  let known = EMOJI_TOKENS.get(point);
  if (known === undefined) {
    known = token("emoji", String.fromCodePoint(point));
    EMOJI_TOKENS.set(point, known);
  }
  return known;
}

/** "ht" or "ww": few words do. */
function mayBeginLink(text: string, at: number): boolean {
  const first = text.charCodeAt(at) | 32;
  if (first !== 104 && first !== 119) return false;
  return (text.charCodeAt(at + 1) | 32) === (first === 104 ? 116 : 119);
}
