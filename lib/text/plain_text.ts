/** What a list looks at of a text, in UTF-16 units: it shows one line. */
const LONGEST_INPUT = 2_000;

const HIDDEN = /<(script|style|template)\b[\s\S]*?(<\/\1\s*>|$)/gi;
const COMMENT = /<!--[\s\S]*?(-->|$)/g;
/** A tag, or the beginning of one that the cut took the end of. */
const TAG = /<[/!?]?[a-z][^<>]*(>|$)/gi;
const ENTITY = /&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi;
/** Controls, and marks that turn the direction of what follows them. */
const INVISIBLE = /[\p{Cc}\p{Bidi_Control}]/gu;

const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  rsquo: "’",
  lsquo: "‘",
};

function character(entity: string, name: string): string {
  if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? entity;
  const hex = name[1] === "x" || name[1] === "X";
  const code = hex ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/**
 * A captured message as one line of text: tags go, entities become characters,
 * and marks that would turn the text around are dropped. No more than `longest`
 * UTF-16 units of it are looked at. For reading only; what renders it still has
 * to escape it.
 */
export function plainText(html: string, longest = LONGEST_INPUT): string {
  return html.slice(0, longest)
    .replace(HIDDEN, " ")
    .replace(COMMENT, " ")
    .replace(TAG, " ")
    .replace(ENTITY, character)
    .replace(INVISIBLE, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * A text that was typed, and is no HTML: as it is, but for controls and marks
 * that would turn it around.
 */
export function typedText(text: string): string {
  return text.replace(INVISIBLE_IN_LINE, " ");
}

/** Tags that begin or end a paragraph, or a line. */
const PARAGRAPH = /<\/?p\b[^<>]*>/gi;
const LINE =
  /<(?:br|hr)\b[^<>]*>|<\/?(?:div|li|ul|ol|tr|table|blockquote|pre|h[1-6])\b[^<>]*>/gi;
const HAS_LINES = /<\/?(?:p|br|div|li)\b/i;
/** As {@linkcode INVISIBLE}, but for the end of a line. */
const INVISIBLE_IN_LINE = /[^\P{Cc}\n]|\p{Bidi_Control}/gu;

/**
 * A captured message as text of several lines: paragraphs and line breaks stay,
 * everything else is as in {@linkcode plainText}. Not cut, however long it is.
 */
export function plainLines(html: string): string {
  // Where tags say where lines end, the end of a line is but a blank.
  const text = HAS_LINES.test(html) ? html.replace(/[\r\n]+/g, " ") : html;
  return text
    .replace(HIDDEN, " ")
    .replace(COMMENT, " ")
    .replace(PARAGRAPH, "\n\n")
    .replace(LINE, "\n")
    .replace(TAG, " ")
    .replace(ENTITY, character)
    .replace(/\r\n?/g, "\n")
    .replace(INVISIBLE_IN_LINE, " ")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
