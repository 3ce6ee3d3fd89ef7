/**
 * Turns the path of a route file, without extension, into a URL pattern:
 * `blog/[slug]` → `/blog/:slug`, `docs/[[version]]` → `/docs{/:version}?`,
 * `old/[...path]` → `/old/:path*`, `(group)/about` → `/about`.
 *
 * @throws {SyntaxError} When the brackets do not make a pattern.
 */
export function fileToPattern(file: string): string {
  const parts = file.split("/");
  if (parts.at(-1) === "index") parts.pop();

  let pattern = "";
  for (const part of parts) {
    if (part === "") continue;
    if (/^\(.*\)$/.test(part)) continue;
    pattern += partToPattern(part, file);
  }
  return pattern === "" ? "/" : pattern;
}

/**
 * The folders of a route file, as middlewares and layouts see them: groups
 * count, and a parameter is `:name`.
 */
export function fileToFolder(file: string): string {
  return "/" + file.replace(/(^|\/)index$/, "$1")
    .replace(/\[\[([^[\]]+)\]\]/g, ":$1?")
    .replace(/\[\.\.\.([^[\]]+)\]/g, ":$1*")
    .replace(/\[([^[\]]+)\]/g, ":$1");
}

function partToPattern(part: string, file: string): string {
  const rest = /^\[\.\.\.([^[\]]+)\]$/.exec(part);
  if (rest !== null) return `/:${rest[1]}*`;

  const optional = /^\[\[([^[\]]+)\]\]$/.exec(part);
  if (optional !== null) return `{/:${optional[1]}}?`;

  const converted = part.replace(/\[([^[\].]+)\]/g, ":$1");
  if (/[[\]]/.test(converted) || part.includes("][")) {
    throw new SyntaxError(
      `Invalid route file name "${file}": a parameter is [name], [...name] or [[name]], the last two fill a whole segment, and two parameters need a character between them`,
    );
  }
  return `/${converted}`;
}

/** Puts `path` below `base`; both may be `*`, for everything. */
export function joinPaths(base: string, path: string): string {
  const prefix = base.replace(/\/?\*$/, "").replace(/\/$/, "");
  if (path === "*") return `${prefix}/*`;
  if (path === "/" && prefix !== "") return prefix;
  return prefix + path;
}

/** Like {@linkcode joinPaths} for what belongs to a folder: everything below it. */
export function mountPath(base: string, path: string): string {
  if (path !== "*") return joinPaths(base, path);
  return joinPaths(base, "/").replace(/^\/$/, "") || "*";
}

/**
 * The folders that a path lies in, for middlewares and layouts. Without
 * `whole`, the last part is the route itself and is left out.
 */
export function pathSegments(path: string, whole: boolean): string[] {
  if (path === "*" || path === "/*") return [];
  const parts = path.split("/").slice(1);
  if (!whole || ["", "*"].includes(parts.at(-1) ?? "")) parts.pop();
  return parts;
}
