import type { Clock } from "@/lib/store/mod.ts";

/** The promise's result, or the reason of `signal` if that comes first. */
export async function unlessAborted<R>(
  promise: Promise<R>,
  signal: AbortSignal,
): Promise<R> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Waits for `ms` milliseconds; rejects with the reason of `signal`. */
export async function pause(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(ms, resolve);
  try {
    await unlessAborted(promise, signal);
  } finally {
    cancel();
  }
}

/** A bounded number of places, which are given in the order of asking. */
export class Places {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  /** Waits for a place; rejects with the reason of `signal`, without one. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    try {
      await unlessAborted(promise, signal);
    } catch (error) {
      // It may have been given a place at the same moment.
      if (!this.#waiting.delete(resolve)) this.leave();
      throw error;
    }
  }

  /** Gives a place to whoever has waited longest. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

/** The longest time by which requests are spread after a pause, in ms. */
const MAX_SPREAD_MS = 1_000;

/** A pause that all requests keep: the server asks for less work. */
export class Throttle {
  readonly #clock: Clock;
  readonly #random: () => number;
  #until = 0;

  /** `random` is from 0 up to 1. */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The pause lasts `ms` from now at least; by how much it is longer, in ms. */
  extend(ms: number): number {
    const now = this.#clock.now();
    const before = Math.max(now, this.#until);
    this.#until = Math.max(before, now + ms);
    return this.#until - before;
  }

  /** Waits for the end, and a bit more, so that not all go on at once. */
  async pass(signal: AbortSignal): Promise<void> {
    for (;;) {
      const ms = this.#until - this.#clock.now();
      if (ms <= 0) return;
      const spread = Math.min(MAX_SPREAD_MS, ms / 4) * this.#random();
      await pause(this.#clock, ms + spread, signal);
    }
  }
}
