import type { Clock } from "@/lib/store/clock.ts";

/** The machine's own clock; unlike the Brain's, its timers keep the process alive. */
export const agentClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** How long to wait before connecting again. */
export interface Backoff {
  /** Longest wait before the first new attempt, in ms. */
  minMs: number;
  /** Longest wait before any attempt, in ms. */
  maxMs: number;
}

/**
 * Exponential backoff with full jitter: a random time from 0 up to a ceiling
 * that doubles with each failed attempt (counted from 0), in ms.
 */
export function backoffDelay(
  attempt: number,
  { minMs, maxMs }: Backoff,
  random: () => number,
): number {
  return Math.round(random() * Math.min(maxMs, minMs * 2 ** attempt));
}
