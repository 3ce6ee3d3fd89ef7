/** Matches a path and returns its raw parameters, or `null`. */
export type Matcher = (
  pathname: string,
) => Record<string, string | undefined> | null;

/** The parts of which nearly all patterns consist, and the expression of each. */
const PARTS: [pattern: RegExp, toExpression: (name: string) => string][] = [
  [/^\/([\w.~-]+)(?=[/{]|$)/, (text) => `/${text.replaceAll(".", "\\.")}`],
  [/^\/:([A-Za-z_]\w*)(?=[/{]|$)/, (name) => `/(?<${name}>[^/]+)`],
  [/^\{\/:([A-Za-z_]\w*)\}\?(?=[/{]|$)/, (name) => `(?:/(?<${name}>[^/]+))?`],
  [
    /^\/:([A-Za-z_]\w*)\*$/,
    (name) => `(?:/(?<${name}>[^/]+(?:/[^/]+)*))?`,
  ],
];

/**
 * Makes a matcher of a URL pattern. Patterns of whole segments become a regular
 * expression, which is several times as fast; the rest is left to `URLPattern`.
 */
export function matcherOf(pattern: string): Matcher {
  const expression = toExpression(pattern);
  if (expression !== null) {
    return (pathname) => {
      const match = expression.exec(pathname);
      return match === null ? null : match.groups ?? {};
    };
  }
  const url = new URLPattern({ pathname: pattern });
  return (pathname) => url.exec({ pathname })?.pathname.groups ?? null;
}

function toExpression(pattern: string): RegExp | null {
  let rest = pattern;
  let source = "";
  while (rest !== "") {
    const part = firstPart(rest);
    if (part === null) return null;
    source += part.expression;
    rest = rest.slice(part.length);
  }
  return new RegExp(`^${source}$`);
}

function firstPart(
  text: string,
): { expression: string; length: number } | null {
  for (const [pattern, toExpression] of PARTS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [{ length }, name = ""] = match;
    return { expression: toExpression(name), length };
  }
  return null;
}
