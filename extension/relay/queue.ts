import type { Relayed } from "../messages.ts";

/** Most records in one batch. */
const BATCH_RECORDS = 50;
/** Most of one batch, in UTF-16 units of bodies; one record may be larger. */
const BATCH_SIZE = 1024 * 1024;
/** Most that waits, in UTF-16 units of bodies. */
export const MAX_WAITING = 64 * 1024 * 1024;

/**
 * What a relay has got and the background has not stored, in order. If too much
 * waits, the oldest captures are dropped and counted; results, and what begins
 * an epoch, are kept.
 */
export class RelayQueue {
  #records: Relayed[] = [];
  #size = 0;
  #lost = 0;
  /** How many at the front are in the batch that is under way. */
  #held = 0;

  /** How many captures were dropped. */
  get lost(): number {
    return this.#lost;
  }

  get length(): number {
    return this.#records.length;
  }

  push(record: Relayed): void {
    this.#records.push(record);
    this.#size += sizeOf(record);
    while (this.#size > MAX_WAITING && this.#dropOldest());
  }

  /** The next records to send; they stay until {@linkcode stored} is called. */
  batch(): Relayed[] {
    this.#held = lengthOfBatch(this.#records);
    return this.#records.slice(0, this.#held);
  }

  /** Everything that waits, in batches. */
  batches(): Relayed[][] {
    const batches: Relayed[][] = [];
    for (let rest = this.#records; rest.length > 0;) {
      const length = lengthOfBatch(rest);
      batches.push(rest.slice(0, length));
      rest = rest.slice(length);
    }
    return batches;
  }

  /** The last batch is stored: it is gone. */
  stored(): void {
    for (const record of this.#records.splice(0, this.#held)) {
      this.#size -= sizeOf(record);
    }
    this.#held = 0;
  }

  clear(): void {
    this.#records = [];
    this.#size = 0;
    this.#held = 0;
  }

  #dropOldest(): boolean {
    const at = this.#records.findIndex((record, i) =>
      i >= this.#held && record.kind === "seen" &&
      record.data.begins === undefined
    );
    if (at < 0) return false;
    const [record] = this.#records.splice(at, 1);
    if (record !== undefined) this.#size -= sizeOf(record);
    this.#lost++;
    return true;
  }
}

function lengthOfBatch(records: readonly Relayed[]): number {
  let size = 0;
  let length = 0;
  for (const record of records) {
    size += sizeOf(record);
    if (length > 0 && (length === BATCH_RECORDS || size > BATCH_SIZE)) break;
    length++;
  }
  return length;
}

function sizeOf(record: Relayed): number {
  return record.kind === "seen" ? record.data.body.length : 0;
}
