import { agentClock, type Backoff, backoffDelay } from "@/lib/agent/clock.ts";
import { MAX_PART_BYTES } from "@/lib/agent/parts.ts";
import type { Clock } from "@/lib/store/clock.ts";
import type { ConnectionState, WireCommand } from "../../messages.ts";
import type { Halt } from "../store/mod.ts";
import type { Delivery, Pairing } from "../types.ts";
import { closingOf } from "./closing.ts";
import type { Frame } from "./frames.ts";
import { Link, type OpenSocket } from "./link.ts";
import {
  type DeliveryStore,
  type Pace,
  type Sent,
  Session,
  wordsOf,
} from "./session.ts";

/** How a delivery works. */
export interface DeliveryOptions {
  store: DeliveryStore;
  pairing: Pairing;
  /**
   * Hears of the service's commands, in their order; one may come repeatedly. Must
   * not throw.
   */
  onCommand(command: WireCommand): void;
  /** Hears of each change of {@linkcode Delivery.status}; must not throw. */
  onStatus?(status: Delivery["status"]): void;
  /** Default: a `WebSocket`. */
  openSocket?: OpenSocket;
  /** Default: the machine's. */
  clock?: Clock;
  /** From 0 to below 1, for jitter. Default: `Math.random`. */
  random?: () => number;
  /** Makes ids of snapshots. Default: random UUIDs. */
  newId?: () => string;
  /** How long the service may take to greet. Default: 15 s. */
  openTimeoutMs?: number;
  /** Default: up to 0.5 s, doubling to up to 60 s. */
  backoff?: Backoff;
  /**
   * Default: 4 parts of at most 512 KiB and 256 deltas under way, a sign of life
   * every 20 s, 60 s without any acknowledgement.
   */
  pace?: Partial<Pace>;
}

/** A delivery that a person may ask to connect. */
export interface PersonalDelivery extends Delivery {
  /**
   * As {@linkcode Delivery.ensureConnected}; where a person asks for it, also
   * what has given up tries again, and nothing is waited for.
   */
  ensureConnected(how?: { byPerson?: boolean }): void;
}

/** After being replaced for the first time, nothing is tried so long, in ms. */
const ONCE_REPLACED_MS = 10_000;
/** After being replaced again, in ms. */
const REPLACED_MS = 10 * 60_000;
/** And at most so long, in ms. */
const MAX_REPLACED_MS = 4 * 3_600_000;
/** Replaced later than this after connecting, it counts as the first time, in ms. */
const SETTLED_MS = 3_600_000;

/**
 * Sends an account's outbox to its service. Nothing that matters is kept in
 * memory: a new one on the same store goes on where this one was.
 *
 * Two Agents of one account would take the connection from each other for ever.
 * So one that was replaced stays away for some seconds: a connection of a worker
 * that has died may have come late, and is gone by then. If it happens again
 * soon, it stays away for ten minutes, and for twice as long each further time, up
 * to four hours; that is stored, as the worker does not live as long. Meanwhile
 * nothing is lost: it waits in the outbox.
 */
export function createDelivery(options: DeliveryOptions): PersonalDelivery {
  return new StoredDelivery(options);
}

class StoredDelivery implements PersonalDelivery {
  readonly #store: DeliveryStore;
  readonly #pairing: Pairing;
  readonly #options: DeliveryOptions;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #pace: Pace;
  #unsubscribe: () => void = () => {};
  #state: ConnectionState = "waiting";
  #detail: string | null = null;
  #lastError: Delivery["status"]["lastError"] = null;
  #link: Link | null = null;
  #session: Session | null = null;
  #cancelRetry: (() => void) | null = null;
  #halt: Halt | null = null;
  #isStarting = false;
  /** Grows with each beginning and end: what is older is not heeded. */
  #turn = 0;
  #attempt = 0;
  #readyAt = 0;
  #carefulUntil = 0;
  #presenceBytes = Infinity;

  constructor(options: DeliveryOptions) {
    const { store, pairing, clock = agentClock } = options;
    this.#store = store;
    this.#pairing = pairing;
    this.#options = options;
    this.#clock = clock;
    this.#backoff = options.backoff ?? { minMs: 500, maxMs: 60_000 };
    this.#pace = {
      partWindow: 4,
      deltaWindow: 256,
      partBytes: MAX_PART_BYTES,
      keepaliveMs: 20_000,
      ackTimeoutMs: 60_000,
      ...options.pace,
    };
  }

  get status(): Delivery["status"] {
    const [state, detail] = [this.#state, this.#detail];
    return { state, detail, lastError: this.#lastError };
  }

  ensureConnected({ byPerson = false }: { byPerson?: boolean } = {}): void {
    if (this.#session !== null) return this.#session.wake();
    if (this.#link !== null || this.#isStarting) return;
    if (!byPerson && (this.#cancelRetry !== null || this.#isHalted())) return;
    if (byPerson) this.#attempt = 0;
    this.#start(byPerson);
  }

  sendPresence(userIds: readonly string[], at: number): boolean {
    // A list that was too large once is too large again.
    if (userIds.join().length >= this.#presenceBytes) return false;
    return this.#session?.sendPresence(userIds, at) ?? false;
  }

  stop(): void {
    this.#link?.close();
    this.#end();
    this.#setState("stopped", null);
  }

  async #start(byPerson: boolean): Promise<void> {
    this.#end();
    const turn = this.#turn;
    this.#isStarting = true;
    this.#setState("connecting", null);
    try {
      const halt = await this.#readHalt(byPerson);
      if (turn !== this.#turn) return;
      this.#isStarting = false;
      this.#halt = halt;
      if (this.#isHalted()) this.#rest();
      else this.#open();
    } catch (error) {
      if (turn === this.#turn) this.#retry(wordsOf(error));
    }
  }

  /** What keeps this pairing from connecting; a person is not kept. */
  async #readHalt(byPerson: boolean): Promise<Halt | null> {
    const { halt } = await this.#store.deliveryState();
    if (halt?.pairedAt !== this.#pairing.pairedAt) return null;
    if (!byPerson) return halt;
    await this.#store.setHalt(null);
    return null;
  }

  #open(): void {
    const { openSocket = newSocket, openTimeoutMs = 15_000 } = this.#options;
    const { wsUrl: url, token } = this.#pairing;
    const turn = this.#turn;
    const ifNow = <A extends unknown[]>(run: (...args: A) => void) => {
      return (...args: A) => {
        if (turn === this.#turn) run(...args);
      };
    };
    try {
      this.#link = new Link({
        openSocket,
        url,
        token,
        clock: this.#clock,
        openTimeoutMs,
        handlers: {
          ready: ifNow((userId) => this.#ready(userId)),
          frame: ifNow((frame) => this.#receive(frame)),
          closed: ifNow((code, reason) => this.#closed(code, reason)),
        },
      });
    } catch (error) {
      this.#fail(
        `The pairing cannot be used: ${wordsOf(error)} Pair again.`,
      );
    }
  }

  #ready(userId: string | null): void {
    const link = this.#link;
    if (link === null) return;
    const { userId: wanted, origin } = this.#pairing;
    if (userId !== wanted) {
      link.close();
      return this.#closed(4403, `It serves ${userId}, not ${wanted}.`);
    }
    const { newId = () => crypto.randomUUID(), onCommand } = this.#options;
    this.#readyAt = this.#clock.now();
    this.#setState("connected", null);
    const session = this.#session = new Session({
      store: this.#store,
      link,
      clock: this.#clock,
      newId,
      pace: this.#pace,
      target: `${origin} ${wanted}`,
      carefulUntil: this.#carefulUntil,
      onCommand: (command) => onCommand(command),
      onProgress: () => {
        this.#attempt = 0;
      },
      onTrouble: (message) => this.#note(message),
    });
    this.#unsubscribe = this.#store.onChange(() => session.wake());
  }

  #receive(frame: Frame): void {
    this.#session?.receive(frame);
  }

  #closed(code: number, reason: string): void {
    const largest = this.#session?.largest ?? null;
    const lasted = this.#session ? this.#clock.now() - this.#readyAt : 0;
    this.#end();
    const closing = closingOf(code, reason);
    const { detail } = closing;
    if (lasted >= this.#backoff.maxMs) this.#attempt = 0;
    switch (closing.kind) {
      case "refused":
        this.#note(detail);
        return this.#rest({ code, detail, until: null, times: 1 });
      case "replaced":
        return this.#giveWay(code, detail, lasted);
      case "too_large":
        this.#setAside(largest, detail);
        return;
      case "broken":
        this.#retry(detail);
    }
  }

  /** Forgets whatever is under way; nothing is heard of it any more. */
  #end(): void {
    this.#turn++;
    this.#isStarting = false;
    if (this.#session) this.#carefulUntil = this.#session.carefulUntil;
    this.#session?.end();
    this.#unsubscribe();
    this.#cancelRetry?.();
    this.#session = this.#link = this.#cancelRetry = null;
  }

  #retry(detail: string): void {
    const { random = Math.random } = this.#options;
    this.#end();
    this.#note(detail);
    this.#setState("waiting", detail);
    const ms = backoffDelay(this.#attempt++, this.#backoff, random);
    this.#cancelRetry = this.#clock.after(ms, () => this.#start(false));
  }

  #giveWay(code: number, detail: string, lasted: number): void {
    const { random = Math.random } = this.#options;
    const before = lasted < SETTLED_MS && this.#halt?.code === code
      ? this.#halt.times
      : 0;
    const ms = before === 0
      ? ONCE_REPLACED_MS
      : Math.min(MAX_REPLACED_MS, REPLACED_MS * 2 ** (before - 1));
    this.#rest({
      code,
      detail,
      // Two that were replaced at one time do not come back at one time.
      until: this.#clock.now() + Math.round(ms * (1 + random()) / 2),
      times: before + 1,
    });
  }

  /** Stays away, and stores it if it is new. */
  #rest(news?: Omit<Halt, "pairedAt">): void {
    if (news) {
      this.#halt = { ...news, pairedAt: this.#pairing.pairedAt };
      this.#store.setHalt(this.#halt)
        .catch((error) => this.#note(wordsOf(error)));
    }
    const halt = this.#halt;
    if (halt === null) return;
    if (halt.until !== null) {
      const ms = Math.max(0, halt.until - this.#clock.now());
      this.#cancelRetry = this.#clock.after(ms, () => this.#start(false));
    }
    this.#setState("stopped", halt.detail);
  }

  /** Nothing can be done with what this was given. */
  #fail(detail: string): void {
    this.#end();
    this.#note(detail);
    const { pairedAt } = this.#pairing;
    this.#halt = { code: 0, detail, until: null, times: 1, pairedAt };
    this.#setState("stopped", detail);
  }

  #isHalted(): boolean {
    if (this.#halt === null) return false;
    const { until } = this.#halt;
    if (until === null) return true;
    const ms = until - this.#clock.now();
    // One that is longer was noted by a clock that was wrong.
    return ms > 0 && ms <= MAX_REPLACED_MS;
  }

  /** The largest that was under way is too large in any case. */
  async #setAside(largest: Sent | null, detail: string): Promise<void> {
    const turn = this.#turn;
    this.#isStarting = true;
    this.#setState("waiting", detail);
    let words = detail;
    try {
      words = await this.#setLargestAside(largest, detail) ?? detail;
    } catch (error) {
      words = wordsOf(error);
    }
    if (turn === this.#turn) this.#retry(words);
  }

  async #setLargestAside(
    largest: Sent | null,
    reason: string,
  ): Promise<string | null> {
    const refusal = { code: "frame_too_large", reason };
    switch (largest?.kind) {
      case "delta":
        await this.#store.refuseDelta(largest.delta, refusal);
        return `A message of ${inKib(largest.size)} was set aside. ${reason}`;
      case "part":
        if (largest.records > 1) {
          // The service, or something on the way, takes less than agreed.
          await this.#store.setPartBytes(Math.floor(largest.size / 2));
          return null;
        }
        await this.#store.refusePart(largest.plan, largest.index, refusal);
        return `A message of ${inKib(largest.size)} was set aside. ${reason}`;
      case "presence":
        this.#presenceBytes = largest.size / 2;
    }
    return null;
  }

  #note(message: string): void {
    this.#lastError = { message, at: this.#clock.now() };
  }

  #setState(state: ConnectionState, detail: string | null): void {
    this.#state = state;
    this.#detail = detail;
    this.#options.onStatus?.(this.status);
  }
}

function newSocket(url: string, protocols: string[]): WebSocket {
  return new WebSocket(url, protocols);
}

function inKib(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KiB`;
}
