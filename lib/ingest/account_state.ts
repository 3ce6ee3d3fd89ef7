import { type AccountId, CreatorId } from "@/lib/models/mod.ts";
import {
  keys,
  LruCache,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";
import { emptyHead, type Head } from "./head.ts";

/** Values of an account's figures that stay in memory between commits. */
const CACHED_VALUES = 4_000;
/** Tries of a commit that somebody else's writes got in the way of. */
const TRIES = 6;

/**
 * An account's head and the commits that change it, one after the other. A
 * commit takes effect only on the head it was based on.
 */
export class AccountState {
  readonly #store: Store;
  readonly #account: AccountId;
  readonly #cache = new LruCache(CACHED_VALUES);
  #head: KnownHead | null = null;
  /** Counts the times that the known head changed. */
  #epoch = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, account: AccountId) {
    this.#store = store;
    this.#account = account;
  }

  /** The head as last seen; do not change it. */
  async head(): Promise<Head> {
    return (await this.#load()).value;
  }

  /**
   * Runs `change` on a copy of the head and a transaction, and commits both.
   * `change` may run again, on fresh state, if another writer came first.
   */
  mutate<R>(
    change: (tx: Transaction, head: Head) => Promise<R> | R,
  ): Promise<R> {
    const run = this.#last.then(() => this.#mutate(change));
    this.#last = run.catch(() => {});
    return run;
  }

  async #mutate<R>(
    change: (tx: Transaction, head: Head) => Promise<R> | R,
  ): Promise<R> {
    const key = keys.head(this.#account);
    for (let attempt = 1;; attempt++) {
      const base = await this.#load();
      const head = structuredClone(base.value);
      const tx = new Transaction(this.#store, this.#cache);
      try {
        const result = await change(tx, head);
        tx.set(key, head);
        const versionstamp = await tx.commit([
          { key, versionstamp: base.versionstamp },
        ]);
        this.#know({ value: head, versionstamp });
        return result;
      } catch (error) {
        // What was read for this try may be stale, whatever went wrong.
        this.#know(null);
        this.#cache.clear();
        if (!(error instanceof TransactionConflict) || attempt === TRIES) {
          throw error;
        }
      }
    }
  }

  async #load(): Promise<KnownHead> {
    if (this.#head !== null) return this.#head;
    const epoch = this.#epoch;
    const entry = await this.#store.get<Head>(keys.head(this.#account));
    const read: KnownHead = entry ?? {
      value: emptyHead(defaultCreator(this.#account)),
      versionstamp: null,
    };
    // A commit may have come in between: what it left is newer than this.
    if (this.#epoch !== epoch) return await this.#load();
    this.#know(read);
    return read;
  }

  #know(head: KnownHead | null): void {
    this.#epoch++;
    this.#head = head;
  }
}

interface KnownHead {
  value: Head;
  versionstamp: string | null;
}

/** Until an Agent names its creator, an account has one, called like itself. */
function defaultCreator(account: AccountId): CreatorId {
  return CreatorId.parse(account);
}
