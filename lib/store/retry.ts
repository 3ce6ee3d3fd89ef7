import { type Clock, wait } from "./clock.ts";

/** How often and how long to try. */
export interface RetryOptions {
  clock: Clock;
  /** From 0 to below 1; spreads the tries of several processes. */
  random: () => number;
  /** Tries in all. Default 8. */
  tries?: number;
}

/** The longest pause before the second try, in ms; it doubles from try to try. */
const FIRST_PAUSE_MS = 10;

/**
 * Runs `run` again, after a growing random pause, while the database answers
 * that another process has it locked. Any other error, and the last one, is
 * thrown as it is.
 */
export async function withRetry<R>(
  run: () => Promise<R>,
  { clock, random, tries = 8 }: RetryOptions,
): Promise<R> {
  for (let attempt = 1;; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= tries || !isLocked(error)) throw error;
      await wait(clock, random() * FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error &&
    /database (table |schema )?is locked|SQLITE_BUSY/i.test(error.message);
}
