/**
 * Which answers of the site are captured: these and no others.
 * @module
 */

/** What an answer means for the page's account. */
export type PathKind =
  /** Names the signed-in creator. */
  | "identity"
  /** Ends the session. */
  | "end"
  /** Chats, messages, profiles. */
  | "content";

/** A number in a path. */
const ID = "{id}";

const PATHS: readonly (readonly [PathKind, ...string[]])[] = [
  ["identity", "users", "me"],
  ["identity", "init"],
  ["end", "users", "logout"],
  ["content", "chats"],
  ["content", "users", ID, "chats"],
  ["content", "chats", ID, "messages"],
  ["content", "users", "list"],
  ["content", "users", ID],
  ["content", "subscriptions", "subscribers"],
];

const API = "/api2/v2/";

/**
 * The kind of an answer by its absolute address; `null`: it is left alone. Only
 * addresses of `origin` count. Calls no method that a page may have replaced.
 */
export function kindOf(url: string, origin: string): PathKind | null {
  const start = origin + API;
  if (!beginsWith(url, start, 0)) return null;
  for (let i = 0; i < PATHS.length; i++) {
    const path = PATHS[i];
    if (path !== undefined && fits(url, start.length, path)) return path[0];
  }
  return null;
}

/** The host of a socket's address, without a port; "" if it is none. */
export function socketHost(url: string): string {
  let at = 0;
  if (beginsWith(url, "wss://", 0)) at = 6;
  else if (beginsWith(url, "ws://", 0)) at = 5;
  else return "";
  let host = "";
  for (; at < url.length; at++) {
    const char = url[at];
    if (char === "/" || char === ":" || char === "?" || char === "#") break;
    // What stands before it is a name and a password.
    if (char === "@") return "";
    host += char;
  }
  return host;
}

/** Whether it is a number as the site's ids are. */
export function isId(text: string): boolean {
  if (text.length < 1 || text.length > 20) return false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char < "0" || char > "9") return false;
  }
  return true;
}

/** Whether the path from `at` to its end consists of these segments. */
function fits(
  url: string,
  at: number,
  path: readonly [PathKind, ...string[]],
): boolean {
  for (let i = 1; i < path.length; i++) {
    let segment = "";
    for (; at < url.length && !isEnd(url[at]) && url[at] !== "/"; at++) {
      segment += url[at];
    }
    const wanted = path[i];
    if (wanted === ID ? !isId(segment) : segment !== wanted) return false;
    if (i === path.length - 1) break;
    if (url[at] !== "/") return false;
    at++;
  }
  return at >= url.length || isEnd(url[at]);
}

function isEnd(char: string | undefined): boolean {
  return char === "?" || char === "#";
}

function beginsWith(text: string, start: string, at: number): boolean {
  if (text.length < at + start.length) return false;
  for (let i = 0; i < start.length; i++) {
    if (text[at + i] !== start[i]) return false;
  }
  return true;
}
