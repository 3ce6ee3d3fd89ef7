import { nextTurn } from "@/lib/store/mod.ts";
import type { DeltaResult } from "./delta_result.ts";
import type { QueuedDelta } from "./delta_queue.ts";

/** Commits deltas, in their order; gives what became of each. */
export type CommitDeltas = (
  deltas: readonly QueuedDelta[],
) => Promise<DeltaResult[]>;

interface Waiting {
  delta: QueuedDelta;
  size: number;
  resolve: (result: DeltaResult) => void;
  reject: (error: unknown) => void;
}

/** Deltas of one commit. */
const COMMIT_DELTAS = 500;
/** Characters of one commit's deltas; one more delta may exceed them. */
const COMMIT_SIZE = 500_000;

/**
 * Deltas that have arrived and are not committed yet, in the order of their
 * arrival. Those that come while a commit is under way share the next one; a
 * lone delta does not wait.
 */
export class Inbox {
  readonly #commit: CommitDeltas;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;

  constructor(commit: CommitDeltas) {
    this.#commit = commit;
  }

  /** Whether nothing waits and nothing is under way. */
  get isEmpty(): boolean {
    return this.#flushing === null && this.#waiting.length === 0;
  }

  /**
   * Resolves when the delta is committed; rejects if it could not be. `size` is
   * that of its JSON, in characters.
   */
  add(delta: QueuedDelta, size: number): Promise<DeltaResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delta, size, resolve, reject });
      this.#flushSoon();
    });
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
    while (this.#waiting.length > 0) {
      await this.#gather();
      const batch = this.#takeBatch();
      try {
        const results = await this.#commit(batch.map(({ delta }) => delta));
        batch.forEach(({ resolve, reject }, i) => {
          const result = results[i];
          if (result !== undefined) resolve(result);
          else reject(new Error("A delta was left out of its commit"));
        });
      } catch (error) {
        // Nothing overtakes what could not be committed: it is sent again.
        const behind = this.#waiting.splice(0);
        for (const { reject } of [...batch, ...behind]) reject(error);
      }
    }
  }

  /**
   * Waits while more arrives in each turn of the event loop: a sender that has
   * just been answered sends many, and the first one would go alone.
   */
  async #gather(): Promise<void> {
    let known;
    do {
      known = this.#waiting.length;
      await nextTurn();
    } while (known < this.#waiting.length && known < COMMIT_DELTAS);
  }

  #takeBatch(): Waiting[] {
    let count = 0;
    let size = 0;
    for (const { size: next } of this.#waiting) {
      if (
        count === COMMIT_DELTAS || (count > 0 && size + next > COMMIT_SIZE)
      ) {
        break;
      }
      size += next;
      count++;
    }
    return this.#waiting.splice(0, count);
  }
}
