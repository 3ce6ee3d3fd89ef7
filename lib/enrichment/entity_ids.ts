import type { EntityKind } from "@/lib/models/mod.ts";

/** Somebody, somewhere or some body that a message names. */
export interface Entity {
  readonly kind: EntityKind;
  /** As written, without possessive and title: at most 60 characters. */
  readonly name: string;
}

/** An id taken apart, see {@linkcode entityId}. */
export interface EntityIdParts {
  readonly kind: EntityKind;
  /** Lower case letters, marks and digits, and hyphens between them. */
  readonly slug: string;
}

/** UTF-16 units of a slug, at most. */
const MAX_SLUG_LENGTH = 48;
/** The slug of a name without a letter or digit. */
const NAMELESS = "unnamed";

const ID = /^(person|place|organisation):([\p{L}\p{M}\p{N}-]{1,48})$/u;

/**
 * A stable id: the kind, a colon, and the name in lower case with hyphens.
 * Names that differ in case, punctuation or compatible characters only have
 * the same id. Ids of topics hold no colon.
 *
 * ```ts
 * entityId({ kind: "place", name: "New York City" }); // "place:new-york-city"
 * ```
 */
export function entityId({ kind, name }: Entity): string {
  return `${kind}:${entitySlug(name)}`;
}

/** The parts of an entity's id; `null` of anything else. */
export function parseEntityId(id: string): EntityIdParts | null {
  const match = ID.exec(id);
  const [, kind = "", slug = ""] = match ?? [];
  return isKind(kind) && entitySlug(slug) === slug ? { kind, slug } : null;
}

/**
 * A title for an entity whose written name is not at hand: the words of its
 * slug, each with a capital. Of what is no entity's id, the text as it is.
 *
 * ```ts
 * entityTitle("place:new-york-city"); // "New York City"
 * ```
 */
export function entityTitle(id: string): string {
  const parts = parseEntityId(id);
  if (parts === null) return id;
  return parts.slug.split("-").map((word, at) =>
    at > 0 && SMALL_WORDS.has(word) ? word : capitalised(word)
  ).join(" ");
}

/** Inside a name these stay small: "Bank of America". */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  "of the and de del da la van von der".split(" "),
);

function isKind(text: string): text is EntityKind {
  return text === "person" || text === "place" || text === "organisation";
}

/** What {@linkcode entityId} makes of a name, never empty. */
export function entitySlug(name: string): string {
  const plain = stableLowerCase(name.slice(0, 16 * MAX_SLUG_LENGTH));
  const hyphened = plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return trimHyphens(shortened(trimHyphens(hyphened))) || NAMELESS;
}

/** Lower case in compatibility form, which either step may undo once. */
function stableLowerCase(text: string): string {
  let lower = text;
  for (let round = 0; round < 4; round++) {
    const next = lower.normalize("NFKC").toLowerCase().normalize("NFKC");
    if (next === lower) break;
    lower = next;
  }
  return lower;
}

function shortened(slug: string): string {
  const last = slug.charCodeAt(MAX_SLUG_LENGTH - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return slug.slice(0, splitsPair ? MAX_SLUG_LENGTH - 1 : MAX_SLUG_LENGTH);
}

function trimHyphens(slug: string): string {
  return slug.replace(/^-+|-+$/g, "");
}

/** A letter without one capital stays as it is ("ß"). */
function capitalised(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  const capital = first.toUpperCase();
  return capital.toLowerCase() === first
    ? capital + word.slice(first.length)
    : word;
}
