import type { Pairing } from "./types.ts";

/** How long the service may take to answer, in ms. */
const PATIENCE_MS = 15_000;
/** Names of this machine: the only ones to which data goes without encryption. */
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;
/** What a subprotocol of the socket can carry. */
const TOKEN = /^[\w.~-]{1,512}$/;

/** What stands in the way of pairing: a sentence that says what to do. */
export class PairingError extends Error {}

/** What a pairing code is traded with. */
export interface PairingTrade {
  /** The service's address, as somebody typed it. */
  origin: string;
  /** From the service's Settings. */
  code: string;
  /** What Settings is to call this Agent. */
  name: string;
  fetch?: typeof fetch;
  /** The time, in ms since the epoch. */
  now?: () => number;
}

/**
 * The origin of a service, from the address that somebody typed: its scheme may
 * be left out, and what follows the host does not count. Throws a
 * {@linkcode PairingError} for what is no address, or for one that would send
 * chats over a network without encryption.
 */
export function serviceOrigin(typed: string): string {
  const text = typed.trim();
  const host = text.split(/[/?#]/, 1)[0] ?? "";
  const isLocal = LOCAL.test(host.replace(/:\d*$/, ""));
  const url = readUrl(
    /^[a-z][a-z\d+.-]*:\/\//i.test(text)
      ? text
      : `${isLocal ? "http" : "https"}://${text}`,
  );
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new PairingError(
      "That is not an address: enter that of your Rapport, such as https://rapport.example.",
    );
  }
  if (url.protocol === "http:" && !LOCAL.test(url.hostname)) {
    throw new PairingError(
      `Enter the address with https: without it, others could read your chats on their way to ${url.host}.`,
    );
  }
  return url.origin;
}

/**
 * Trades a pairing code for what connects an Agent with the service. Rejects with
 * a {@linkcode PairingError}, whose message says what to do.
 */
export async function exchangeCode(
  { origin: typed, code, name, now = Date.now, ...means }: PairingTrade,
): Promise<Pairing> {
  const origin = serviceOrigin(typed);
  const request = { code: code.trim(), name: name.trim() };
  if (request.code === "") {
    throw new PairingError("Enter the code that Rapport's Settings shows.");
  }
  if (request.name === "" || request.name.length > 100) {
    throw new PairingError(
      "Give this browser a name of at most 100 characters.",
    );
  }
  const response = await ask(`${origin}/api/v1/agents`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  }, means.fetch);
  const answer = await response.json().catch(() => null);
  if (response.status !== 201) throw refusal(origin, response.status, answer);
  return { ...pairingIn(answer, origin), name: request.name, pairedAt: now() };
}

/**
 * Takes the Agent's token away at the service; one that is gone already is well.
 * Rejects with a {@linkcode PairingError}, whose message says what to do: then
 * the token still works.
 */
export async function revoke(
  { origin, token, name }: Pairing,
  fetch?: typeof globalThis.fetch,
): Promise<void> {
  const response = await ask(`${origin}/api/v1/agents/current`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  }, fetch).catch(() => null);
  await response?.body?.cancel();
  if (response?.status === 204 || response?.status === 401) return;
  throw new PairingError(
    `${origin} could not be told. Revoke “${name}” in its Settings.`,
  );
}

/** Asks without cookies, and follows nobody elsewhere. */
async function ask(
  url: string,
  init: RequestInit,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Response> {
  const { origin } = new URL(url);
  try {
    return await fetch(url, {
      ...init,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new PairingError(
      `${origin} cannot be reached: check the address, and that Rapport runs there.`,
    );
  }
}

function refusal(
  origin: string,
  status: number,
  answer: unknown,
): PairingError {
  if (status === 403) {
    return new PairingError(
      "The code was used, or is older than ten minutes: get a new one in Rapport's Settings.",
    );
  }
  const said = field(answer, "detail");
  if (status === 400 && said !== null) {
    return new PairingError(`Rapport did not take it: ${said}.`);
  }
  if (status >= 500) {
    return new PairingError(
      `Rapport at ${origin} has a problem (${status}): try again in a while.`,
    );
  }
  return noRapport(origin);
}

/** What the service's answer gives; everything in it is checked. */
function pairingIn(
  answer: unknown,
  origin: string,
): Pick<Pairing, "origin" | "userId" | "token" | "wsUrl"> {
  const token = field(answer, "token");
  const userId = field(answer, "user_id");
  const wsUrl = readUrl(field(answer, "ws_url") ?? "");
  const isPairing = token !== null && TOKEN.test(token) && userId !== null &&
    userId !== "" && wsUrl !== null && /^wss?:$/.test(wsUrl.protocol);
  if (!isPairing) throw noRapport(origin);
  const service = new URL(origin);
  if (wsUrl.host !== service.host) {
    throw new PairingError(
      `${origin} wants a connection to ${wsUrl.host}, which is refused: chats go to no other address than the one that you enter.`,
    );
  }
  // Encrypted where the service is, also where it does not know that it is.
  wsUrl.protocol = service.protocol === "https:" ? "wss:" : "ws:";
  return { origin, userId, token, wsUrl: wsUrl.href };
}

function noRapport(origin: string): PairingError {
  return new PairingError(
    `What answers at ${origin} is not Rapport, or another version of it: check the address.`,
  );
}

/** A text that an answer has under a name; `null` where there is none. */
function field(answer: unknown, name: string): string | null {
  if (typeof answer !== "object" || answer === null) return null;
  const value: unknown = Object.hasOwn(answer, name)
    ? Reflect.get(answer, name)
    : null;
  return typeof value === "string" ? value : null;
}

function readUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
