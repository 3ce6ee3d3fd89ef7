/**
 * Kinds of characters, by their UTF-16 code, or for emoji their code point.
 * @module
 */

/** 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** ASCII space and the no-break space. */
export function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0;
}

/** Straight or curly, and the accents that are typed for one. */
export function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019 || code === 0x2018 || code === 0x2bc ||
    code === 96 || code === 0xb4;
}

/** Letters of every script: what is beyond ASCII and not a known symbol block. */
export function isLetter(code: number): boolean {
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

/** Whether the character of that code, at `at` in `text`, has a small form. */
export function isCapital(code: number, text: string, at: number): boolean {
  if (code < 128) return code >= 65 && code <= 90;
  const char = text.charAt(at);
  return char !== char.toLowerCase();
}

/** Marks that end a sentence, or in Spanish begin one. */
export function isSentenceMark(code: number): boolean {
  return code === 33 || code === 46 || code === 59 || code === 63 ||
    code === 0xa1 || code === 0xbf || code === 0x2026 || code === 0x3002 ||
    code === 0xff01 || code === 0xff1f;
}

/** Whether a code point is an emoji or a part of one. */
export function isEmoji(point: number): boolean {
  return (point >= 0x1f000 && point <= 0x1faff) ||
    (point >= 0x2600 && point <= 0x27bf) || isEmojiModifier(point) ||
    point === 0x2b50 || point === 0x2b55 || point === 0x2665;
}

/** Joiners, variation selectors and skin tones: part of the emoji before. */
export function isEmojiModifier(point: number): boolean {
  return point === 0x200d || point === 0xfe0f ||
    (point >= 0x1f3fb && point <= 0x1f3ff);
}
