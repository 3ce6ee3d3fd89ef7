import type { Clock } from "@/lib/store/mod.ts";

/** A connection that has not said anything for so long is closed, in ms. */
export const SILENCE_MS = 60_000;
/** Malformed frames within a minute that close a connection. */
export const MALFORMED_PER_MINUTE = 20;

/** What one kind of connection may send. */
export interface FrameLimits {
  /** Largest frame, in bytes of UTF-8. */
  frameBytes: number;
  /** Frames a second in the long run. */
  framesPerSecond: number;
  /** Frames at once after a pause. */
  burst: number;
}

/** An Agent may send whole snapshots, and its outbox after a time offline. */
export const AGENT_LIMITS: FrameLimits = {
  frameBytes: 32 * 1024 * 1024,
  framesPerSecond: 5_000,
  burst: 20_000,
};

/** A dashboard has little to say. */
export const BRIDGE_LIMITS: FrameLimits = {
  frameBytes: 64 * 1024,
  framesPerSecond: 20,
  burst: 100,
};

/** Bytes that may wait in a dashboard's socket before sending to it pauses. */
export const BRIDGE_BUFFER_BYTES = 1024 * 1024;
/** A full socket of a dashboard that reads nothing for so long is closed, in ms. */
export const UNREAD_MS = 60_000;
/** Bytes that may wait in an Agent's socket; more, and it does not read. */
export const AGENT_BUFFER_BYTES = 8 * 1024 * 1024;
/** Bytes in an Agent's socket at which commands wait until it has read them. */
export const AGENT_COMMAND_BYTES = 1024 * 1024;
/**
 * What an account's Agents may have under way at once: far above the windows of
 * Agents that keep one, and room for a whole snapshot of those that do not.
 */
export const INTAKE_LIMITS = {
  records: 20_000,
  /** Characters of JSON. */
  size: 64 * 1024 * 1024,
};
/** Largest frame that tells who is online, in characters: it is kept whole. */
export const PRESENCE_SIZE = 512 * 1024;

/** Allows `rate` events a second in the long run and `burst` at once. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(clock: Clock, options: { rate: number; burst: number }) {
    this.#clock = clock;
    this.#rate = options.rate;
    this.#burst = options.burst;
    this.#tokens = options.burst;
    this.#at = clock.now();
  }

  /** Whether one more event is allowed now. */
  take(): boolean {
    const now = this.#clock.now();
    this.#tokens = Math.min(
      this.#burst,
      this.#tokens + ((now - this.#at) / 1000) * this.#rate,
    );
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

/** Counts what happened within the last minute. */
export class MinuteCounter {
  readonly #clock: Clock;
  #times: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more and gives how many there were within a minute. */
  add(): number {
    const now = this.#clock.now();
    this.#times = this.#times.filter((at) => now - at < 60_000);
    this.#times.push(now);
    return this.#times.length;
  }
}

/** Bytes of a frame in UTF-8, without encoding one that is surely small. */
export function isLargerThan(frame: string, bytes: number): boolean {
  if (frame.length * 3 <= bytes) return false;
  if (frame.length > bytes) return true;
  return new TextEncoder().encode(frame).length > bytes;
}
