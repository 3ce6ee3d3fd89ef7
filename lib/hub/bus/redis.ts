import { type Clock, systemClock } from "@/lib/store/mod.ts";
import type { Link, LinkEvents } from "./link.ts";
import { RedisConnection } from "./redis_connection.ts";

/** The shortest time before connecting again, and the longest, in ms. */
const RETRY_MS = { min: 50, max: 2_000 };

/** How a link to Redis is made. */
export interface RedisLinkOptions {
  /** As `redis://user:password@host:6379/0`, or `rediss:` for TLS. */
  url: string;
  /** Told once of each outage, and of each reason why texts are dropped. */
  onError(what: string, error: unknown): void;
  clock?: Clock;
  /** From 0 up to 1, as `Math.random`. */
  random?: () => number;
}

/**
 * Reaches other instances by Redis Pub/Sub, on channels of the same names.
 * While Redis cannot be reached, texts are dropped, and it keeps trying for
 * ever; it need not be there at the start.
 */
export class RedisLink implements Link {
  readonly #options: RedisLinkOptions;
  readonly #clock: Clock;
  readonly #watched = new Set<string>();
  readonly #reported = new Set<string>();
  #connection: RedisConnection | null = null;
  #cancelRetry: () => void = () => {};
  #failures = 0;
  #isUp = false;

  /** Throws where the URL is not one of Redis. */
  constructor(options: RedisLinkOptions) {
    // The URL may hold a password: no message may show it.
    const { protocol } = URL.parse(options.url) ?? { protocol: "" };
    if (protocol !== "redis:" && protocol !== "rediss:") {
      throw new TypeError("A URL of Redis begins with redis:// or rediss://");
    }
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** As far as this link knows, Redis is never without listeners. */
  get mayBeHeard(): boolean {
    return this.#isUp;
  }

  start(events: LinkEvents): void {
    const connect = () => {
      this.#connection = new RedisConnection({
        url: this.#options.url,
        clock: this.#clock,
        wanted: this.#watched,
        events: {
          onText: events.onText,
          onSubscribed: events.onGap,
          onUp: () => {
            this.#failures = 0;
            this.#reported.delete(OUTAGE);
            this.#isUp = true;
            events.onChange();
          },
          onDropped: (what, error) => this.#reportOnce(what, error),
          onLost: (error) => {
            this.#connection = null;
            this.#cancelRetry = this.#clock.after(this.#pause(), connect);
            this.#reportOnce(OUTAGE, error);
            if (!this.#isUp) return;
            this.#isUp = false;
            events.onChange();
          },
        },
      });
    };
    connect();
  }

  send(channel: string, text: string): void {
    this.#connection?.publish(channel, text);
  }

  watch(channel: string): void {
    this.#watched.add(channel);
    this.#connection?.change(channel);
  }

  unwatch(channel: string): void {
    this.#watched.delete(channel);
    this.#connection?.change(channel);
  }

  async close(): Promise<void> {
    this.#cancelRetry();
    this.#isUp = false;
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }

  /** Time until the next attempt, in ms: longer each time, and never the same. */
  #pause(): number {
    const { min, max } = RETRY_MS;
    const longest = Math.min(max, min * 2 ** this.#failures++);
    const random = this.#options.random ?? Math.random;
    return longest * (0.5 + random() / 2);
  }

  #reportOnce(what: string, error: unknown): void {
    if (this.#reported.has(what)) return;
    this.#reported.add(what);
    this.#options.onError(what, error);
  }
}

const OUTAGE = "Redis connection";
