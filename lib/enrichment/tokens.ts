import { isKnownWord } from "./vocabulary.ts";
import { EMOTICONS, LONGEST_EMOTICON } from "./lexicon/emoticons.ts";

/** A unit of text. `key` is what lexicons and phrases are looked up by. */
export interface Token {
  kind: "word" | "number" | "emoji" | "emoticon" | "break";
  /**
   * word: lower case, straight apostrophes, no possessive, elongation undone;
   * number: its digits as "0" ("$20" is "usd0", "10am" is "0am");
   * emoji: its base character; emoticon: as written; break: "." or "?".
   */
  key: string;
  /** Written in capitals, two letters at least. */
  shouted: boolean;
  /** A letter was drawn out ("sooo"). */
  stretched: boolean;
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
      if (code <= 32 && code !== 10) this.at++;
      else if (isDigit(code)) this.number();
      else if (isLetter(code)) this.word();
      else this.other(code);
    }
    return this.tokens;
  }

  private push(
    kind: Token["kind"],
    key: string,
    shouted = false,
    stretched = false,
  ): void {
    this.tokens.push({ kind, key, shouted, stretched });
  }

  private word(): void {
    if (this.skipLink()) return;
    const { text } = this;
    const start = this.at;
    let letters = 0;
    let capitals = 0;
    let apostrophes = false;
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code >= 97 && code <= 122) letters++;
      else if (isLetter(code)) {
        letters++;
        if (isCapital(code, text, end)) capitals++;
      } else if (isApostrophe(code) && isLetter(text.charCodeAt(end + 1))) {
        apostrophes = true;
      } else if (!isDigit(code)) break;
    }
    this.at = end;
    let key = text.slice(start, end);
    if (capitals > 0) key = key.toLowerCase();
    if (apostrophes) key = withoutPossessive(straightApostrophes(key));
    const known = knownSpelling(key);
    this.push(
      "word",
      known.key,
      capitals > 1 && capitals === letters,
      known.stretched,
    );
  }

  private number(): void {
    const { text } = this;
    const dollar = text.charAt(this.at - 1) === "$";
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
    if (suffix !== "") this.push("word", NUMBER_KEY + suffix);
    else this.push("number", dollar ? MONEY_KEY : NUMBER_KEY);
    if (text.charAt(this.at) === "%") {
      this.push("word", "percent");
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
    const last = this.tokens.at(-1);
    const question = code === 63 || code === 0xff1f || code === 0xbf;
    if (last?.kind === "break") {
      if (question) last.key = "?";
    } else this.push("break", question ? "?" : ".");
  }

  /** `@name`, and the domain of an address. */
  private mention(): void {
    this.at++;
    while (
      this.at < this.text.length && !isSpace(this.text.charCodeAt(this.at))
    ) this.at++;
  }

  private skipLink(): boolean {
    const code = this.text.charCodeAt(this.at) | 32;
    if (code !== 104 && code !== 119) return false;
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
      if (!EMOTICONS.has(key) || this.runsOn(key)) continue;
      this.push("emoticon", key);
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

  private emoji(): boolean {
    const point = this.text.codePointAt(this.at) ?? 0;
    if (!isEmoji(point)) return false;
    const key = String.fromCodePoint(point);
    if (!isEmojiModifier(point)) this.push("emoji", key);
    this.at += key.length;
    return true;
  }
}

/** What faces begin with, in ASCII: most punctuation does not. */
const EMOTICON_STARTS: ReadonlySet<number> = new Set(
  [...EMOTICONS.keys()].map((face) => face.charCodeAt(0))
    .filter((code) => code <= 126),
);

/** Words whose 's is not a possessive. */
const CONTRACTIONS: ReadonlySet<string> = new Set(
  ("it's that's what's how's let's he's she's who's where's there's here's " +
    "when's why's everything's something's nothing's everyone's").split(" "),
);

function withoutPossessive(word: string): string {
  if (!word.endsWith("'s") || CONTRACTIONS.has(word)) return word;
  return word.slice(0, -2);
}

function straightApostrophes(word: string): string {
  return word.replace(/[’‘ʼ`´]/g, "'");
}

/** "sooo" is "so", "cooool" is "cool", "heyy" is "hey"; the rest stays. */
function knownSpelling(word: string): { key: string; stretched: boolean } {
  if (!hasRepeatedLetter(word)) return { key: word, stretched: false };
  const doubled = word.replace(/(.)\1{2,}/gu, "$1$1");
  const stretched = doubled !== word;
  if (isKnownWord(doubled)) return { key: doubled, stretched };
  const single = stretched
    ? word.replace(/(.)\1{2,}/gu, "$1")
    : word.replace(/(.)\1$/u, "$1");
  if (isKnownWord(single)) return { key: single, stretched: true };
  const bare = word.replace(/(.)\1+/gu, "$1");
  if (isKnownWord(bare)) return { key: bare, stretched: true };
  return { key: doubled, stretched };
}

/** Three equal letters anywhere, or two at the end. */
function hasRepeatedLetter(word: string): boolean {
  const last = word.length - 1;
  if (last > 0 && word.charCodeAt(last) === word.charCodeAt(last - 1)) {
    return true;
  }
  for (let i = 2; i <= last; i++) {
    const code = word.charCodeAt(i);
    if (code === word.charCodeAt(i - 1) && code === word.charCodeAt(i - 2)) {
      return true;
    }
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0;
}

function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019 || code === 0x2018 || code === 0x2bc ||
    code === 96 || code === 0xb4;
}

/** Letters of every script: what is beyond ASCII and not a known symbol block. */
function isLetter(code: number): boolean {
  if (code < 128) {
    const lower = code | 32;
    return lower >= 97 && lower <= 122;
  }
  if (code < 0xc0) return code === 0xaa || code === 0xba;
  if (code === 0xd7 || code === 0xf7 || code === 0x37e) return false;
  if (code >= 0x2000 && code <= 0x2bff) return false;
  if (code >= 0x3000 && code <= 0x303f) return false;
  return code < 0xd800 || (code >= 0xf900 && code < 0xfe00);
}

function isCapital(code: number, text: string, at: number): boolean {
  if (code < 128) return code >= 65 && code <= 90;
  const char = text.charAt(at);
  return char !== char.toLowerCase();
}

function isSentenceMark(code: number): boolean {
  return code === 33 || code === 46 || code === 59 || code === 63 ||
    code === 0xa1 || code === 0xbf || code === 0x2026 || code === 0x3002 ||
    code === 0xff01 || code === 0xff1f;
}

function isEmoji(point: number): boolean {
  return (point >= 0x1f000 && point <= 0x1faff) ||
    (point >= 0x2600 && point <= 0x27bf) || isEmojiModifier(point) ||
    point === 0x2b50 || point === 0x2b55 || point === 0x2665;
}

/** Joiners, variation selectors and skin tones: part of the emoji before. */
function isEmojiModifier(point: number): boolean {
  return point === 0x200d || point === 0xfe0f ||
    (point >= 0x1f3fb && point <= 0x1f3ff);
}
