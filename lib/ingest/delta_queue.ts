import type { AccountId, Message } from "@/lib/models/mod.ts";
import {
  type Entry,
  keys,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";
import type { Lease } from "./leases.ts";
import type { RefusedRecord } from "./quarantine.ts";

/** A delta, or why it was refused, in its place among the others. */
export interface QueuedDelta {
  /** `null` for one that was refused. */
  message: Message | null;
  eventId: string | null;
  /** When it reached the Brain, in ms. */
  receivedAt: number;
  refused: RefusedRecord | null;
}

/** The end of the queue: every instance that adds to it checks and moves it. */
export interface QueueTail {
  /** The position that the next delta gets. */
  next: number;
  versionstamp: string | null;
}

/** Characters of messages' texts that are read at once. */
const PEEK_LENGTH = 300_000;
const TRIES = 6;

/**
 * An account's durable queue: deltas in the order of their arrival at whatever
 * instance, each under a key that counts up.
 */
export class DeltaQueue {
  readonly #store: Store;
  readonly #account: AccountId;
  #tail: QueueTail | null = null;
  #mayBeMarked = true;

  constructor(store: Store, account: AccountId) {
    this.#store = store;
    this.#account = account;
  }

  /**
   * Commits deltas to the end of the queue, with a mark for whoever writes for
   * the account that something waits. Rejects if they could not be committed.
   */
  async append(deltas: readonly QueuedDelta[]): Promise<void> {
    const key = keys.queueTail(this.#account);
    for (let attempt = 1;; attempt++) {
      const { next, versionstamp } = await this.tail();
      const tx = new Transaction(this.#store);
      deltas.forEach((delta, i) =>
        tx.set(keys.queue(this.#account, next + i), delta)
      );
      tx.set(key, { next: next + deltas.length });
      tx.set(keys.due(this.#account), null);
      tx.check(key, versionstamp);
      try {
        const committed = await tx.commit();
        this.#tail = { next: next + deltas.length, versionstamp: committed };
        this.#mayBeMarked = true;
        return;
      } catch (error) {
        this.forgetTail();
        if (!(error instanceof TransactionConflict) || attempt === TRIES) {
          throw error;
        }
      }
    }
  }

  /** The end of the queue as last seen; another instance may have moved it. */
  async tail(): Promise<QueueTail> {
    if (this.#tail === null) {
      const entry = await this.#store.get<{ next: number }>(
        keys.queueTail(this.#account),
      );
      this.#tail = {
        next: entry?.value.next ?? 0,
        versionstamp: entry?.versionstamp ?? null,
      };
    }
    return this.#tail;
  }

  /** The end of the queue is read anew when it is needed next. */
  forgetTail(): void {
    this.#tail = null;
  }

  /** The oldest deltas, at most `limit`, and fewer if their texts are long. */
  async peek(limit: number): Promise<Entry<QueuedDelta>[]> {
    const entries: Entry<QueuedDelta>[] = [];
    let length = 0;
    const list = this.#store.list<QueuedDelta>(
      { prefix: keys.queueOf(this.#account) },
      { limit },
    );
    for await (const entry of list) {
      entries.push(entry);
      length += entry.value.message?.text?.length ?? 0;
      if (length > PEEK_LENGTH) break;
    }
    return entries;
  }

  /**
   * The end of the queue if nothing is left in it, and `null` otherwise. Who
   * commits under a check of that end knows that the queue is still empty.
   */
  async emptyTail(): Promise<QueueTail | null> {
    this.forgetTail();
    this.#mayBeMarked = true;
    const tail = await this.tail();
    return (await this.peek(1)).length === 0 ? tail : null;
  }

  /** Notes that something is left to do, or that `by` asks for the lease. */
  async mark(by: string | null): Promise<void> {
    const tx = new Transaction(this.#store);
    tx.set(keys.due(this.#account), by);
    await tx.commit();
  }

  /**
   * Removes the mark that something waits: whoever writes for the account has
   * seen it. It stays if more was added in the meantime, or the lease is lost.
   */
  async unmark(lease: Lease): Promise<void> {
    if (!this.#mayBeMarked) return;
    const { versionstamp } = await this.tail();
    const tx = new Transaction(this.#store);
    tx.check(lease.key, lease.versionstamp);
    tx.check(keys.queueTail(this.#account), versionstamp);
    tx.delete(keys.due(this.#account), 0);
    this.#mayBeMarked = await tx.tryCommit() === null;
    if (this.#mayBeMarked) this.forgetTail();
  }
}
