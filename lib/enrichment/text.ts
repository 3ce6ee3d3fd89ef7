/**
 * From captured HTML to plain text. One pass over the characters, no
 * backtracking, and no input that throws: the result is for analysis and
 * display as text, never for injection into a page.
 */

/** Plain text is analysed up to this many characters; the rest is ignored. */
export const MAX_TEXT_LENGTH = 20_000;
/** Captured HTML is read up to this many characters when a message is analysed. */
const MAX_HTML_LENGTH = 4 * MAX_TEXT_LENGTH;

/** Elements that end a line of text. */
const LINE_ELEMENTS: ReadonlySet<string> = new Set([
  "address",
  "article",
  "blockquote",
  "br",
  "dd",
  "div",
  "dt",
  "footer",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hr",
  "li",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "tr",
  "ul",
]);

/** Elements whose content is not text. */
const HIDDEN_ELEMENTS: ReadonlySet<string> = new Set([
  "script",
  "style",
  "template",
]);

/** The named character references that chat text contains in practice. */
const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["hellip", "…"],
  ["mdash", "—"],
  ["ndash", "–"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["laquo", "«"],
  ["raquo", "»"],
  ["bull", "•"],
  ["middot", "·"],
  ["hearts", "♥"],
  ["euro", "€"],
  ["pound", "£"],
  ["yen", "¥"],
  ["cent", "¢"],
  ["copy", "©"],
  ["reg", "®"],
  ["trade", "™"],
  ["deg", "°"],
  ["times", "×"],
  ["frac12", "½"],
  ["agrave", "à"],
  ["aacute", "á"],
  ["acirc", "â"],
  ["atilde", "ã"],
  ["auml", "ä"],
  ["ccedil", "ç"],
  ["egrave", "è"],
  ["eacute", "é"],
  ["ecirc", "ê"],
  ["iacute", "í"],
  ["ntilde", "ñ"],
  ["oacute", "ó"],
  ["ouml", "ö"],
  ["uacute", "ú"],
  ["uuml", "ü"],
  ["szlig", "ß"],
]);
/** The longest reference that is looked for, with its `&` and `;`. */
const MAX_ENTITY_LENGTH = 12;

/**
 * The text of a captured message: tags removed, line breaks kept, character
 * references decoded once, runs of spaces and blank lines collapsed. Time is
 * linear in the length; markup that never closes is kept as text.
 *
 * ```ts
 * htmlToText("<p>Tom &amp; me<br />at 8</p>"); // "Tom & me\nat 8"
 * ```
 */
export function htmlToText(html: string): string {
  const text = html.includes("<") ? withoutTags(html) : html;
  return collapseSpace(text.includes("&") ? decodeEntities(text) : text);
}

/** What is analysed of a message: the start of its text, within fixed bounds. */
export function analysedText(html: string): string {
  const text = htmlToText(html.slice(0, MAX_HTML_LENGTH));
  return text.slice(0, MAX_TEXT_LENGTH);
}

function withoutTags(html: string): string {
  const out = new Lines();
  let copiedTo = 0;
  let at = html.indexOf("<");
  while (at !== -1) {
    if (!startsTag(html, at)) {
      at = html.indexOf("<", at + 1);
      continue;
    }
    const end = html.startsWith("<!--", at)
      ? endOfComment(html, at)
      : endOf(html, ">", at + 1);
    // Without an end here there is none further on either: the rest is text.
    if (end === -1) break;
    const name = tagName(html, at, end);
    out.add(html.slice(copiedTo, at));
    if (LINE_ELEMENTS.has(name)) out.end();
    copiedTo = HIDDEN_ELEMENTS.has(name) && html.charAt(at + 1) !== "/"
      ? endOfHidden(html, name, end)
      : end;
    at = html.indexOf("<", copiedTo);
  }
  out.add(html.slice(copiedTo));
  return out.text;
}

/** Puts pieces of text together; a line ends only where more text follows. */
class Lines {
  text = "";
  private ended = false;

  add(piece: string): void {
    if (piece === "") return;
    if (this.ended && this.text !== "") this.text += "\n";
    this.text += piece;
    this.ended = false;
  }

  end(): void {
    this.ended = true;
  }
}

function startsTag(html: string, at: number): boolean {
  const next = html.charCodeAt(at + 1) | 32;
  const first = html.charAt(at + 1);
  return (next >= 97 && next <= 122) || first === "/" || first === "!" ||
    first === "?";
}

function endOf(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

/** All of the rest if it never closes, as in a browser. */
function endOfComment(html: string, at: number): number {
  const end = endOf(html, "-->", at + 4);
  return end === -1 ? html.length : end;
}

/** The end of a hidden element's content; all of the rest if it never closes. */
function endOfHidden(html: string, name: string, from: number): number {
  let at = html.indexOf("</", from);
  while (at !== -1) {
    const found = html.slice(at + 2, at + 2 + name.length).toLowerCase();
    if (found === name) {
      const end = endOf(html, ">", at);
      return end === -1 ? html.length : end;
    }
    at = html.indexOf("</", at + 2);
  }
  return html.length;
}

const MAX_TAG_NAME = 12;

function tagName(html: string, at: number, end: number): string {
  const start = html.charAt(at + 1) === "/" ? at + 2 : at + 1;
  const limit = Math.min(end, start + MAX_TAG_NAME);
  let stop = start;
  while (stop < limit && isAlphanumeric(html.charCodeAt(stop))) stop++;
  return html.slice(start, stop).toLowerCase();
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57);
}

function decodeEntities(text: string): string {
  let out = "";
  let copiedTo = 0;
  let at = text.indexOf("&");
  while (at !== -1) {
    const body = text.slice(at + 1, at + MAX_ENTITY_LENGTH);
    const length = body.indexOf(";");
    const decoded = length > 0 ? entity(body.slice(0, length)) : undefined;
    if (decoded === undefined) {
      at = text.indexOf("&", at + 1);
      continue;
    }
    out += text.slice(copiedTo, at) + decoded;
    copiedTo = at + length + 2;
    at = text.indexOf("&", copiedTo);
  }
  return out + text.slice(copiedTo);
}

function entity(body: string): string | undefined {
  if (!body.startsWith("#")) return NAMED_ENTITIES.get(body);
  const hex = body.charAt(1) === "x" || body.charAt(1) === "X";
  const digits = body.slice(hex ? 2 : 1);
  if (!(hex ? /^[0-9a-f]{1,8}$/i : /^[0-9]{1,8}$/).test(digits)) {
    return undefined;
  }
  const code = parseInt(digits, hex ? 16 : 10);
  const valid = code > 0 && code <= 0x10ffff &&
    !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : "\ufffd";
}

/** Space that is not one plain space or line feed: few texts have any. */
const UNEVEN_SPACE = /[^\S \n]| [ \n]|\n[ \n]/;

function collapseSpace(text: string): string {
  const trimmed = text.trim();
  return UNEVEN_SPACE.test(trimmed) ? collapseLines(trimmed) : trimmed;
}

function collapseLines(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const trimmed = line.replace(/\s+/g, " ").trim();
    if (trimmed !== "") lines.push(trimmed);
  }
  return lines.join("\n");
}
