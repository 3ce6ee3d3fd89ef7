import type { AccountId } from "@/lib/models/mod.ts";
import {
  keys,
  type Transaction,
  TransactionTooLarge,
} from "@/lib/store/mod.ts";
import type { DeltaCommits } from "./delta_commits.ts";
import type { DeltaQueue, QueuedDelta, QueueTail } from "./delta_queue.ts";
import type { DeltaResult } from "./delta_result.ts";
import { type Head, mayDrain } from "./head.ts";
import { Inbox } from "./inbox.ts";

/** What the way of an account's deltas works with. */
export interface DeltaPathContext {
  account: AccountId;
  queue: DeltaQueue;
  commits: DeltaCommits;
  /** Whether deltas may be applied at all now. */
  mayApply(): boolean;
  /** Deltas were put into the queue. */
  onQueued(): void;
  /** Deltas were applied as they came. */
  onApplied(): void;
}

/**
 * The way of an account's deltas into the database: at once with all their
 * effects while nothing waits in the queue, and to the end of the queue
 * otherwise. They keep the order in which they came.
 */
export class DeltaPath {
  readonly #context: DeltaPathContext;
  readonly #inbox: Inbox;
  /** The end of the queue while it is known to be empty. */
  #emptyAt: QueueTail | null = null;

  constructor(context: DeltaPathContext) {
    this.#context = context;
    this.#inbox = new Inbox((deltas) => this.#commit(deltas));
  }

  /** Whether deltas are applied as they come. */
  get isDirect(): boolean {
    return this.#emptyAt !== null;
  }

  /** Whether no delta is on its way. */
  get isEmpty(): boolean {
    return this.#inbox.isEmpty;
  }

  /** Resolves when the delta is stored durably; `size` as for the inbox. */
  add(delta: QueuedDelta, size: number): Promise<DeltaResult> {
    return this.#inbox.add(delta, size);
  }

  /** Resolves when every delta so far is committed, or could not be. */
  settled(): Promise<void> {
    return this.#inbox.settled();
  }

  /** The queue is empty and ends here: deltas need not wait. */
  makeDirect(emptyAt: QueueTail): void {
    this.#emptyAt = emptyAt;
  }

  /** Deltas go into the queue from now on. */
  makeQueued(): void {
    this.#emptyAt = null;
  }

  async #commit(deltas: readonly QueuedDelta[]): Promise<DeltaResult[]> {
    const { queue, onQueued } = this.#context;
    const results = await this.#apply(deltas);
    const rest = deltas.slice(results.length);
    if (rest.length === 0) return results;
    this.makeQueued();
    await queue.append(rest);
    // The queue may have been found empty while this was on its way.
    this.makeQueued();
    onQueued();
    return [...results, ...rest.map(queuedResult)];
  }

  /** Gives the results of the first deltas, as far as they could be applied. */
  async #apply(deltas: readonly QueuedDelta[]): Promise<DeltaResult[]> {
    const results: DeltaResult[] = [];
    let size = deltas.length;
    while (results.length < deltas.length && this.isDirect) {
      const some = deltas.slice(results.length, results.length + size);
      try {
        const applied = await this.#context.commits.apply(some, this.#guard());
        if (applied === null) break;
        results.push(...applied);
      } catch (error) {
        if (error instanceof TransactionTooLarge && size > 1) size >>= 1;
        // The queue keeps what fails here, and draining finds out why.
        else this.makeQueued();
      }
    }
    if (results.length > 0) this.#context.onApplied();
    return results;
  }

  /** The queue has to be empty still when deltas overtake it. */
  #guard() {
    const { account, queue, mayApply } = this.#context;
    let isFirst = true;
    return async (tx: Transaction, head: Head): Promise<boolean> => {
      // Somebody else's write made this run again: perhaps to the queue.
      if (!isFirst) this.#emptyAt = await queue.emptyTail();
      isFirst = false;
      if (this.#emptyAt === null || !mayApply() || !mayDrain(head)) {
        return false;
      }
      tx.check(keys.queueTail(account), this.#emptyAt.versionstamp);
      return true;
    };
  }
}

function queuedResult({ refused }: QueuedDelta): DeltaResult {
  return refused === null
    ? { status: "committed" }
    : { status: "quarantined", code: refused.code };
}
