import type { EventEmitter } from "node:events";
import type { Clock } from "@/lib/store/mod.ts";

/** Time for connecting and subscribing to everything, in ms. */
const CONNECT_MS = 5_000;
/** How often Redis is asked whether it is there, in ms. */
const PING_MS = 1_000;
/** So many times in a row it may not have answered yet. */
const PINGS_MISSED = 3;
/** Characters that may be on their way to Redis; beyond, texts are dropped. */
const UNSENT = 16 * 1024 * 1024;
/** Time for what is on its way when the connection is closed, in ms. */
const CLOSE_MS = 500;

type Client = Awaited<ReturnType<typeof createClient>>;

/** What a connection tells the link that it is of. */
export interface ConnectionEvents {
  onText(channel: string, text: string): void;
  /** A channel that is wanted can be heard from now on. */
  onSubscribed(channel: string): void;
  /** All that is wanted can be heard. */
  onUp(): void;
  /** Texts could not be sent, though there is a connection. */
  onDropped(what: string, error: unknown): void;
  /** It has ended by itself, or never came about: no event follows. */
  onLost(error: unknown): void;
}

/** What a connection works with. */
export interface ConnectionOptions {
  url: string;
  clock: Clock;
  /** The channels that are to be heard; its owner changes it. */
  wanted: ReadonlySet<string>;
  events: ConnectionEvents;
}

/**
 * One life of the two connections to Redis, one to publish and one to
 * subscribe: if either fails, both end, and with them all that was known of
 * subscriptions. To connect again is to make a new one.
 */
export class RedisConnection {
  readonly #options: ConnectionOptions;
  /** What Redis has confirmed. */
  readonly #subscribed = new Set<string>();
  /** Channels of which it is to be seen whether they are wanted. */
  readonly #changed = new Set<string>();
  #clients: { publisher: Client; subscriber: Client } | null = null;
  #cancelTimer: () => void;
  #isUp = false;
  #isSettling = false;
  #isClosing = false;
  #hasEnded = false;
  #unsent = 0;

  /** Connects; the outcome is told by events, later. */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#cancelTimer = options.clock.after(
      CONNECT_MS,
      () => this.#lose(new Error(`Redis takes longer than ${CONNECT_MS} ms`)),
    );
    this.#open().catch((error) => this.#lose(error));
  }

  /** Sends at once, or drops the text if there is no connection, or no room. */
  publish(channel: string, text: string): void {
    if (!this.#isUp || this.#clients === null) return;
    if (this.#unsent > UNSENT) {
      const error = new Error("More is published than Redis takes");
      this.#options.events.onDropped("Redis buffer", error);
      return;
    }
    this.#unsent += text.length;
    this.#clients.publisher.publish(channel, text)
      .catch((error) => {
        if (this.#hasEnded) return;
        this.#options.events.onDropped("Redis publish", error);
      })
      .finally(() => this.#unsent -= text.length);
  }

  /** Whether this channel is wanted has changed. */
  change(channel: string): void {
    this.#changed.add(channel);
    this.#settle().catch((error) => this.#lose(error));
  }

  /** Ends it, after what was published before if Redis takes that in time. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#cancelTimer();
    if (this.#isUp && this.#clients !== null) {
      const { publisher } = this.#clients;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancel = this.#options.clock.after(CLOSE_MS, resolve);
      // Redis answers in order: this answer comes after those to publishing.
      await Promise.race([publisher.ping().catch(() => {}), late]);
      cancel();
    }
    this.#end();
  }

  async #open(): Promise<void> {
    const publisher = await createClient(this.#options.url);
    if (this.#hasEnded) return;
    const subscriber = publisher.duplicate();
    this.#clients = { publisher, subscriber };
    await Promise.all([publisher, subscriber].map((one) => this.#connect(one)));
    await this.#subscribe([...this.#options.wanted]);
    if (this.#hasEnded) return;
    this.#isUp = true;
    this.#options.events.onUp();
    this.#pingLater();
    await this.#settle();
  }

  async #connect(client: Client): Promise<void> {
    const emitter: EventEmitter = client;
    emitter.on("error", (error) => this.#lose(error));
    await client.connect();
    // A client that is destroyed while its socket connects still connects.
    if (this.#hasEnded) client.destroy();
  }

  /** Brings subscriptions in line with what is wanted, one step at a time. */
  async #settle(): Promise<void> {
    if (!this.#isUp || this.#isSettling) return;
    this.#isSettling = true;
    while (this.#changed.size > 0 && !this.#hasEnded) {
      const channels = [...this.#changed];
      this.#changed.clear();
      const { wanted } = this.#options;
      await this.#subscribe(channels.filter((one) => wanted.has(one)));
      await this.#unsubscribe(channels.filter((one) => !wanted.has(one)));
    }
    this.#isSettling = false;
  }

  async #subscribe(channels: string[]): Promise<void> {
    const { wanted, events } = this.#options;
    const missing = channels.filter((one) => !this.#subscribed.has(one));
    if (missing.length === 0) return;
    await this.#clients?.subscriber.subscribe(missing, this.#hear);
    if (this.#hasEnded) return;
    for (const channel of missing) {
      this.#subscribed.add(channel);
      if (wanted.has(channel)) events.onSubscribed(channel);
      else this.#changed.add(channel);
    }
  }

  async #unsubscribe(channels: string[]): Promise<void> {
    const surplus = channels.filter((one) => this.#subscribed.has(one));
    if (surplus.length === 0) return;
    await this.#clients?.subscriber.unsubscribe(surplus, this.#hear);
    for (const channel of surplus) this.#subscribed.delete(channel);
  }

  readonly #hear = (text: string, channel: string): void => {
    if (!this.#hasEnded) this.#options.events.onText(channel, text);
  };

  /**
   * Looks whether Redis answers. Several looks in a row must fail: after one
   * that came late, because this process was busy, answers can still be read.
   */
  #pingLater(missed = 0, answer: { isThere: boolean } = { isThere: true }) {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(PING_MS, () => {
      if (answer.isThere) return this.#pingLater(0, this.#ping());
      if (missed + 1 < PINGS_MISSED) return this.#pingLater(missed + 1, answer);
      const silence = PING_MS * PINGS_MISSED;
      this.#lose(new Error(`Redis has not answered for ${silence} ms`));
    });
  }

  #ping(): { isThere: boolean } {
    const answer = { isThere: false };
    const { publisher, subscriber } = this.#clients ?? {};
    Promise.all([publisher?.ping(), subscriber?.ping()])
      .then(() => answer.isThere = true, (error) => this.#lose(error));
    return answer;
  }

  #lose(error: unknown): void {
    if (this.#hasEnded || this.#isClosing) return;
    this.#end();
    this.#options.events.onLost(error);
  }

  #end(): void {
    this.#hasEnded = true;
    this.#isUp = false;
    this.#cancelTimer();
    this.#clients?.publisher.destroy();
    this.#clients?.subscriber.destroy();
  }
}

/** A client that has not connected yet, and gives up when it first fails. */
async function createClient(url: string) {
  // Loaded here, because most installations never need it.
  const redis = await import("redis");
  return redis.createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    // No time limit of its own for each command: the pings find out.
    commandOptions: { timeout: 0 },
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
  });
}
