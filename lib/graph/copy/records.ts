import type {
  AccountId,
  CreatorId,
  GraphMark,
  GraphOutboxEntry,
} from "@/lib/models/mod.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";
import type { Refusal } from "./target.ts";

/** How far the copy of an account's graphs is. */
export interface CopyRecord {
  /** The dataset that it shows. */
  generation: number;
  /** It shows every change up to this commit; `null` while it is compared. */
  at: number | null;
  /** Creators of whom the copy may hold something. */
  creators: CreatorId[];
  /** Why it could not go on, and since when, in ms. */
  failure: { message: string; since: number } | null;
}

/** Nothing is known of a copy. */
export const NO_COPY: CopyRecord = {
  generation: 0,
  at: null,
  creators: [],
  failure: null,
};

/** A change that the target refuses, with its reason. */
export interface RefusedChange {
  /** By what it is about: what is refused again is the same. */
  id: string;
  creator: CreatorId;
  /** The vertex or edge that it is about. */
  mark: GraphMark;
  refusal: Refusal;
  /** When it was refused last, in ms. */
  at: number;
}

type StoredRefusal = Omit<RefusedChange, "id">;

/** An entry of the outbox, by its commit. */
export interface OutboxItem extends GraphOutboxEntry {
  commit: number;
  key: Deno.KvKey;
  chunks: number;
}

/** What the database holds of the copy of one account's graphs. */
export class CopyRecords {
  readonly #store: Store;
  readonly #account: AccountId;

  constructor(store: Store, account: AccountId) {
    this.#store = store;
    this.#account = account;
  }

  /** How far the copy is. */
  async read(): Promise<CopyRecord> {
    const key = keys.graphCopy(this.#account);
    const entry = await this.#store.get<CopyRecord>(key);
    return entry?.value ?? NO_COPY;
  }

  /** Entries after a commit, the oldest first. */
  async entriesAfter(commit: number, limit: number): Promise<OutboxItem[]> {
    const prefix = keys.graphOutboxOf(this.#account);
    const start = keys.graphOutbox(this.#account, commit + 1);
    const listed = this.#store.list<GraphOutboxEntry>({ prefix, start }, {
      limit,
    });
    const items: OutboxItem[] = [];
    for await (const { key, value, chunks } of listed) {
      items.push({ ...value, commit: Number(key.at(-1)), key, chunks });
    }
    return items;
  }

  /** How many entries wait, as far as `limit`. */
  countWaiting(limit: number): Promise<number> {
    return this.#count(keys.graphOutboxOf(this.#account), limit);
  }

  /** Whether a comparison is asked for: the version of the request, or `null`. */
  async request(): Promise<string | null> {
    const entry = await this.#store.get(keys.graphRequest(this.#account));
    return entry?.versionstamp ?? null;
  }

  /** Asks whoever writes to compare the whole. */
  async ask(): Promise<void> {
    const tx = new Transaction(this.#store);
    tx.set(keys.graphRequest(this.#account), "compare");
    await tx.commit();
  }

  /** What is asked for is done, unless it was asked for again since. */
  async answer(versionstamp: string): Promise<void> {
    const key = keys.graphRequest(this.#account);
    const tx = new Transaction(this.#store);
    tx.delete(key, 0);
    await tx.tryCommit([{ key, versionstamp }]);
  }

  /** Changes that the target refuses, in order of their names. */
  async refused(limit: number): Promise<RefusedChange[]> {
    const prefix = keys.graphRefusedOf(this.#account);
    const all: RefusedChange[] = [];
    const listed = this.#store.list<StoredRefusal>({ prefix }, { limit });
    for await (const { key, value } of listed) {
      all.push({ ...value, id: String(key.at(-1)) });
    }
    return all;
  }

  /** How many changes the target refuses, as far as `limit`. */
  countRefused(limit: number): Promise<number> {
    return this.#count(keys.graphRefusedOf(this.#account), limit);
  }

  /** Deletes what the target refused, under a lease. */
  async forgetRefused(lease: Deno.AtomicCheck): Promise<void> {
    const prefix = keys.graphRefusedOf(this.#account);
    await this.#store.deletePrefix(prefix, [lease]);
  }

  /**
   * Writes how far the copy is, deletes entries that it shows, and notes what the
   * target refused, all at once and under a lease. Throws `TransactionConflict`
   * when the lease is lost.
   */
  async commit(
    lease: Deno.AtomicCheck,
    { record, done = [], refused = [] }: {
      record: CopyRecord;
      done?: readonly OutboxItem[];
      refused?: readonly RefusedChange[];
    },
  ): Promise<void> {
    const tx = new Transaction(this.#store);
    tx.set(keys.graphCopy(this.#account), record);
    for (const { key, chunks } of done) tx.delete(key, chunks);
    for (const { id, ...stored } of refused) {
      const key = keys.graphRefused(this.#account, id);
      tx.set(key, stored satisfies StoredRefusal);
    }
    await tx.commit([lease]);
  }

  /** Deletes entries up to a commit, under a lease. */
  async forgetEntries(lease: Deno.AtomicCheck, until: number): Promise<void> {
    const prefix = keys.graphOutboxOf(this.#account);
    const end = keys.graphOutbox(this.#account, until + 1);
    for (;;) {
      const tx = new Transaction(this.#store);
      const listed = this.#store.listKeys({ prefix, end }, {
        limit: FORGOTTEN_AT_ONCE,
      });
      for await (const key of listed) tx.delete(key);
      if (tx.size === 0) return;
      await tx.commit([lease]);
    }
  }

  async #count(prefix: Deno.KvKey, limit: number): Promise<number> {
    let count = 0;
    for await (const _ of this.#store.listKeys({ prefix }, { limit })) count++;
    return count;
  }
}

/** Entries that are deleted in one commit. */
const FORGOTTEN_AT_ONCE = 500;
