/** Where a text stops to be JSON; counted from 1. */
export interface JsonError {
  line: number;
  column: number;
  /** What would have been right there. */
  expected: string;
}

type State = "value" | "value or ]" | "key" | "key or }" | ":" | "more" | "end";

const SPACE = /[ \t\n\r]*/y;
// A string in JSON holds no control characters.
const STRING =
  // deno-lint-ignore no-control-regex
  /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Finds the first place where `text` is not JSON (RFC 8259), or `null`. For
 * error messages: `JSON.parse` does not always name the place.
 */
export function findJsonError(text: string): JsonError | null {
  const open: string[] = [];
  let state: State = "value";
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text) || pattern.lastIndex === at) return false;
    at = pattern.lastIndex;
    return true;
  };
  for (;;) {
    skip(SPACE);
    if (state === "end" && at === text.length) return null;
    const next = step(state, text[at], open, skip);
    if (next === null) return locate(text, at, expected(state, open));
    if (next.take) at++;
    state = next.state;
  }
}

function step(
  state: State,
  char: string | undefined,
  open: string[],
  skip: (pattern: RegExp) => boolean,
): { state: State; take: boolean } | null {
  const closed = (): { state: State; take: boolean } => {
    open.pop();
    return { state: open.length > 0 ? "more" : "end", take: true };
  };
  switch (state) {
    case "value or ]":
    case "value":
      if (char === "]" && state === "value or ]") return closed();
      if (char === "{" || char === "[") {
        open.push(char);
        return { state: char === "{" ? "key or }" : "value or ]", take: true };
      }
      if (!skip(STRING) && !skip(SCALAR)) return null;
      return { state: open.length > 0 ? "more" : "end", take: false };
    case "key or }":
    case "key":
      if (char === "}" && state === "key or }") return closed();
      return skip(STRING) ? { state: ":", take: false } : null;
    case ":":
      return char === ":" ? { state: "value", take: true } : null;
    case "more": {
      const inObject = open.at(-1) === "{";
      if (char === (inObject ? "}" : "]")) return closed();
      if (char !== ",") return null;
      return { state: inObject ? "key" : "value", take: true };
    }
    case "end":
      return null;
  }
}

function expected(state: State, open: readonly string[]): string {
  switch (state) {
    case "more":
      return open.at(-1) === "{" ? "a comma or }" : "a comma or ]";
    case "end":
      return "nothing more";
    case "key":
    case "key or }":
      return "a name in double quotes";
    case ":":
      return "a colon";
    default:
      return "a value";
  }
}

function locate(text: string, at: number, wanted: string): JsonError {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  const line = before.split("\n").length;
  return { line, column: at - lineStart + 1, expected: wanted };
}
