import type { EntityKind } from "@/lib/models/mod.ts";
import type { Entity } from "./entity_ids.ts";
import { Surroundings } from "./entity_surroundings.ts";
import type { NameWord } from "./entity_words.ts";
import {
  ACRONYMS,
  NAME_BREAKS,
  NAMES_AND_WORDS,
  ORDINARY_WORDS,
  ORGANISATION_ENDS,
  ORGANISATIONS,
  PLACE_ENDS,
  PLACE_STARTS,
  TITLES,
} from "./lexicon/names.ts";

/** UTF-16 units of a name, at most. */
const MAX_NAME = 60;
/** Words of a name. */
const MAX_WORDS = 6;

/** Capitalised words in a row. */
interface Run {
  /** All words of the sentence. */
  readonly words: readonly NameWord[];
  readonly start: number;
  readonly end: number;
  /** Every word of the sentence is capitalised, or most: that says little. */
  readonly titled: boolean;
}

/** The names in the words of one sentence, in order, repeated ones too. */
export function namesIn(words: readonly NameWord[]): Entity[] {
  const titled = isTitled(words);
  const names: Entity[] = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at]?.capital !== true) continue;
    let end = at + 1;
    while (continuesName(words, end)) end++;
    const run = trimmed({ words, start: at, end, titled });
    const kind = run === undefined ? undefined : kindOfRun(run);
    if (run !== undefined && kind !== undefined) {
      const name = written(run);
      if (name.length <= MAX_NAME) names.push({ kind, name });
    }
    at = end - 1;
  }
  return names;
}

/** Small words capitalised too, as in headings. */
function isTitled(words: readonly NameWord[]): boolean {
  const inner = words.slice(1).filter(({ text }) => /\p{L}{2}/u.test(text));
  const capitals = inner.filter(({ capital }) => capital);
  const plain = capitals.filter(({ ordinary, kind }) =>
    ordinary && kind === undefined
  );
  return plain.length > 1 && 10 * capitals.length >= 7 * inner.length;
}

/** Small words inside names: "Bank of America", "Rio de Janeiro". */
const JOINERS: ReadonlySet<string> = new Set(
  ["of", "de", "del", "da", "do", "dos", "la", "van", "von", "der", "du"],
);

function continuesName(words: readonly NameWord[], at: number): boolean {
  const before = words[at - 1];
  const word = words[at];
  if (before === undefined || word === undefined) return false;
  if (before.pause) return false;
  if (before.possessive && !endsAsOrganisation(words, at)) return false;
  if (word.opens || NAME_BREAKS.has(word.lower)) return false;
  if (word.capital) return true;
  const next = words[at + 1];
  if (next?.capital !== true || next.opens) return false;
  if (word.initial) return true;
  if (!JOINERS.has(word.lower)) return false;
  // "Bank of America", but not "Maria of Spain".
  return before.kind === next.kind || before.kind === undefined;
}

/** "Angelo's Italian Restaurant": the owner is part of the name. */
function endsAsOrganisation(words: readonly NameWord[], at: number): boolean {
  let end = at;
  while (words[end]?.capital === true && words[end]?.pause === false) end++;
  const last = words[end]?.capital === true ? words[end] : words[end - 1];
  return last?.capital === true && ORGANISATION_ENDS.has(last.lower);
}

/** Without titles, greetings and ordinary words around the name. */
function trimmed(run: Run): Run | undefined {
  const { words } = run;
  let { start, end } = run;
  while (start < end && isNoBeginning(words, start, end)) start++;
  while (start < end && isNoEnd(words, start, end)) end--;
  if (start === end || end - start > MAX_WORDS) return undefined;
  return { ...run, start, end };
}

function isNoBeginning(
  words: readonly NameWord[],
  at: number,
  end: number,
): boolean {
  const word = words[at];
  if (word === undefined || !word.capital) return true;
  if (NAME_BREAKS.has(word.lower)) return true;
  if (isKnownName(words, at, end)) return false;
  if (at + 1 < end && PLACE_STARTS.has(word.lower)) return false;
  if (TITLES.has(word.lower)) return true;
  return word.ordinary && !isPartOfName(words, at, end);
}

/** "New York", "Salt Lake City": the model knows the words together. */
function isPartOfName(
  words: readonly NameWord[],
  at: number,
  end: number,
): boolean {
  const kind = words[at]?.kind;
  if (kind === undefined) return false;
  if (NAMES_AND_WORDS.has(words[at]?.lower ?? "")) return true;
  return at + 1 < end && words[at + 1]?.kind === kind;
}

function isNoEnd(
  words: readonly NameWord[],
  start: number,
  end: number,
): boolean {
  const word = words[end - 1];
  if (word === undefined || !word.capital) return true;
  if (isKnownName(words, start, end)) return false;
  if (!word.ordinary) return false;
  // "Taylor Swift"
  if (isSurname(words, start, end)) return false;
  if (end - start === 1) return !NAMES_AND_WORDS.has(word.lower);
  if (word.kind !== undefined && word.kind === words[end - 2]?.kind) {
    return false;
  }
  return !isEnd(word.lower);
}

/** Ordinary in small letters, but after a first name taken for a name. */
function isSurname(
  words: readonly NameWord[],
  start: number,
  end: number,
): boolean {
  const last = words[end - 1];
  return end - start === 2 && words[start]?.kind === "person" &&
    last?.proper === true && !ORDINARY_WORDS.has(last.lower);
}

function isKnownName(
  words: readonly NameWord[],
  start: number,
  end: number,
): boolean {
  const slice = words.slice(start, end);
  return ORGANISATIONS.has(slice.map(({ lower }) => lower).join(" ")) ||
    (slice.length === 1 && ACRONYMS.has(slice[0]?.text ?? ""));
}

/** As in the text, in one line. */
function written({ words, start, end }: Run): string {
  let name = "";
  for (let at = start; at < end; at++) {
    const word = words[at];
    if (word === undefined) continue;
    name += word.text;
    if (at + 1 === end) break;
    name += (word.possessive ? "'s" : "") +
      (word.hyphen ? "-" : " ");
  }
  return name;
}

/** What the name names; `undefined` if it may be no name. */
function kindOfRun(run: Run): EntityKind | undefined {
  const { words, start, end } = run;
  const own = words.slice(start, end);
  const first = own[0];
  const last = own[own.length - 1];
  if (first === undefined || last === undefined) return undefined;
  if (isKnownName(words, start, end)) {
    return ACRONYMS.get(first.text) ?? "organisation";
  }
  if (own.length === 1 && isEnd(first.lower)) return undefined;
  const isWordy = own.every(({ ordinary }) => ordinary);
  if (isWordy && own.length > 1 && own.some(({ kind }) => !kind)) {
    return undefined;
  }
  const modelled = modelKind(own);
  if (run.titled) return isWordy ? undefined : modelled;
  const near = nearKind(run, modelled);
  if (own.length === 1 && first.ordinary) {
    // "Hope", "Mark": a capital is not enough.
    if (near === "person") return near;
    return first.kind === "person" && (start > 0 || first.possessive)
      ? first.kind
      : undefined;
  }
  return near ?? modelled;
}

/** A kind of place or organisation, without the name before it. */
function isEnd(lower: string): boolean {
  return ORGANISATION_ENDS.has(lower) || PLACE_ENDS.has(lower);
}

function modelKind(own: readonly NameWord[]): EntityKind | undefined {
  const first = own[0];
  const last = own[own.length - 1];
  if (own.length > 1 && last !== undefined) {
    if (ORGANISATION_ENDS.has(last.lower)) return "organisation";
    if (PLACE_ENDS.has(last.lower)) return "place";
    if (first !== undefined && PLACE_STARTS.has(first.lower)) return "place";
  }
  const kinds = new Set(own.map(({ kind }) => kind));
  if (kinds.has("organisation")) return "organisation";
  if (first?.kind === "person") return "person";
  if (kinds.has("place")) return "place";
  return kinds.has("person") ? "person" : undefined;
}

/** What the words before and after say, where they say more than the model. */
function nearKind(
  run: Run,
  modelled: EntityKind | undefined,
): EntityKind | undefined {
  const around = new Surroundings(run.words, run.start, run.end);
  if (around.namesPerson()) return "person";
  if (modelled === "organisation") return undefined;
  if (run.end - run.start === 1 || modelled === undefined) {
    if (around.leadsToPlace()) return "place";
  }
  if (modelled !== undefined) return undefined;
  if (around.leadsToEmployer() || around.leadsToBand()) return "organisation";
  if (around.leadsToPerson() || around.greets() || around.acts()) {
    return "person";
  }
  return undefined;
}
