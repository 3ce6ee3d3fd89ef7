import type { AccountId } from "@/lib/models/mod.ts";
import { keys, type Store, wait } from "@/lib/store/mod.ts";

/** Accounts of one `kv.watch`: it takes ten keys, and an account has two. */
const ACCOUNTS_PER_WATCH = 5;
/** Pause before a watch that broke is opened again, in ms. */
const RETRY_MS = 1_000;

/** What watching works with. */
export interface WatchOptions {
  store: Store;
  /** Something of the account has changed, whoever wrote it. */
  ring(account: AccountId): void;
  onError(error: unknown): void;
}

/**
 * A doorbell in the database: rings when an account's head or presence changes.
 * Works where the database tells of other instances' writes (Deno Deploy); a
 * file that several processes share does not.
 */
export class AccountWatch {
  readonly #options: WatchOptions;
  readonly #groups = new Set<WatchedGroup>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Rings for this account too, from now on; once at the start. */
  follow(account: AccountId): void {
    const groups = [...this.#groups];
    let group = groups.find(({ size }) => size < ACCOUNTS_PER_WATCH);
    if (group === undefined) {
      group = new WatchedGroup(this.#options);
      this.#groups.add(group);
    }
    group.add(account);
  }

  /** Rings for this account no more. */
  unfollow(account: AccountId): void {
    for (const group of this.#groups) {
      if (group.delete(account) && group.size === 0) this.#groups.delete(group);
    }
  }

  /** Ends. */
  close(): void {
    for (const group of this.#groups) group.close();
    this.#groups.clear();
  }
}

/** The accounts of one `kv.watch`, which is opened anew when they change. */
class WatchedGroup {
  readonly #options: WatchOptions;
  /** Each with the versionstamps of its keys; `null` before they are known. */
  readonly #accounts = new Map<AccountId, string | null>();
  #reader: ReadableStreamDefaultReader<Deno.KvEntryMaybe<unknown>[]> | null =
    null;
  #running = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#accounts.size;
  }

  add(account: AccountId): void {
    this.#accounts.set(account, null);
    this.#reopen();
  }

  /** Whether the account was one of these. */
  delete(account: AccountId): boolean {
    const isMine = this.#accounts.delete(account);
    if (isMine) this.#reopen();
    return isMine;
  }

  close(): void {
    this.#accounts.clear();
    this.#reopen();
  }

  #reopen(): void {
    this.#reader?.cancel().catch(this.#options.onError);
    if (!this.#running) this.#run();
  }

  async #run(): Promise<void> {
    const { store, onError } = this.#options;
    this.#running = true;
    while (this.#accounts.size > 0) {
      try {
        await this.#listen([...this.#accounts.keys()]);
      } catch (error) {
        onError(error);
        await wait(store.clock, RETRY_MS);
      }
    }
    this.#running = false;
  }

  async #listen(accounts: AccountId[]): Promise<void> {
    const { kv } = this.#options.store;
    const watched = accounts.flatMap((account) => [
      keys.head(account),
      keys.presence(account),
    ]);
    const reader = kv.watch<unknown[]>(watched).getReader();
    this.#reader = reader;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      accounts.forEach((account, i) => {
        const stamps = value.slice(2 * i, 2 * i + 2)
          .map(({ versionstamp }) => versionstamp).join();
        this.#notice(account, stamps);
      });
    }
  }

  #notice(account: AccountId, stamps: string): void {
    const known = this.#accounts.get(account);
    if (known === undefined || known === stamps) return;
    this.#accounts.set(account, stamps);
    this.#options.ring(account);
  }
}
