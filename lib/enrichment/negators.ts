import type { Token } from "./tokens.ts";

/** How far before a negator what opens its clause may stand. */
const CLAUSE_REACH = 3;
/** How far after a negator what bounds it may stand. */
const BOUND_REACH = 5;

/** They open a clause that says when, not what. */
const CONDITIONS: ReadonlySet<string> = new Set(
  "when whenever if unless until while whether".split(" "),
);
/** "Never posted anywhere", "haven't met yet": new, kept, or to come. */
const BOUNDS: ReadonlySet<string> = new Set(
  "before anywhere anyone anybody elsewhere yet until till".split(" "),
);
/** Where or when something is not, or what it is besides: "not only". */
const PLAIN_OBJECTS: ReadonlySet<string> = new Set(
  ("only just merely here there home online around at in on this today " +
    "tomorrow tonight mine yours his hers").split(" "),
);
const TELLERS: ReadonlySet<string> = new Set(["i", "we"]);
const HABITS: ReadonlySet<string> = new Set(["don't", "dont", "never"]);
/** Before an order not to: "please don't share it". */
const URGERS: ReadonlySet<string> = new Set(
  ["please", "pls", "plz", "just", "so", "and"],
);
const ORDERS: ReadonlySet<string> = new Set(["don't", "dont"]);
/** "I never got it": what did not happen, unlike "I never drink". */
const PASTS: ReadonlySet<string> = new Set(
  "got had heard saw was were came went found knew felt made said told gave"
    .split(" "),
);

/**
 * Whether the negator at `at`, which denies no rated word, only states
 * something: a condition ("when you're not filming"), what the writer does not
 * do ("I don't drink"), what nobody did before or yet, where someone is not, an
 * order ("please don't tell").
 */
export function isStatedOnly(tokens: readonly Token[], at: number): boolean {
  const key = tokens[at]?.key ?? "";
  const previous = tokens[at - 1];
  if (HABITS.has(key) && TELLERS.has(previous?.key ?? "")) {
    return !isPast(tokens[at + 1]);
  }
  if (ORDERS.has(key) && isUrged(previous)) return true;
  return PLAIN_OBJECTS.has(tokens[at + 1]?.key ?? "") ||
    isConditional(tokens, at) ||
    isBounded(tokens, at);
}

function isPast(verb: Token | undefined): boolean {
  return verb !== undefined &&
    (PASTS.has(verb.key) || verb.key.endsWith("ed"));
}

function isUrged(previous: Token | undefined): boolean {
  return previous === undefined || previous.kind === "break" ||
    URGERS.has(previous.key);
}

function isConditional(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= at - CLAUSE_REACH; i--) {
    const before = tokens[i];
    if (before === undefined || before.kind === "break") return false;
    if (CONDITIONS.has(before.key)) return true;
  }
  return false;
}

function isBounded(tokens: readonly Token[], at: number): boolean {
  for (let i = at + 1; i <= at + BOUND_REACH; i++) {
    const after = tokens[i];
    if (after === undefined || after.kind === "break") return false;
    if (BOUNDS.has(after.key)) return true;
  }
  return false;
}
