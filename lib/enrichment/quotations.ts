import type { Scored } from "./context.ts";
import { type Token, tokenize } from "./tokens.ts";

/** What somebody else said speaks less for the writer. */
const QUOTED = 0.5;

const MARKS = /["\u201c\u201d]/;
/** Verbs that a quotation follows. */
const SAYING: ReadonlySet<string> = new Set(
  ("said says saying told wrote called replied texted answered asked yelled " +
    "shouted like goes").split(" "),
);
/** How far before a quotation its verb may stand: "told me once". */
const VERB_REACH = 3;

/**
 * Words within quotation marks, after a verb of saying whose subject is not
 * the writer, count half: 'you said "I hate mornings"'. Changes `scored`.
 */
export function discountQuotations(
  text: string,
  tokens: readonly Token[],
  scored: readonly Scored[],
): void {
  if (scored.length === 0 || !hasMarks(text)) return;
  const parts = text.split(MARKS);
  // Words keep their number however a text is cut, unlike sentences' ends.
  const words = wordIndexes(tokens);
  let count = 0;
  let next = 0;
  for (const [i, part] of parts.entries()) {
    const start = count;
    count += wordIndexes(tokenize(part)).length;
    const isQuoted = i % 2 === 1 && i < parts.length - 1;
    const from = words[start] ?? tokens.length;
    const to = words[count] ?? tokens.length;
    const weight = isQuoted && isSaid(tokens, from) ? QUOTED : 1;
    for (; (scored[next]?.at ?? Infinity) < to; next++) {
      const item = scored[next];
      if (item !== undefined) item.valence *= weight;
    }
  }
}

/** Searches for single characters are faster than one for a class. */
function hasMarks(text: string): boolean {
  return text.includes('"') || text.includes("\u201c");
}

function wordIndexes(tokens: readonly Token[]): number[] {
  const indexes: number[] = [];
  for (const [at, { kind }] of tokens.entries()) {
    if (kind === "word") indexes.push(at);
  }
  return indexes;
}

function isSaid(tokens: readonly Token[], quotation: number): boolean {
  for (let i = quotation - 1; i >= quotation - VERB_REACH; i--) {
    const key = tokens[i]?.key ?? "";
    if (SAYING.has(key)) return tokens[i - 1]?.key !== "i";
  }
  return false;
}
