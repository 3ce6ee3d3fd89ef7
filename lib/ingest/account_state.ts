import type { AccountId } from "@/lib/models/mod.ts";
import {
  cloneJson,
  keys,
  LruCache,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";
import { type Head, headOf } from "./head.ts";
import type { Lease, Leases } from "./leases.ts";

/** Values of an account's figures that stay in memory between commits. */
const CACHED_VALUES = 4_000;
/** Tries of a commit that somebody else's writes got in the way of. */
const TRIES = 6;

/** This instance does not hold the account's lease, or not any more. */
export class LeaseLost extends Error {
  override name = "LeaseLost";

  constructor(account: AccountId) {
    super(`Another instance writes for ${account}`);
  }
}

/**
 * An account's head and the commits that change it, one after the other, while
 * this instance holds the account's lease. A commit takes effect only under that
 * lease and on the head that it was based on.
 */
export class AccountState {
  readonly #store: Store;
  readonly #account: AccountId;
  readonly #leases: Leases;
  readonly #cache = new LruCache(CACHED_VALUES);
  #lease: Lease | null = null;
  #head: KnownHead | null = null;
  /** Counts the times that the known head changed. */
  #epoch = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, account: AccountId, leases: Leases) {
    this.#store = store;
    this.#account = account;
    this.#leases = leases;
  }

  /** The lease, if it is held as far as this instance knows. */
  get lease(): Lease | null {
    return this.#lease;
  }

  /** Where the account stands; do not change it. Fresh unless the lease is held. */
  async head(): Promise<Head> {
    return (await this.#load()).value;
  }

  /** Whether the account's lease is held, now that it has been tried. */
  acquire(): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#lease ??= await this.#acquireNew();
      return this.#lease !== null;
    });
  }

  /** Whether the lease is really held still. */
  verifyLease(): Promise<boolean> {
    return this.#inTurn(() => this.#isHeld());
  }

  /** Lets the lease go after the commits that are under way. */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      const lease = this.#lease;
      if (lease === null) return;
      this.#forget();
      this.#lease = null;
      await this.#leases.release(lease);
    });
  }

  /**
   * Runs `change` on a copy of the head, with the number of this commit, and a
   * transaction, and commits both, unless `change` gives `null`. It may run again, on fresh state, if another
   * writer came first. Throws {@linkcode LeaseLost} if this instance may not
   * write.
   */
  mutate<R>(
    change: (tx: Transaction, head: Head) => Promise<R> | R,
  ): Promise<R> {
    return this.#inTurn(() => this.#mutate(change));
  }

  async #mutate<R>(
    change: (tx: Transaction, head: Head) => Promise<R> | R,
  ): Promise<R> {
    const key = keys.head(this.#account);
    for (let attempt = 1;; attempt++) {
      const lease = this.#lease;
      if (lease === null) throw new LeaseLost(this.#account);
      const base = await this.#load();
      const head = cloneJson(base.value);
      head.commits++;
      const tx = new Transaction(this.#store, this.#cache);
      try {
        const result = await change(tx, head);
        if (result === null) return result;
        tx.set(key, head);
        tx.check(key, base.versionstamp);
        tx.check(lease.key, lease.versionstamp);
        const versionstamp = await tx.commit();
        this.#know({ value: head, versionstamp });
        return result;
      } catch (error) {
        // What was read for this try may be stale, whatever went wrong.
        this.#forget();
        if (!(error instanceof TransactionConflict)) throw error;
        if (!await this.#isHeld()) throw new LeaseLost(this.#account);
        if (attempt === TRIES) throw error;
      }
    }
  }

  async #acquireNew(): Promise<Lease | null> {
    const lease = await this.#leases.acquire(this.#account);
    // What the holder before this one committed last is not known here.
    this.#forget();
    return lease;
  }

  async #isHeld(): Promise<boolean> {
    const lease = this.#lease;
    if (lease === null) return false;
    const entry = await this.#store.get(lease.key);
    if (entry?.versionstamp === lease.versionstamp) return true;
    this.#forget();
    this.#lease = null;
    return false;
  }

  #inTurn<R>(run: () => Promise<R>): Promise<R> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => {});
    return result;
  }

  async #load(): Promise<KnownHead> {
    if (this.#head !== null && this.#lease !== null) return this.#head;
    const epoch = this.#epoch;
    const entry = await this.#store.get<Head>(keys.head(this.#account));
    const read: KnownHead = {
      value: headOf(this.#account, entry?.value ?? null),
      versionstamp: entry?.versionstamp ?? null,
    };
    // A commit may have gone by in between: what it left is newer than this.
    if (this.#epoch !== epoch) return await this.#load();
    if (this.#lease !== null) this.#know(read);
    return read;
  }

  #know(head: KnownHead): void {
    this.#epoch++;
    this.#head = head;
  }

  #forget(): void {
    this.#epoch++;
    this.#head = null;
    this.#cache.clear();
  }
}

interface KnownHead {
  value: Head;
  versionstamp: string | null;
}
