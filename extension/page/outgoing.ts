import type { SeenData, Way, WireResult } from "../messages.ts";
import { resultText, seenText } from "./envelope.ts";
import type { Hmac } from "./hmac.ts";
import type { Core } from "./natives.ts";

/** Most that waits to be signed, in UTF-16 units of bodies. */
export const MAX_WAITING = 32 * 1024 * 1024;
/** How much is hashed between two looks at the clock, in bytes. */
const SLICE = 64 * 1024;
/** How long one turn may take, in ms. */
const TURN_MS = 4;

/** What the queue works with. */
export interface OutgoingOptions {
  core: Core;
  hmac: Hmac;
  /** Monotonic time, in ms. */
  clock: () => number;
  /** Calls {@linkcode Outgoing.turn} in a task of its own. */
  soon: () => void;
  /** Gives a signed message to the relay. */
  post: (message: object, mac: string) => void;
}

/** One message that waits; a list of its own, as arrays have setters. */
interface Waiting {
  readonly n: number;
  readonly seen: { event: Way; data: SeenData } | null;
  readonly result: WireResult | null;
  dropped: boolean;
  next: Waiting | null;
}

/** A message that is being signed. */
interface Signing {
  readonly entry: Waiting;
  readonly bytes: Uint8Array;
  readonly length: number;
  at: number;
}

/**
 * Signs what was seen, in order and in tasks of its own, and posts it. If too
 * much waits, the oldest captures are dropped: their numbers are skipped, from
 * which the relay sees how many were lost. Results, and what begins an epoch,
 * are kept.
 */
export class Outgoing {
  readonly #options: OutgoingOptions;
  #first: Waiting | null = null;
  #last: Waiting | null = null;
  #signing: Signing | null = null;
  #waiting = 0;
  #n = 0;
  #isDue = false;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  /** Takes what was seen. */
  seen(event: Way, data: SeenData): void {
    this.#waiting += data.body.length;
    this.#add({ event, data }, null);
    this.#makeRoom();
  }

  /** Takes what became of a command. */
  result(result: WireResult): void {
    this.#add(null, result);
  }

  /** Signs for a few ms. */
  turn(): void {
    this.#isDue = false;
    const { clock } = this.#options;
    const end = clock() + TURN_MS;
    do {
      this.#signing ??= this.#begin();
      if (this.#signing === null) return;
      this.#sign(this.#signing);
    } while (clock() < end);
    this.#call();
  }

  #add(seen: Waiting["seen"], result: Waiting["result"]): void {
    const entry = {
      n: ++this.#n,
      seen,
      result,
      dropped: false,
      next: null,
    };
    if (this.#last === null) this.#first = entry;
    else this.#last.next = entry;
    this.#last = entry;
    this.#call();
  }

  #call(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.soon();
  }

  #makeRoom(): void {
    let entry = this.#first;
    while (this.#waiting > MAX_WAITING && entry !== null) {
      const { seen } = entry;
      if (
        seen !== null && seen.data.begins === undefined && !entry.dropped
      ) {
        entry.dropped = true;
        this.#waiting -= seen.data.body.length;
      }
      entry = entry.next;
    }
  }

  /** The next message that was not dropped. */
  #begin(): Signing | null {
    const { core, hmac } = this.#options;
    for (;;) {
      const entry = this.#first;
      if (entry === null) return null;
      this.#first = entry.next;
      if (this.#first === null) this.#last = null;
      if (entry.dropped) continue;
      let text = "";
      if (entry.seen !== null) {
        const { event, data } = entry.seen;
        this.#waiting -= data.body.length;
        text = seenText(entry.n, event, data);
      } else if (entry.result !== null) {
        text = resultText(entry.n, entry.result);
      }
      const bytes = core.encode(text);
      hmac.begin();
      return { entry, bytes, length: core.byteLength(bytes), at: 0 };
    }
  }

  #sign(signing: Signing): void {
    const { entry, bytes, length, at } = signing;
    const { hmac, post } = this.#options;
    const to = length - at > SLICE ? at + SLICE : length;
    hmac.update(bytes, at, to);
    signing.at = to;
    if (to < length) return;
    this.#signing = null;
    const mac = hmac.end();
    const { n, seen, result } = entry;
    post(
      seen === null
        ? { __proto__: null, type: "_OF_RESULT_", payload: result, n, mac }
        : {
          __proto__: null,
          type: "_OF_FORWARDER_",
          payload: { __proto__: null, event: seen.event, data: seen.data },
          n,
          mac,
        },
      mac,
    );
  }
}
