/**
 * Asks a Gremlin server, Azure Cosmos DB or another of TinkerPop's, without
 * knowing what the traversals mean.
 * @module
 */
import { type Clock, systemClock } from "@/lib/store/mod.ts";
import { GremlinConnection, type Message, type Outcome } from "./connection.ts";
import { GremlinRefused, GremlinUnavailable } from "./errors.ts";
import { type GremlinMetrics, noMetrics } from "./metrics.ts";
import { type Failure, reasonFor, Retries } from "./retry.ts";
import { checkSettings, type GremlinSettings, isCosmos } from "./settings.ts";
import {
  isTextShort,
  MAX_TEXT_BYTES,
  sentBindings,
  type Traversal,
} from "./traversal.ts";
import { pause, Places, Throttle, unlessAborted } from "./waiting.ts";

export {
  GremlinRefused,
  GremlinUnavailable,
  type UnavailableReason,
} from "./errors.ts";
export { type GremlinMetrics } from "./metrics.ts";
export { type GremlinSettings } from "./settings.ts";
export {
  ELEMENT_ID,
  type ElementId,
  type GremlinValue,
  type Traversal,
} from "./traversal.ts";

/** How many traversals are under way at most, if nothing else is said. */
const MAX_UNDER_WAY = 8;
/** Time for an answer, in ms: longer than a server's own limit of 30 s. */
const TIMEOUT_MS = 40_000;
const ATTEMPTS = 8;
/** After the server refused the key, it is not asked for so long, in ms. */
const WRONG_KEY_MS = 5_000;
const CLOSED = "The Gremlin client is closed";

/** How a client is made. */
export interface GremlinOptions {
  settings: GremlinSettings;
  clock?: Clock;
  /** From 0 up to 1, as `Math.random`. */
  random?: () => number;
  /** Traversals that are under way at the same time at most; default 8. */
  maxUnderWay?: number;
  /** Time for the answer to one try, in ms; default 40,000. */
  timeoutMs?: number;
  /** How often a traversal is sent at most; default 8. */
  attempts?: number;
  /** Told once of each outage. */
  onError?: (what: string, error: unknown) => void;
}

/** How one traversal is submitted. */
export interface SubmitOptions {
  /** Ends the waiting; the server may do what it was asked all the same. */
  signal?: AbortSignal;
  /** Time for the answer to one try, in ms. */
  timeoutMs?: number;
}

/**
 * One connection to a graph, made when it is needed and made again when it is
 * lost. What may work later is tried again, so that **every traversal may be
 * executed more than once**.
 */
export class GremlinClient {
  readonly #options: GremlinOptions;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #isCosmos: boolean;
  readonly #places: Places;
  readonly #throttle: Throttle;
  readonly #closing = new AbortController();
  readonly #metrics = noMetrics();
  readonly #reported = new Set<string>();
  #connection: GremlinConnection | null = null;
  #wrongKey: { error: GremlinUnavailable; until: number } | null = null;

  /** Throws a `TypeError` where the settings cannot be used. */
  constructor(options: GremlinOptions) {
    checkSettings(options.settings);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#isCosmos = isCosmos(options.settings);
    this.#places = new Places(options.maxUnderWay ?? MAX_UNDER_WAY);
    this.#throttle = new Throttle(this.#clock, this.#random);
  }

  /** The figures as they are at this moment. */
  get metrics(): GremlinMetrics {
    return { ...this.#metrics };
  }

  /**
   * What the traversal gives, as plain values: numbers, strings, booleans,
   * `null`, arrays for lists and sets, and objects for maps (keys as text) and
   * elements.
   *
   * Rejects with {@linkcode GremlinUnavailable} if the graph could not be asked
   * and another time may be better, with {@linkcode GremlinRefused} if it will
   * never take this traversal, with a `TypeError` where a number is not finite,
   * and with the reason of `signal` if that ends it.
   */
  async submit(
    traversal: Traversal,
    options: SubmitOptions = {},
  ): Promise<unknown[]> {
    const message = this.#messageOf(traversal);
    this.#metrics.requests++;
    const signal = options.signal === undefined
      ? this.#closing.signal
      : AbortSignal.any([options.signal, this.#closing.signal]);
    await this.#places.take(signal);
    this.#metrics.underWay++;
    let sent: Promise<unknown> = Promise.resolve();
    const send = () => {
      const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs ??
        TIMEOUT_MS;
      const connection = this.#usableConnection();
      const outcome = connection.request(message, timeoutMs, signal);
      sent = outcome;
      return unlessAborted(outcome, signal);
    };
    try {
      const values = await this.#untilAnswered(send, signal);
      this.#metrics.succeeded++;
      return values;
    } finally {
      // What was aborted keeps its place until the server is done with it.
      sent.then(() => {
        this.#metrics.underWay--;
        this.#places.leave();
      });
    }
  }

  /** Ends the connection; what is not answered yet is unavailable. */
  close(): Promise<void> {
    this.#closing.abort(new GremlinUnavailable("connection", CLOSED));
    this.#connection?.close();
    this.#connection = null;
    return Promise.resolve();
  }

  #messageOf({ text, bindings }: Traversal): Message {
    if (!isTextShort(text)) {
      this.#metrics.refused++;
      throw new GremlinRefused(
        413,
        `A traversal may have ${MAX_TEXT_BYTES / 1024} KiB of text`,
      );
    }
    return { text, bindings: sentBindings(bindings, this.#isCosmos) };
  }

  async #untilAnswered(
    send: () => Promise<Outcome>,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const retries = new Retries({
      attempts: this.#options.attempts ?? ATTEMPTS,
      clock: this.#clock,
      random: this.#random,
    });
    for (;;) {
      await this.#throttle.pass(signal);
      this.#refuseWrongKey();
      const outcome = await send();
      if (outcome.kind === "answered") {
        this.#metrics.requestCharge += outcome.charge;
        this.#reported.clear();
        return outcome.values;
      }
      this.#count(outcome);
      const step = retries.after(outcome);
      if (step.kind === "give up") throw this.#note(step.error);
      if (step.kind === "pause") await pause(this.#clock, step.ms, signal);
      else this.#metrics.throttledMs += this.#throttle.extend(step.ms);
      this.#metrics.retries++;
    }
  }

  #usableConnection(): GremlinConnection {
    if (this.#connection?.isUsable) return this.#connection;
    this.#connection?.close();
    this.#connection = new GremlinConnection({
      settings: this.#options.settings,
      clock: this.#clock,
      onOpen: (charge) => {
        this.#metrics.connectionsOpened++;
        this.#metrics.requestCharge += charge;
      },
      onLost: ({ reason, error }, wasOpen) => {
        if (wasOpen) this.#metrics.connectionsLost++;
        this.#reportOnce(`Gremlin ${reason}`, error);
      },
    });
    return this.#connection;
  }

  #count(failure: Failure): void {
    const metrics = this.#metrics;
    if (failure.kind === "refused") {
      metrics.requestCharge += failure.status.charge;
    }
    const reason = reasonFor(failure);
    if (reason === "throttled") metrics.throttled++;
    if (reason === "conflict") metrics.conflicts++;
    if (reason === "timeout") metrics.timeouts++;
  }

  #note(error: GremlinUnavailable | GremlinRefused): Error {
    if (error instanceof GremlinRefused) this.#metrics.refused++;
    else if (error.reason === "authentication") {
      this.#wrongKey = { error, until: this.#clock.now() + WRONG_KEY_MS };
    }
    return error;
  }

  /** A server that is asked over and over with a wrong key may lock it out. */
  #refuseWrongKey(): void {
    if (this.#wrongKey === null) return;
    if (this.#clock.now() < this.#wrongKey.until) throw this.#wrongKey.error;
    this.#wrongKey = null;
  }

  #reportOnce(what: string, error: unknown): void {
    if (this.#reported.has(what)) return;
    this.#reported.add(what);
    this.#options.onError?.(what, error);
  }
}
