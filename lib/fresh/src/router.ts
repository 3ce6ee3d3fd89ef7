import { type Matcher, matcherOf } from "./matcher.ts";

/** The HTTP methods that can have handlers. */
export type Method =
  | "HEAD"
  | "GET"
  | "POST"
  | "PATCH"
  | "PUT"
  | "DELETE"
  | "OPTIONS";

/** All of them. */
export const METHODS: readonly Method[] = [
  "GET",
  "POST",
  "PATCH",
  "PUT",
  "DELETE",
  "HEAD",
  "OPTIONS",
];

/** What a request's method and path lead to. */
export interface Match<T> {
  /** The pattern of the route, or `null` when no route has this path. */
  pattern: string | null;
  /** The item of the method, or `null` when the route does not take it. */
  item: T | null;
  /** Decoded values of the pattern's parameters. */
  params: Record<string, string>;
  /** The methods of the route. */
  allowed: readonly string[];
}

interface Entry<T> {
  pattern: string;
  items: Map<string, T>;
  allowed: string[];
}

interface DynamicEntry<T> extends Entry<T> {
  matches: Matcher;
}

const DYNAMIC = /[*:{}+?()]/;
const NO_METHODS: readonly string[] = [];

/**
 * Finds a route by method and path: literal paths by one look-up in a map,
 * patterns in the order in which they were added. The first entry for a method
 * and path stays.
 */
export class Router<T> {
  #literal = new Map<string, Entry<T>>();
  #dynamic: DynamicEntry<T>[] = [];

  /** Adds `item` for a method and a path or URL pattern. */
  add(method: Method, pattern: string, item: T): void {
    const entry = this.#entry(pattern);
    if (entry.items.has(method)) return;
    entry.items.set(method, item);
    entry.allowed.push(method);
  }

  #entry(pattern: string): Entry<T> {
    if (!DYNAMIC.test(pattern)) {
      const known = this.#literal.get(pattern);
      if (known !== undefined) return known;
      const entry: Entry<T> = { pattern, items: new Map(), allowed: [] };
      this.#literal.set(pattern, entry);
      return entry;
    }
    const known = this.#dynamic.find((entry) => entry.pattern === pattern);
    if (known !== undefined) return known;
    const matches = matcherOf(pattern);
    const entry = { pattern, matches, items: new Map(), allowed: [] };
    this.#dynamic.push(entry);
    return entry;
  }

  /** Finds the route of a request. `HEAD` falls back to `GET`. */
  match(method: string, url: URL): Match<T> {
    const literal = this.#literal.get(url.pathname);
    if (literal !== undefined) return found(literal, method, {});

    for (const entry of this.#dynamic) {
      const groups = entry.matches(url.pathname);
      if (groups === null) continue;
      const params: Record<string, string> = Object.create(null);
      for (const [name, value] of Object.entries(groups)) {
        params[name] = value === undefined ? "" : decode(value);
      }
      return found(entry, method, params);
    }
    return { pattern: null, item: null, params: {}, allowed: NO_METHODS };
  }
}

function found<T>(
  entry: Entry<T>,
  method: string,
  params: Record<string, string>,
): Match<T> {
  const item = entry.items.get(method) ??
    (method === "HEAD" ? entry.items.get("GET") : undefined) ?? null;
  return { pattern: entry.pattern, item, params, allowed: entry.allowed };
}

function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch {
    return value;
  }
}
