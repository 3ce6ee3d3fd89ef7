import type { AccountId } from "@/lib/models/mod.ts";
import {
  type Entry,
  type Transaction,
  TransactionTooLarge,
} from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";
import type { DeltaCommits } from "./delta_commits.ts";
import type { DeltaQueue, QueuedDelta, QueueTail } from "./delta_queue.ts";
import { type Head, mayDrain } from "./head.ts";
import { quarantine, type RefusedRecord } from "./quarantine.ts";
import { tooLarge } from "./snapshot_records.ts";

/** What draining works with. */
export interface DrainContext {
  account: AccountId;
  state: AccountState;
  queue: DeltaQueue;
  commits: DeltaCommits;
  now(): number;
}

/** Deltas that are applied in one commit. */
const DRAIN_DELTAS = 100;
/** Tries of a lone delta before it is set aside. */
const FAILURES_BEFORE_DROP = 3;

/**
 * Applies an account's queued deltas in order, many in one commit with their
 * removal from the queue. Needs the account's lease.
 */
export class Drain {
  readonly #context: DrainContext;
  /** How often the delta at the head of the queue could not be applied. */
  #failures = 0;

  constructor(context: DrainContext) {
    this.#context = context;
  }

  /**
   * Goes on while `mayGoOn` and deltas wait. Gives the end of the queue once it
   * is empty, and `null` if it was not emptied.
   */
  async run(mayGoOn: () => boolean): Promise<QueueTail | null> {
    const { queue } = this.#context;
    let limit = DRAIN_DELTAS;
    while (mayGoOn()) {
      const entries = await queue.peek(limit);
      if (entries.length === 0) {
        const tail = await queue.emptyTail();
        if (tail !== null) return tail;
        continue;
      }
      try {
        if (!await this.#apply(entries, mayGoOn)) return null;
        limit = Math.min(DRAIN_DELTAS, limit * 2);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        limit = await this.#isolate(entries, error);
        continue;
      }
      this.#failures = 0;
    }
    return null;
  }

  async #apply(
    entries: readonly Entry<QueuedDelta>[],
    mayGoOn: () => boolean,
  ): Promise<boolean> {
    const { commits } = this.#context;
    const guard = (tx: Transaction, head: Head) => {
      // A snapshot may have begun since: its deltas wait for it.
      if (!mayGoOn() || !mayDrain(head)) return false;
      for (const { key, chunks } of entries) tx.delete(key, chunks);
      return true;
    };
    const deltas = entries.map(({ value }) => value);
    return await commits.apply(deltas, guard) !== null;
  }

  /**
   * Finds the delta that cannot be applied by trying fewer at once, and sets it
   * aside: it would keep those behind it waiting for ever. Gives how many to try
   * next; throws `error` where it may be worth another try later.
   */
  async #isolate(
    entries: readonly Entry<QueuedDelta>[],
    error: unknown,
  ): Promise<number> {
    const [entry] = entries;
    if (entries.length > 1 || entry === undefined) {
      return Math.max(1, entries.length >> 1);
    }
    const { message } = entry.value;
    if (error instanceof TransactionTooLarge) {
      await this.#drop(entry, tooLarge(message));
    } else if (++this.#failures < FAILURES_BEFORE_DROP) {
      throw error;
    } else {
      await this.#drop(entry, {
        code: "processing_error",
        reason: error instanceof Error ? error.message : String(error),
        record: message,
      });
    }
    return 1;
  }

  async #drop(
    { key, chunks }: Entry<QueuedDelta>,
    record: RefusedRecord,
  ): Promise<void> {
    const { account, state, now } = this.#context;
    await state.mutate((tx, head) => {
      quarantine(tx, account, record, now());
      head.quarantined++;
      tx.delete(key, chunks);
    });
    this.#failures = 0;
  }
}
