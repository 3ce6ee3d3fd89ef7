import type { Clock } from "@/lib/store/mod.ts";
import type { Driver } from "./driver.ts";
import { isRecord } from "./graphson.ts";
import type { GremlinSettings } from "./settings.ts";
import { chargeIn, readStatus, type Status, verdictOn } from "./status.ts";

/** Time for connecting, and then for logging in, in ms. */
const CONNECT_MS = 10_000;
/**
 * Servers want the password when they get the first script, and refuse what
 * comes before they have it. So the first one asks for nothing, alone.
 */
const LOGIN: Message = { text: "g.inject(0)", bindings: {} };
/**
 * A connection that was idle for longer is not used again, in ms: what lies
 * between may have forgotten it without telling.
 */
const IDLE_MS = 3 * 60_000;
/** A WebSocket that is refused for want of rights. */
const FORBIDDEN = /Unexpected server response: 40[13]/;

/** A script to be sent. */
export interface Message {
  text: string;
  bindings: Record<string, unknown>;
}

/** Why there was no answer of any kind. */
export interface Unanswered {
  kind: "unanswered";
  reason: "timeout" | "connection" | "authentication";
  error: Error;
}

/** What has become of a request; `charge` is in request units. */
export type Outcome =
  | { kind: "answered"; values: unknown[]; charge: number }
  | { kind: "refused"; status: Status }
  | Unanswered;

/** What is not asked for any more. */
const CLOSED: Unanswered = {
  kind: "unanswered",
  reason: "connection",
  error: new Error("The connection to Gremlin was closed"),
};

/** What a connection works with. */
export interface ConnectionOptions {
  settings: GremlinSettings;
  clock: Clock;
  /** The server takes requests; to log in took `charge` request units. */
  onOpen(charge: number): void;
  /** It has ended by itself, or never came about: no event follows. */
  onLost(end: Unanswered, wasOpen: boolean): void;
}

interface Pending {
  settle(outcome: Outcome): void;
}

/**
 * One life of a connection to the server: when it ends, so do its requests. To
 * connect again is to make a new one.
 */
export class GremlinConnection {
  readonly #options: ConnectionOptions;
  readonly #pending = new Map<string, Pending>();
  readonly #opened: Promise<void>;
  readonly #cancelTimer: () => void;
  #driver: Driver | null = null;
  #stopOpening: () => void = () => {};
  #isOpen = false;
  #end: Unanswered | null = null;
  #isChallenged = false;
  /** How many messages have come from the server. */
  #heard = 0;
  #usedAt: number;

  /** Connects; the outcome is told by events, and to requests. */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#usedAt = options.clock.now();
    this.#cancelTimer = options.clock.after(CONNECT_MS, () => {
      const error = new Error(`Gremlin takes longer than ${CONNECT_MS} ms`);
      this.#lose({ kind: "unanswered", reason: "timeout", error });
    });
    this.#opened = this.#open().catch((error) => this.#break(error));
  }

  /** Whether another request may be sent. */
  get isUsable(): boolean {
    if (this.#end !== null) return false;
    const idleMs = this.#options.clock.now() - this.#usedAt;
    return this.#pending.size > 0 || !this.#isOpen || idleMs <= IDLE_MS;
  }

  /**
   * Sends a script as soon as it is open, unless `signal` is aborted by then;
   * never rejects.
   */
  async request(
    message: Message,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Outcome> {
    await this.#opened;
    if (this.#end !== null) return this.#end;
    return signal.aborted ? CLOSED : await this.#ask(message, timeoutMs);
  }

  /** Ends it, and with it the requests that are not answered yet. */
  close(): void {
    this.#finish(CLOSED);
  }

  async #open(): Promise<void> {
    // Loaded here, because most installations never need it.
    const { Driver } = await import("./driver.ts");
    if (this.#end !== null) return;
    this.#driver = new Driver(this.#options.settings, {
      onHeard: () => this.#heard++,
      onChallenge: () => this.#challenge(),
      onEnd: (error) => this.#break(error),
    });
    // The driver does not tell everybody who waits when it fails to open.
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.#stopOpening = resolve;
    await Promise.race([this.#driver.open(), ended]);
    this.#cancelTimer();
    if (this.#end !== null) return;
    const login = await this.#ask(LOGIN, CONNECT_MS);
    if (login.kind === "unanswered") return this.#lose(login);
    this.#isOpen = true;
    this.#options.onOpen(
      login.kind === "answered" ? login.charge : login.status.charge,
    );
  }

  #ask({ text, bindings }: Message, timeoutMs: number): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const id = crypto.randomUUID();
    const heardBefore = this.#heard;
    const cancel = this.#options.clock.after(timeoutMs, () => {
      const error = new Error(`Gremlin has not answered for ${timeoutMs} ms`);
      const end = { kind: "unanswered", reason: "timeout", error } as const;
      // If others were answered, it is this request that takes too long.
      if (this.#heard === heardBefore) this.#lose(end);
      else this.#pending.get(id)?.settle(end);
    });
    this.#pending.set(id, {
      settle: (outcome) => {
        cancel();
        this.#pending.delete(id);
        this.#driver?.forget(id);
        this.#usedAt = this.#options.clock.now();
        resolve(outcome);
      },
    });
    this.#driver?.evaluate(id, text, bindings).then(
      (result) => {
        const charge = chargeIn(result.attributes);
        this.#hear(id, { kind: "answered", values: result.toArray(), charge });
      },
      (error) => this.#fail(id, error),
    );
    return promise;
  }

  #fail(id: string, error: unknown): void {
    const said: Record<string, unknown> = isRecord(error) ? error : {};
    const { statusCode, statusMessage, statusAttributes } = said;
    if (typeof statusCode !== "number") return this.#break(error);
    const status = readStatus(
      statusCode,
      String(statusMessage),
      statusAttributes,
    );
    const hasFailedToLogIn = !this.#isOpen &&
      verdictOn(status) === "authentication";
    if (!hasFailedToLogIn) return this.#hear(id, { kind: "refused", status });
    // It would refuse all else on this connection.
    this.#lose({
      kind: "unanswered",
      reason: "authentication",
      error: new Error(status.message),
    });
  }

  #hear(id: string, outcome: Outcome): void {
    this.#isChallenged = false;
    this.#pending.get(id)?.settle(outcome);
  }

  #challenge(): Promise<void> {
    if (!this.#isChallenged) {
      this.#isChallenged = true;
      return Promise.resolve();
    }
    const error = new Error("Gremlin asks for the password again");
    this.#lose({ kind: "unanswered", reason: "authentication", error });
    return Promise.reject(error);
  }

  #break(cause: unknown): void {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const isForbidden = !this.#isOpen && FORBIDDEN.test(error.message);
    const reason = isForbidden ? "authentication" : "connection";
    this.#lose({ kind: "unanswered", reason, error });
  }

  #lose(end: Unanswered): void {
    if (this.#end !== null) return;
    const wasOpen = this.#isOpen;
    this.#finish(end);
    this.#options.onLost(end, wasOpen);
  }

  #finish(end: Unanswered): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#isOpen = false;
    this.#cancelTimer();
    for (const one of [...this.#pending.values()]) one.settle(end);
    this.#driver?.terminate();
    this.#stopOpening();
  }
}
