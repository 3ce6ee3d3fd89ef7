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
