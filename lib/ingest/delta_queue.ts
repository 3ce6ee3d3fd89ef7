import type { AccountId, Message } from "@/lib/models/mod.ts";
import {
  type Entry,
  jsonSize,
  keys,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";

/** A delta as it waits in the queue. */
export interface QueuedDelta {
  message: Message;
  eventId: string | null;
  receivedAt: number;
}

/** Tells, in order, which deltas stand for events that were processed before. */
export type FindProcessed = (
  deltas: readonly QueuedDelta[],
) => Promise<boolean[]>;

interface Waiting {
  delta: QueuedDelta;
  size: number;
  resolve: (result: "committed" | "duplicate") => void;
  reject: (error: unknown) => void;
}

/** Deltas of one commit. */
const COMMIT_DELTAS = 400;
/** Bytes of one commit's deltas; with one more delta it is still allowed. */
const COMMIT_BYTES = 300_000;
const TRIES = 6;

/**
 * An account's durable queue: deltas in the order of their arrival, each under
 * a key that counts up. Deltas that arrive while a commit is under way share
 * the next one; a lone delta does not wait.
 */
export class DeltaQueue {
  readonly #store: Store;
  readonly #account: AccountId;
  readonly #findProcessed: FindProcessed;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #tail: { next: number; versionstamp: string | null } | null = null;

  constructor(
    store: Store,
    account: AccountId,
    findProcessed: FindProcessed,
  ) {
    this.#store = store;
    this.#account = account;
    this.#findProcessed = findProcessed;
  }

  /**
   * Resolves when the delta is committed, or found to be a duplicate; rejects
   * if it could not be committed. Deltas keep the order of the calls.
   */
  add(delta: QueuedDelta): Promise<"committed" | "duplicate"> {
    const size = jsonSize(delta);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delta, size, resolve, reject });
      this.#flushSoon();
    });
  }

  /** The oldest deltas, at most `limit`, and fewer if their texts are long. */
  async peek(limit: number): Promise<Entry<QueuedDelta>[]> {
    const entries: Entry<QueuedDelta>[] = [];
    let size = 0;
    const list = this.#store.list<QueuedDelta>(
      { prefix: keys.queueOf(this.#account) },
      { limit },
    );
    for await (const entry of list) {
      entries.push(entry);
      size += entry.value.message.text?.length ?? 0;
      if (size > COMMIT_BYTES) break;
    }
    return entries;
  }

  /** Resolves when everything that was added so far is settled. */
  async settled(): Promise<void> {
    while (this.#flushing !== null) await this.#flushing;
  }

  #flushSoon(): void {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
      // A delta may have come after the last look, and before this.
      if (this.#waiting.length > 0) this.#flushSoon();
    });
  }

  async #flush(): Promise<void> {
    // Whatever arrives in this turn of the event loop shares the commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        const processed = await this.#findProcessed(
          batch.map(({ delta }) => delta),
        );
        const news = batch.filter((_, i) => !processed[i]);
        if (news.length > 0) await this.#commit(news.map(({ delta }) => delta));
        batch.forEach(({ resolve }, i) =>
          resolve(processed[i] ? "duplicate" : "committed")
        );
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  #takeBatch(): Waiting[] {
    let count = 0;
    let size = 0;
    for (const { size: next } of this.#waiting) {
      if (
        count === COMMIT_DELTAS || (count > 0 && size + next > COMMIT_BYTES)
      ) {
        break;
      }
      size += next;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(deltas: QueuedDelta[]): Promise<void> {
    const key = keys.queueTail(this.#account);
    for (let attempt = 1;; attempt++) {
      const { next, versionstamp } = this.#tail ?? await this.#readTail();
      const tx = new Transaction(this.#store);
      deltas.forEach((delta, i) =>
        tx.set(keys.queue(this.#account, next + i), delta)
      );
      tx.set(key, { next: next + deltas.length });
      try {
        const committed = await tx.commit([{ key, versionstamp }]);
        this.#tail = { next: next + deltas.length, versionstamp: committed };
        return;
      } catch (error) {
        this.#tail = null;
        if (!(error instanceof TransactionConflict) || attempt === TRIES) {
          throw error;
        }
      }
    }
  }

  async #readTail(): Promise<{ next: number; versionstamp: string | null }> {
    const entry = await this.#store.get<{ next: number }>(
      keys.queueTail(this.#account),
    );
    return {
      next: entry?.value.next ?? 0,
      versionstamp: entry?.versionstamp ?? null,
    };
  }
}
