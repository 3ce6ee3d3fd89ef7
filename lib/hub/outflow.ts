import { type BridgeFrame, CloseCode } from "@/lib/models/mod.ts";
import { type Clock, wait } from "@/lib/store/mod.ts";
import type { Connection } from "./connection.ts";
import { BRIDGE_BUFFER_BYTES, UNREAD_MS } from "./limits.ts";

/** Pause before a full socket is looked at again, in ms. */
const PAUSE_MS = 20;

/**
 * What goes out to one dashboard, as far as it reads. While its socket is full
 * nothing is queued for it: frames of the event log are read again later, and of
 * the others only the newest of each kind is kept.
 */
export class Outflow {
  readonly #connection: Connection<BridgeFrame>;
  readonly #clock: Clock;
  /** The newest frames that there was no room for, by kind. */
  readonly #waiting = new Map<string, string>();
  #draining: Promise<void> | null = null;
  /** The least that a full socket held since something was last sent. */
  #least = Infinity;
  #readAt: number;

  constructor(connection: Connection<BridgeFrame>, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    this.#readAt = clock.now();
  }

  /** Whether a frame would only add to what the other side does not read. */
  get isFull(): boolean {
    return this.#connection.bufferedAmount >= BRIDGE_BUFFER_BYTES;
  }

  /** Sends a frame; the caller has made sure that there is room. */
  send(frame: string): void {
    this.#least = Infinity;
    this.#connection.sendJson(frame);
  }

  /** Sends a frame that replaces earlier ones of its kind: now, or when drained. */
  sendNewest(kind: string, frame: string): void {
    this.#waiting.delete(kind);
    if (!this.isFull) return this.send(frame);
    this.#waiting.set(kind, frame);
    this.room();
  }

  /** Resolves when there is room, or when the connection is closing. */
  room(): Promise<void> {
    if (!this.isFull) return Promise.resolve();
    return this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
    });
  }

  /** Closes the connection if it has been full for long and nothing was read. */
  closeIfUnread(): void {
    const now = this.#clock.now();
    const waiting = this.#connection.bufferedAmount;
    if (!this.isFull || waiting < this.#least) {
      this.#least = this.isFull ? waiting : Infinity;
      this.#readAt = now;
    } else if (now - this.#readAt >= UNREAD_MS) {
      this.#connection.close(
        CloseCode.Silent,
        "Nothing read for 60 s: reconnect, and read what is sent.",
      );
    }
  }

  async #drain(): Promise<void> {
    while (this.#connection.isOpen && this.isFull) {
      await wait(this.#clock, PAUSE_MS);
    }
    const frames = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const frame of frames) this.send(frame);
  }
}
