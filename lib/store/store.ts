import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import { chunkKey, chunkRoom, decodeValue, isChunkedHeader } from "./codec.ts";
import { withRetry } from "./retry.ts";

/** A stored value with its key. */
export interface Entry<T> {
  key: Deno.KvKey;
  value: T;
  /** Pieces that the value is stored in; 0 if it fits under its key. */
  chunks: number;
  versionstamp: string;
}

/** How to list: newest first, how many, and how many a read. */
export interface ListOptions {
  limit?: number;
  reverse?: boolean;
  batchSize?: number;
}

/** What the parts of the Brain need of the outside world to store things. */
export interface StoreOptions {
  kv: Deno.Kv;
  clock?: Clock;
  /** From 0 to below 1. */
  random?: () => number;
}

/** Keys that one `getMany` may name. */
const KEYS_PER_READ = 10;
/** Mutations that one commit may hold, with room for the caller's own. */
const DELETES_PER_COMMIT = 900;

/**
 * Deno KV with values of any size: JSON, cut into pieces where a value is
 * larger than one key may hold.
 */
export class Store {
  readonly kv: Deno.Kv;
  readonly clock: Clock;
  readonly random: () => number;

  constructor(options: StoreOptions) {
    this.kv = options.kv;
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
  }

  /** The entry under `key`, or `null`. */
  async get<T>(key: Deno.KvKey): Promise<Entry<T> | null> {
    const [entry] = await this.getMany<T>([key]);
    return entry ?? null;
  }

  /** The entries under `keys`, in their order, read a few keys at a time. */
  async getMany<T>(keys: readonly Deno.KvKey[]): Promise<(Entry<T> | null)[]> {
    const reads: Promise<Deno.KvEntryMaybe<unknown>[]>[] = [];
    for (let i = 0; i < keys.length; i += KEYS_PER_READ) {
      const some = keys.slice(i, i + KEYS_PER_READ);
      reads.push(this.#retry(() => this.kv.getMany<unknown[]>(some)));
    }
    const entries = (await Promise.all(reads)).flat();
    return await Promise.all(entries.map((entry) => this.#decode<T>(entry)));
  }

  /** The entries that `selector` names, in order of their keys. */
  async *list<T>(
    selector: Deno.KvListSelector,
    options: ListOptions = {},
  ): AsyncGenerator<Entry<T>> {
    for await (
      const entry of this.kv.list<unknown>(selector, {
        batchSize: 200,
        ...options,
      })
    ) {
      const decoded = await this.#decode<T>(entry);
      if (decoded !== null) yield decoded;
    }
  }

  /**
   * Deletes all keys below `prefix`, large values' pieces included, in bounded
   * commits. Gives the number of keys deleted.
   */
  async deletePrefix(prefix: Deno.KvKey): Promise<number> {
    const rooms = [prefix, [chunkRoom(prefix[0]), ...prefix.slice(1)]];
    let deleted = 0;
    for (const room of rooms) {
      let atomic = this.kv.atomic();
      let pending = 0;
      for await (
        const entry of this.kv.list({ prefix: room }, { batchSize: 500 })
      ) {
        atomic.delete(entry.key);
        deleted++;
        if (++pending === DELETES_PER_COMMIT) {
          const full = atomic;
          await this.#retry(() => full.commit());
          atomic = this.kv.atomic();
          pending = 0;
        }
      }
      if (pending > 0) await this.#retry(() => atomic.commit());
    }
    return deleted;
  }

  /** Commits `atomic`, trying again a bounded number of times if the file is locked. */
  commit(
    atomic: Deno.AtomicOperation,
  ): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    return this.#retry(() => atomic.commit());
  }

  async #decode<T>(
    entry: Deno.KvEntryMaybe<unknown>,
  ): Promise<Entry<T> | null> {
    if (entry.versionstamp === null) return null;
    const { key, versionstamp } = entry;
    if (entry.value instanceof Uint8Array) {
      const value = decodeValue(entry.value) as T;
      return { key, value, chunks: 0, versionstamp };
    }
    if (!isChunkedHeader(entry.value)) {
      throw new Error(`Unreadable value under ${JSON.stringify(key)}`);
    }
    const { chunks } = entry.value;
    const value = await this.#joinChunks<T>(key, chunks);
    // A piece is missing only if the value was replaced in between: read anew.
    return value === null
      ? await this.get<T>(key)
      : { key, value, chunks, versionstamp };
  }

  async #joinChunks<T>(key: Deno.KvKey, chunks: number): Promise<T | null> {
    const keys = Array.from({ length: chunks }, (_, i) => chunkKey(key, i));
    const pieces: Uint8Array[] = [];
    for (let i = 0; i < keys.length; i += KEYS_PER_READ) {
      const some = keys.slice(i, i + KEYS_PER_READ);
      const entries = await this.#retry(() =>
        this.kv.getMany<Uint8Array[]>(some)
      );
      for (const { value } of entries) {
        if (value === null) return null;
        pieces.push(value);
      }
    }
    const bytes = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
    let offset = 0;
    for (const piece of pieces) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return decodeValue(bytes) as T;
  }

  #retry<R>(run: () => Promise<R>): Promise<R> {
    return withRetry(run, { clock: this.clock, random: this.random });
  }
}
