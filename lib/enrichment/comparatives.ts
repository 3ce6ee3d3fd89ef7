import type { Token } from "./tokens.ts";

/** Comparatives that do not end in "ier". */
const COMPARATIVES: ReadonlySet<string> = new Set(
  ("better worse nicer hotter cuter sweeter stronger safer smarter closer " +
    "sadder warmer cooler finer prouder brighter faster slower cheaper greater " +
    "kinder smoother clearer fresher richer cleaner calmer braver").split(" "),
);

/** Negators that leave nobody and no time out. */
const UNIVERSAL: ReadonlySet<string> = new Set(
  "never nothing nobody none couldn't couldnt can't cant".split(" "),
);
/** "Never got better" tells of a change that did not come. */
const CHANGES: ReadonlySet<string> = new Set(
  ("get gets got gotten getting become became make makes made grow grew any " +
    "do does did").split(" "),
);

/**
 * Whether the word at `at`, which the negator before it denies, is said to be
 * as much so as can be: "never been happier", "nothing is sexier".
 */
export function isUnsurpassed(
  tokens: readonly Token[],
  negator: number,
  at: number,
): boolean {
  if (!UNIVERSAL.has(tokens[negator]?.key ?? "")) return false;
  const previous = tokens[at - 1]?.key ?? "";
  if (CHANGES.has(previous)) return false;
  return previous === "more" || isComparative(tokens[at]?.key ?? "");
}

function isComparative(key: string): boolean {
  return key.endsWith("ier") || COMPARATIVES.has(key);
}
