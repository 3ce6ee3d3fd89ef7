import type { IngestAck } from "@/lib/models/mod.ts";
import { ackCode, type AgentEvent, type Outgoing } from "./events.ts";
import { jsonBytes, type SnapshotPart } from "./parts.ts";

/** What the Brain said about a snapshot, all parts together. */
export interface SnapshotDelivery {
  snapshotId: string;
  parts: number;
  /** Parts that the Brain already had. */
  duplicates: number;
  /** Parts that it set aside. */
  quarantined: number;
}

interface PartState {
  /** Let go once acknowledged. */
  content: SnapshotPart | null;
  sends: number;
  inFlight: boolean;
  acknowledged: boolean;
}

/** The parts of one snapshot: which to send next, and which are acknowledged. */
export class PartQueue {
  readonly snapshotId: string;
  readonly #window: number;
  readonly #parts: PartState[];
  /** The first part that may still have to be sent on this connection. */
  #cursor = 0;
  #inFlight = 0;
  #acknowledged = 0;
  #duplicates = 0;
  #quarantined = 0;

  /** `window`: most parts that may be under way without acknowledgement. */
  constructor(snapshotId: string, parts: SnapshotPart[], window: number) {
    this.snapshotId = snapshotId;
    this.#window = window;
    this.#parts = parts.map((content) => ({
      content,
      sends: 0,
      inFlight: false,
      acknowledged: false,
    }));
  }

  /** Parts not acknowledged yet. */
  get left(): number {
    return this.#parts.length - this.#acknowledged;
  }

  /** Parts sent on this connection that wait for their acknowledgement. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether no part was acknowledged yet. */
  get untouched(): boolean {
    return this.#acknowledged === 0;
  }

  /** Whether every part was sent on this connection, or acknowledged before. */
  get allSent(): boolean {
    this.#skipAcknowledged();
    return this.#cursor >= this.#parts.length;
  }

  /** Bytes of the largest part that waits for its acknowledgement. */
  get largestInFlight(): number {
    return this.#parts.reduce(
      (most, part) =>
        part.inFlight ? Math.max(most, jsonBytes(part.content)) : most,
      0,
    );
  }

  /** What has been said about the parts so far. */
  get delivery(): SnapshotDelivery {
    return {
      snapshotId: this.snapshotId,
      parts: this.#parts.length,
      duplicates: this.#duplicates,
      quarantined: this.#quarantined,
    };
  }

  /** The next part that may be sent now, or `null`. */
  next(): Outgoing | null {
    this.#skipAcknowledged();
    const part = this.#parts[this.#cursor];
    if (!part || this.#inFlight >= this.#window) return null;
    const index = this.#cursor++;
    const total = this.#parts.length;
    part.inFlight = true;
    this.#inFlight++;
    const snapshotId = this.snapshotId;
    const text = JSON.stringify({
      type: "cache_update",
      payload: {
        ...part.content,
        snapshot_id: snapshotId,
        part: { index, total },
      },
    });
    const resend = part.sends++ > 0;
    return {
      text,
      event: { type: "part_sent", snapshotId, index, total, resend },
    };
  }

  /** Takes an acknowledgement; `null` where it names no part that waits. */
  acknowledge(ack: IngestAck): AgentEvent | null {
    const total = this.#parts.length;
    const index = ack.part?.index ?? (total === 1 ? 0 : -1);
    const part = this.#parts[index];
    if (ack.snapshot_id !== this.snapshotId || !part || part.acknowledged) {
      return null;
    }
    if (part.inFlight) this.#inFlight--;
    part.inFlight = false;
    part.acknowledged = true;
    part.content = null;
    this.#acknowledged++;
    if (ack.status === "duplicate") this.#duplicates++;
    if (ack.status === "quarantined") this.#quarantined++;
    return {
      type: "part_acknowledged",
      snapshotId: this.snapshotId,
      index,
      total,
      acknowledged: this.#acknowledged,
      status: ack.status,
      ...ackCode(ack),
    };
  }

  /** Everything that was not acknowledged has to be sent again. */
  rewind(): void {
    for (const part of this.#parts) part.inFlight = false;
    this.#inFlight = 0;
    this.#cursor = 0;
  }

  #skipAcknowledged(): void {
    while (this.#parts[this.#cursor]?.acknowledged) this.#cursor++;
  }
}
