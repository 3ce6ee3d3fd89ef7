import type { IngestAck } from "@/lib/models/mod.ts";
import { deferred } from "./deferred.ts";
import { type Delivery, DeltaQueue, type WireMessage } from "./delta_queue.ts";
import { type AgentError, type AgentEvent, type Outgoing } from "./events.ts";
import { PartQueue, type SnapshotDelivery } from "./part_queue.ts";
import type { SnapshotPart } from "./parts.ts";

/** How much may be under way without an acknowledgement. */
export interface Windows {
  parts: number;
  deltas: number;
}

/** What an Agent has not had acknowledged yet. */
export interface Unacknowledged {
  parts: number;
  deltas: number;
}

/**
 * What an Agent has to send and what was not acknowledged yet: the snapshot's
 * parts first, then the deltas in order, each within its window. Knows nothing
 * of connections: on a new one, {@linkcode Outbox.rewind} makes it send
 * everything unacknowledged again.
 */
export class Outbox {
  readonly #windows: Windows;
  #parts: PartQueue | null = null;
  #snapshotDone: PromiseWithResolvers<SnapshotDelivery> | null = null;
  readonly #deltas: DeltaQueue;

  constructor(windows: Windows) {
    this.#windows = windows;
    this.#deltas = new DeltaQueue(windows.deltas);
  }

  /** What was not acknowledged yet, sent or not. */
  get left(): Unacknowledged {
    return { parts: this.#parts?.left ?? 0, deltas: this.#deltas.left };
  }

  /** Whether everything is acknowledged. */
  get isEmpty(): boolean {
    return this.#parts === null && this.#deltas.left === 0;
  }

  /** Whether something sent waits for its acknowledgement. */
  get isWaiting(): boolean {
    return this.#deltas.inFlight + (this.#parts?.inFlight ?? 0) > 0;
  }

  /** Whether another delta would fit in the window. */
  get hasRoom(): boolean {
    return this.#deltas.hasRoom;
  }

  /** Whether a snapshot is under way, and whether any of it was acknowledged. */
  get snapshot(): "none" | "untouched" | "under_way" {
    if (!this.#parts) return "none";
    return this.#parts.untouched ? "untouched" : "under_way";
  }

  /** Bytes of the largest record or part that waits for its acknowledgement. */
  get largestInFlight(): number {
    return Math.max(
      this.#parts?.largestInFlight ?? 0,
      this.#deltas.largestInFlight,
    );
  }

  /**
   * Puts a snapshot before everything that is not acknowledged, in place of one
   * under way. The promise resolves when all parts of this snapshot, or of a
   * later one in its place, are acknowledged.
   */
  startSnapshot(id: string, parts: SnapshotPart[]): Promise<SnapshotDelivery> {
    this.#parts = new PartQueue(id, parts, this.#windows.parts);
    this.#deltas.rewind();
    this.#snapshotDone ??= deferred<SnapshotDelivery>();
    return this.#snapshotDone.promise;
  }

  /** Appends a delta; an event id that still waits is the same delta. */
  addDelta(eventId: string, message: WireMessage): Promise<Delivery> {
    return this.#deltas.add(eventId, message);
  }

  /** The next frame that may be sent now, or `null`. */
  next(): Outgoing | null {
    if (this.#parts && !this.#parts.allSent) return this.#parts.next();
    return this.#deltas.next();
  }

  /** Takes an acknowledgement; `null` where it names nothing that waits. */
  acknowledge(ack: IngestAck): AgentEvent | null {
    if (ack.snapshot_id === undefined) return this.#deltas.acknowledge(ack);
    const parts = this.#parts;
    const event = parts?.acknowledge(ack) ?? null;
    if (parts?.left === 0) {
      this.#parts = null;
      this.#snapshotDone?.resolve(parts.delivery);
      this.#snapshotDone = null;
    }
    return event;
  }

  /** Everything that was not acknowledged has to be sent again. */
  rewind(): void {
    this.#parts?.rewind();
    this.#deltas.rewind();
  }

  /** Rejects everything that waits. */
  fail(error: AgentError): void {
    this.#snapshotDone?.reject(error);
    this.#deltas.fail(error);
  }
}
