import type { UnavailableReason } from "./errors.ts";

/** What a server says of a request that it did not answer. */
export interface Status {
  /** That of Cosmos DB where it gives one, or else the protocol's. */
  code: number;
  /** More exact, from Cosmos DB; 0 if there is none. */
  subCode: number;
  message: string;
  /** What it asks to wait before the next try, in ms; `null` if nothing. */
  retryAfterMs: number | null;
  /** Request units that it took. */
  charge: number;
}

/** What is to be thought of a status. */
export type Verdict = UnavailableReason | "server error" | "refused";

/** Partitions that are split or moved, or a replica that is: soon over. */
const MOVING = new Set([1007, 1008]);

const VERDICTS: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
  [401, "authentication"],
  [403, "authentication"],
  [407, "authentication"],
  [408, "timeout"],
  // The server's own limit on evaluation, in TinkerPop.
  [598, "timeout"],
  [409, "conflict"],
  [412, "conflict"],
  // Cosmos DB's "retry with".
  [449, "conflict"],
  [410, "connection"],
  [503, "connection"],
  [429, "throttled"],
  [500, "server error"],
]);

/** How TinkerPop says that somebody else has just added an element. */
const ADDED_BEFORE = /^(Vertex|Edge) with id already exists/;

/** Whether there is sense in asking again, and if not, why. */
export function verdictOn({ code, subCode, message }: Status): Verdict {
  if (MOVING.has(subCode) || MOVING.has(code)) return "connection";
  if (ADDED_BEFORE.test(message)) return "conflict";
  return VERDICTS.get(code) ?? "refused";
}

/** Reads what a server says, whose attributes are a map or an object. */
export function readStatus(
  code: number,
  message: string,
  attributes: unknown,
): Status {
  const values = attributesOf(attributes);
  return {
    code: numberIn(values["x-ms-status-code"]) ?? code,
    subCode: numberIn(values["x-ms-substatus-code"]) ?? 0,
    message,
    retryAfterMs: durationMs(values["x-ms-retry-after-ms"]),
    charge: chargeIn(attributes),
  };
}

/** Request units of one request, from the attributes of its last response. */
export function chargeIn(attributes: unknown): number {
  const values = attributesOf(attributes);
  return numberIn(values["x-ms-total-request-charge"]) ??
    numberIn(values["x-ms-request-charge"]) ?? 0;
}

const TIME_SPAN = /^(?:(\d+)\.)?(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/;

/**
 * A duration in ms: a number of ms, or a .NET `TimeSpan` such as
 * `00:00:03.9500000` or, with days, `1.02:03:04.5`; `null` for anything else.
 */
export function durationMs(value: unknown): number | null {
  const span = typeof value === "string" ? TIME_SPAN.exec(value.trim()) : null;
  if (span === null) {
    const ms = numberIn(value);
    return ms === null || ms < 0 ? null : ms;
  }
  const [days, hours, minutes, seconds] = span.slice(1).map((part) =>
    Number(part ?? 0)
  );
  const wholeHours = (days ?? 0) * 24 + (hours ?? 0);
  const wholeMinutes = wholeHours * 60 + (minutes ?? 0);
  return Math.round((wholeMinutes * 60 + (seconds ?? 0)) * 1000);
}

function attributesOf(attributes: unknown): Record<string, unknown> {
  if (attributes instanceof Map) return Object.fromEntries(attributes);
  return { ...(typeof attributes === "object" ? attributes : {}) };
}

function numberIn(value: unknown): number | null {
  const isWritten = typeof value === "string" && value.trim() !== "";
  if (typeof value !== "number" && !isWritten) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
