import type { IngestAck, Message } from "@/lib/models/mod.ts";
import type { z } from "zod";
import { deferred } from "./deferred.ts";
import {
  ackCode,
  type AckStatus,
  type AgentError,
  type AgentEvent,
  type Outgoing,
} from "./events.ts";
import { jsonBytes } from "./parts.ts";

/** A message as an Agent may write it: identities as strings or numbers. */
export type WireMessage = z.input<typeof Message>;

/** What the Brain said about a delta. */
export interface Delivery {
  eventId: string;
  seq: number;
  status: AckStatus;
  /** Why it was quarantined. */
  code?: string;
}

interface DeltaState {
  eventId: string;
  seq: number;
  message: WireMessage;
  sends: number;
  inFlight: boolean;
  settle: PromiseWithResolvers<Delivery>;
}

/** Sent deltas are cut off the queue's front in blocks of this many. */
const TRIM = 1024;

/** Deltas in order: which to send next, and which are acknowledged. */
export class DeltaQueue {
  readonly #window: number;
  /** Unacknowledged deltas in order, by event id. */
  readonly #pending = new Map<string, DeltaState>();
  /** Deltas to send on this connection, from `#head` on. */
  #unsent: DeltaState[] = [];
  #head = 0;
  #inFlight = 0;
  #nextSeq = 1;

  /** `window`: most deltas that may be under way without acknowledgement. */
  constructor(window: number) {
    this.#window = window;
  }

  /** Deltas not acknowledged yet, sent or not. */
  get left(): number {
    return this.#pending.size;
  }

  /** Deltas sent on this connection that wait for their acknowledgement. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether another delta would fit in the window. */
  get hasRoom(): boolean {
    return this.#pending.size < this.#window;
  }

  /** Bytes of the largest delta that waits for its acknowledgement. */
  get largestInFlight(): number {
    let most = 0;
    for (const delta of this.#pending.values()) {
      if (delta.inFlight) most = Math.max(most, jsonBytes(delta.message));
    }
    return most;
  }

  /** Appends a delta; an event id that still waits is the same delta. */
  add(eventId: string, message: WireMessage): Promise<Delivery> {
    const known = this.#pending.get(eventId);
    if (known) return known.settle.promise;
    const delta: DeltaState = {
      eventId,
      seq: this.#nextSeq++,
      message,
      sends: 0,
      inFlight: false,
      settle: deferred<Delivery>(),
    };
    this.#pending.set(eventId, delta);
    this.#unsent.push(delta);
    return delta.settle.promise;
  }

  /** The next delta that may be sent now, or `null`. */
  next(): Outgoing | null {
    if (this.#inFlight >= this.#window) return null;
    const delta = this.#takeUnsent();
    if (!delta) return null;
    delta.inFlight = true;
    this.#inFlight++;
    const { eventId, seq, message } = delta;
    return {
      text: JSON.stringify({
        type: "new_raw_message",
        payload: { message, event_id: eventId, seq },
      }),
      event: { type: "delta_sent", eventId, seq, resend: delta.sends++ > 0 },
    };
  }

  /** Takes an acknowledgement; `null` where it names no delta that waits. */
  acknowledge(ack: IngestAck): AgentEvent | null {
    const delta = ack.event_id === undefined
      ? this.#bySeq(ack.seq)
      : this.#pending.get(ack.event_id);
    if (!delta) return null;
    this.#pending.delete(delta.eventId);
    if (delta.inFlight) this.#inFlight--;
    const delivery: Delivery = {
      eventId: delta.eventId,
      seq: delta.seq,
      status: ack.status,
      ...ackCode(ack),
    };
    delta.settle.resolve(delivery);
    return { type: "delta_acknowledged", ...delivery };
  }

  /** Everything that was not acknowledged has to be sent again. */
  rewind(): void {
    this.#unsent = [...this.#pending.values()];
    this.#head = 0;
    this.#inFlight = 0;
    for (const delta of this.#unsent) delta.inFlight = false;
  }

  /** Rejects everything that waits. */
  fail(error: AgentError): void {
    for (const delta of this.#pending.values()) delta.settle.reject(error);
  }

  /** The next unsent delta that a late acknowledgement did not settle. */
  #takeUnsent(): DeltaState | undefined {
    let delta = this.#unsent[this.#head];
    while (delta && !this.#pending.has(delta.eventId)) {
      delta = this.#unsent[++this.#head];
    }
    if (!delta) return undefined;
    this.#head++;
    if (this.#head >= TRIM && this.#head * 2 > this.#unsent.length) {
      this.#unsent = this.#unsent.slice(this.#head);
      this.#head = 0;
    }
    return delta;
  }

  #bySeq(seq: number | undefined): DeltaState | undefined {
    for (const delta of this.#pending.values()) {
      if (delta.seq === seq) return delta;
    }
    return undefined;
  }
}
