import type { Clock } from "@/lib/store/mod.ts";
import type { Outcome } from "./connection.ts";
import {
  GremlinRefused,
  GremlinUnavailable,
  type UnavailableReason,
} from "./errors.ts";
import { verdictOn } from "./status.ts";

/** The longest pause before the second try, in ms; it doubles with each try. */
const FIRST_PAUSE_MS = 100;
/** The longest pause that this side chooses, in ms. */
const MAX_PAUSE_MS = 10_000;
/** The shortest pause after being throttled, in ms. */
const MIN_THROTTLE_MS = 10;
/** So long may one request be throttled, in ms. */
export const MAX_THROTTLE_MS = 2 * 60_000;
/** Tries again after an error that the server does not explain. */
const SERVER_ERROR_TRIES = 2;

/** A try in vain. */
export type Failure = Exclude<Outcome, { kind: "answered" }>;

/** What comes after it. */
export type Step =
  /** This request waits for so long, in ms, and tries again. */
  | { kind: "pause"; ms: number }
  /** All requests wait. */
  | { kind: "throttle"; ms: number }
  | { kind: "give up"; error: GremlinUnavailable | GremlinRefused };

/** What retries work with. */
export interface RetryOptions {
  /** How often a request is sent at most, not counting throttled tries. */
  attempts: number;
  clock: Clock;
  /** From 0 up to 1. */
  random: () => number;
}

/** Why a try was in vain. */
export function reasonFor(failure: Failure) {
  return failure.kind === "unanswered"
    ? failure.reason
    : verdictOn(failure.status);
}

/** The tries of one request. */
export class Retries {
  readonly #options: RetryOptions;
  #tries = 0;
  #throttles = 0;
  #serverErrors = 0;
  #throttledSince: number | null = null;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /** What to do after a try in vain. */
  after(failure: Failure): Step {
    const reason = reasonFor(failure);
    switch (reason) {
      case "authentication":
        return giveUp(reason, failure);
      case "refused":
        return refuse(failure);
      case "throttled":
        return this.#throttle(failure);
      case "server error":
        if (this.#serverErrors++ >= SERVER_ERROR_TRIES) return refuse(failure);
        return this.#pause(failure, "connection");
      default:
        return this.#pause(failure, reason);
    }
  }

  #pause(failure: Failure, reason: UnavailableReason): Step {
    this.#tries++;
    if (this.#tries >= this.#options.attempts) {
      return giveUp(reason, failure, `, tried ${this.#tries} times`);
    }
    const askedMs = retryAfterMs(failure);
    if (askedMs > MAX_THROTTLE_MS) return giveUp(reason, failure);
    return { kind: "pause", ms: Math.max(askedMs, this.#backoff(this.#tries)) };
  }

  #throttle(failure: Failure): Step {
    const now = this.#options.clock.now();
    this.#throttledSince ??= now;
    this.#throttles++;
    const ms = Math.max(
      MIN_THROTTLE_MS,
      retryAfterMs(failure) || this.#backoff(this.#throttles),
    );
    const until = now + ms - this.#throttledSince;
    if (until > MAX_THROTTLE_MS) return giveUp("throttled", failure);
    return { kind: "throttle", ms };
  }

  /** Longer after each try, and never the same. */
  #backoff(tries: number): number {
    const longest = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
    return longest * (0.5 + this.#options.random() / 2);
  }
}

function refuse(failure: Failure): Step {
  const code = failure.kind === "refused" ? failure.status.code : 500;
  return { kind: "give up", error: new GremlinRefused(code, wordsOf(failure)) };
}

function giveUp(
  reason: UnavailableReason,
  failure: Failure,
  more = "",
): Step {
  const error = new GremlinUnavailable(
    reason,
    `Gremlin is not available (${reason}${more}): ${wordsOf(failure)}`,
    failure.kind === "unanswered" ? { cause: failure.error } : {},
  );
  return { kind: "give up", error };
}

function wordsOf(failure: Failure): string {
  return failure.kind === "unanswered"
    ? failure.error.message
    : failure.status.message.trim();
}

function retryAfterMs(failure: Failure): number {
  return failure.kind === "refused" ? failure.status.retryAfterMs ?? 0 : 0;
}
