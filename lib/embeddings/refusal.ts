import { z } from "zod";

/** Characters of the server's own words that a message shows. */
const MAX_WORDS = 300;
/** Stands for the secret. */
const HIDDEN = "[hidden]";

/** The ways in which servers put their reason into JSON. */
const Reason = z.union([
  z.object({ error: z.object({ message: z.string() }) })
    .transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
]);

/**
 * The reason in the body of an error, on one line and cut to 300 characters;
 * "" if it holds none. `secret` is taken out of it.
 */
export function reasonIn(body: string, secret: string | null): string {
  return oneLine(reasonOf(body), secret);
}

/** The text on one line of bounded length, without `secret`. */
export function oneLine(text: string, secret: string | null): string {
  // First, so that no part of it is left where the text is cut.
  const told = secret ? text.replaceAll(secret, HIDDEN) : text;
  const line = told.replaceAll(/[\p{C}\s]+/gu, " ").trim();
  return line.length <= MAX_WORDS
    ? line
    : `${line.slice(0, MAX_WORDS).toWellFormed()}…`;
}

function reasonOf(body: string): string {
  try {
    const parsed = Reason.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : "";
  } catch {
    // A page for browsers tells nothing in its first characters.
    return body.trimStart().startsWith("<") ? "" : body;
  }
}

/**
 * The time that `Retry-After` asks to wait, in ms: seconds or a date, as RFC
 * 9110 has it. 0 if there is none, or none that can be read.
 */
export function retryAfterMs(headers: Headers, now: number): number {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

/** What to do about a status that is not 200. */
export function adviceFor(status: number): string {
  if (status === 401 || status === 403) return "Check EMBEDDINGS_KEY.";
  if (status === 404 || status === 405) {
    return "Check EMBEDDINGS_URL, as https://host/v1, and EMBEDDINGS_MODEL.";
  }
  if (status >= 300 && status < 400) {
    return "It points elsewhere: set EMBEDDINGS_URL to the final address.";
  }
  if (status === 429) return "Try again later, or raise the limit there.";
  if (status >= 500) return "Try again later, and look at its log.";
  return "Check EMBEDDINGS_MODEL, and what the endpoint takes.";
}
