import type { Changes, SetOptions } from "./changes.ts";
import { cloneJson } from "./clone.ts";
import { type KeyChange, RawJson } from "./commit.ts";
import { TransactionConflict } from "./conflict.ts";
import { keyId } from "./key_id.ts";
import {
  type AnyPacking,
  type Packable,
  packed,
  type Packing,
  unpackedIn,
} from "./packing.ts";
import type { Store } from "./store.ts";

/** A transaction holds more than one commit may; the caller does less at once. */
export class TransactionTooLarge extends Error {
  override name = "TransactionTooLarge";
}

/**
 * Values that were read or written before, kept between transactions that
 * follow one another. After one that failed, its owner clears the cache.
 */
export interface ValueCache {
  get(id: string): CachedValue | undefined;
  set(id: string, value: CachedValue): void;
  delete(id: string): void;
}

/** A value in the cache; `null` for a key known to be empty. */
export interface CachedValue extends Packable {
  chunks: number;
}

/** A value to be written; `undefined` deletes the key. */
interface Pending extends Packable {
  key: Deno.KvKey;
  /** Pieces of the value that is replaced; `null` if that is not known. */
  chunksBefore: number | null;
  keep: boolean;
  /** The value is this transaction's own copy, to be changed in place. */
  own: boolean;
}

/** Changes that take effect together or not at all. */
export class Transaction implements Changes {
  readonly #store: Store;
  readonly #cache: ValueCache | null;
  readonly #read = new Map<string, CachedValue>();
  readonly #pending = new Map<string, Pending>();
  readonly #added: KeyChange[] = [];
  readonly #checks: Deno.AtomicCheck[] = [];

  constructor(store: Store, cache: ValueCache | null = null) {
    this.#store = store;
    this.#cache = cache;
  }

  /** Number of keys that would be written. */
  get size(): number {
    return this.#pending.size + this.#added.length;
  }

  async prefetch(
    keys: readonly Deno.KvKey[],
    options: { keep?: boolean } = {},
  ): Promise<void> {
    const missing = new Map<string, Deno.KvKey>();
    for (const key of keys) {
      const id = keyId(key);
      if (this.#known(id) === undefined) missing.set(id, key);
    }
    if (missing.size === 0) return;
    const ids = [...missing.keys()];
    const entries = await this.#store.getMany([...missing.values()]);
    entries.forEach((entry, i) => {
      const id = ids[i];
      if (id === undefined) return;
      const known: CachedValue = {
        value: entry?.value ?? null,
        chunks: entry?.chunks ?? 0,
      };
      this.#read.set(id, known);
      if (options.keep) this.#cache?.set(id, known);
    });
  }

  async get<T, P = never>(
    key: Deno.KvKey,
    packing?: Packing<T, P>,
  ): Promise<T | null> {
    const id = keyId(key);
    const pending = this.#pending.get(id);
    if (pending !== undefined) return valueOf(pending) as T | null;
    if (this.#known(id) === undefined) await this.prefetch([key]);
    const known = this.#known(id);
    if (known === undefined) return null;
    return (unpackedIn(known, packing) ?? null) as T | null;
  }

  /** As {@linkcode Changes.edit}; the value stays in the cache. */
  async edit<T extends object>(
    key: Deno.KvKey,
    initial: () => T,
  ): Promise<T> {
    const id = keyId(key);
    const pending = this.#pending.get(id);
    if (pending?.own) return pending.value as T;
    const known = await this.get<T>(key);
    const value = known === null ? initial() : cloneJson(known);
    this.#put(key, value, { keep: true, own: true });
    return value;
  }

  set<T, P = never>(
    key: Deno.KvKey,
    value: T,
    options: SetOptions<T, P> = {},
  ): void {
    this.#put(key, value, options as SetOptions<unknown, unknown>);
  }

  add(key: Deno.KvKey, value: unknown): void {
    this.#added.push({ key, value, chunksBefore: 0 });
  }

  delete(key: Deno.KvKey, chunks?: number): void {
    this.#put(key, undefined, { chunks });
  }

  /** Lists show everything: nothing takes effect before the commit. */
  settled(): Promise<void> {
    return Promise.resolve();
  }

  /** Makes the commit depend on `key` being as it was read. */
  check(key: Deno.KvKey, versionstamp: string | null): void {
    this.#checks.push({ key, versionstamp });
  }

  /**
   * Commits everything. Throws {@linkcode TransactionTooLarge} if that is more
   * than one commit may hold, and {@linkcode TransactionConflict} if a check
   * failed; in both cases nothing was written. Gives the new versionstamp.
   */
  async commit(checks: Deno.AtomicCheck[] = []): Promise<string> {
    const versionstamp = await this.tryCommit(checks);
    if (versionstamp === null) throw new TransactionConflict();
    return versionstamp;
  }

  /** {@linkcode commit} for whom a failed check is no surprise: gives `null`. */
  async tryCommit(checks: Deno.AtomicCheck[] = []): Promise<string | null> {
    await this.#countPiecesBefore();
    const commit = this.#store.newCommit([
      ...checks,
      ...this.#checks,
    ]);
    const written: [string, Pending, number][] = [];
    const add = (change: KeyChange): number => {
      const chunks = commit.add(change);
      if (commit.load <= 1) return chunks;
      throw new TransactionTooLarge(
        `${this.size} keys are more than one commit may hold`,
      );
    };
    for (const change of this.#added) add(change);
    this.#pending.forEach((pending, id) => {
      const { key, chunksBefore } = pending;
      const value = packed(pending);
      const chunks = add({ key, value, chunksBefore: chunksBefore ?? 0 });
      written.push([id, pending, chunks]);
    });
    const result = await this.#store.commit(commit);
    if (!result.ok) return null;
    this.#remember(written);
    return result.versionstamp;
  }

  #remember(written: [string, Pending, number][]): void {
    if (this.#cache === null) return;
    for (const [id, pending, chunks] of written) {
      const { keep, value, packing } = pending;
      if (keep && value !== undefined && !(value instanceof RawJson)) {
        this.#cache.set(id, { value, packing, chunks });
      } else {
        this.#cache.delete(id);
      }
    }
  }

  /** A value in pieces may be replaced unread: its pieces have to go too. */
  async #countPiecesBefore(): Promise<void> {
    const unread = [...this.#pending.values()].filter((pending) =>
      pending.chunksBefore === null
    );
    if (unread.length === 0) return;
    const counts = await this.#store.countPieces(unread.map(({ key }) => key));
    unread.forEach((pending, i) => pending.chunksBefore = counts[i] ?? 0);
  }

  #known(id: string): CachedValue | undefined {
    const read = this.#read.get(id);
    if (read !== undefined) return read;
    // Held here too: the cache may drop it before this transaction ends.
    const cached = this.#cache?.get(id);
    if (cached !== undefined) this.#read.set(id, cached);
    return cached;
  }

  #put(
    key: Deno.KvKey,
    value: unknown,
    options: {
      keep?: boolean;
      packing?: AnyPacking;
      own?: boolean;
      chunks?: number;
    },
  ): void {
    const id = keyId(key);
    this.#pending.set(id, {
      key,
      value,
      packing: options.packing,
      keep: options.keep ?? false,
      own: options.own ?? false,
      chunksBefore: options.chunks ?? this.#pending.get(id)?.chunksBefore ??
        this.#known(id)?.chunks ?? null,
    });
  }
}

/** What reading a key gives that is about to be written. */
function valueOf({ value }: Pending): unknown {
  return value instanceof RawJson ? JSON.parse(value.json) : value ?? null;
}
