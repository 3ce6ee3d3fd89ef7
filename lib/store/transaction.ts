import {
  chunkKey,
  type EncodedValue,
  encodeJson,
  encodeValue,
} from "./codec.ts";
import type { Store } from "./store.ts";

/** Mutations of one commit, below the platform's 1,000. */
export const MAX_MUTATIONS = 950;
/** Bytes of one commit, below the platform's 800 KiB with its own overhead. */
export const MAX_COMMIT_BYTES = 700_000;
/** What a key costs on top of its value, roughly. */
const KEY_BYTES = 120;

/** A transaction holds more than one commit may; the caller does less at once. */
export class TransactionTooLarge extends Error {
  override name = "TransactionTooLarge";
}

/** Somebody else wrote what the transaction rests on; the caller starts anew. */
export class TransactionConflict extends Error {
  override name = "TransactionConflict";
}

/** Values that were read or written before, kept between transactions. */
export interface ValueCache {
  get(id: string): CachedValue | undefined;
  set(id: string, value: CachedValue): void;
  delete(id: string): void;
}

/** A value in the cache; `null` for a key known to be empty. */
export interface CachedValue {
  value: unknown;
  chunks: number;
}

/** A value that is JSON already, written as it is and never cached. */
export class RawJson {
  /** `expireIn` in ms lets the platform delete the value after that time. */
  constructor(readonly json: string, readonly expireIn?: number) {}
}

interface Pending {
  key: Deno.KvKey;
  /** `undefined` deletes the key. */
  value: unknown;
  chunksBefore: number;
  keep: boolean;
}

/**
 * Reads and writes that take effect together or not at all. Reads see the
 * transaction's own writes. Values are JSON; do not change one that was read:
 * {@linkcode edit} gives a copy to change.
 */
export class Transaction {
  readonly #store: Store;
  readonly #cache: ValueCache | null;
  readonly #read = new Map<string, CachedValue>();
  readonly #pending = new Map<string, Pending>();

  constructor(store: Store, cache: ValueCache | null = null) {
    this.#store = store;
    this.#cache = cache;
  }

  /** Number of keys that would be written. */
  get size(): number {
    return this.#pending.size;
  }

  /**
   * Reads `keys` in few round trips, so that `get` finds them at hand; `keep`
   * holds what was found, or that nothing was, for the next transaction.
   */
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
      const known = { value: entry?.value ?? null, chunks: entry?.chunks ?? 0 };
      this.#read.set(id, known);
      if (options.keep) this.#cache?.set(id, known);
    });
  }

  /** The value under `key` as this transaction sees it, or `null`. */
  async get<T>(key: Deno.KvKey): Promise<T | null> {
    const id = keyId(key);
    const pending = this.#pending.get(id);
    if (pending !== undefined) return (pending.value ?? null) as T | null;
    if (this.#known(id) === undefined) await this.prefetch([key]);
    return (this.#known(id)?.value ?? null) as T | null;
  }

  /**
   * A copy of the value under `key`, or of `initial()`, that may be changed in
   * place and is written with the transaction. It stays in the cache.
   */
  async edit<T extends object>(
    key: Deno.KvKey,
    initial: () => T,
  ): Promise<T> {
    const id = keyId(key);
    const pending = this.#pending.get(id);
    if (pending?.value !== undefined) return pending.value as T;
    const known = await this.get<T>(key);
    const value = known === null ? initial() : structuredClone(known);
    this.set(key, value, { keep: true });
    return value;
  }

  /** Writes `value`; `keep` holds it in the cache for the next transaction. */
  set(key: Deno.KvKey, value: unknown, options: { keep?: boolean } = {}): void {
    this.#put(key, value, options.keep ?? false);
  }

  /**
   * Deletes `key`. A value in pieces must have been read before, or its number
   * of pieces be given, so that they go too.
   */
  delete(key: Deno.KvKey, chunks?: number): void {
    this.#put(key, undefined, false, chunks);
  }

  /**
   * Commits everything. Throws {@linkcode TransactionTooLarge} if that is more
   * than one commit may hold, and {@linkcode TransactionConflict} if a check
   * failed; in both cases nothing was written. Gives the new versionstamp.
   */
  async commit(checks: Deno.AtomicCheck[] = []): Promise<string> {
    const atomic = this.#store.kv.atomic().check(...checks);
    const written: [string, Pending, number][] = [];
    let mutations = 0;
    let bytes = 0;
    for (const [id, pending] of this.#pending) {
      const { key, value, chunksBefore } = pending;
      let chunks = 0;
      if (value === undefined) {
        atomic.delete(key);
      } else {
        const raw = value instanceof RawJson ? value : null;
        const encoded = raw ? encodeJson(raw.json) : encodeValue(value);
        chunks = encoded.chunks;
        bytes += encoded.bytes.length;
        writeValue(atomic, key, encoded, raw?.expireIn);
      }
      for (let i = chunks; i < chunksBefore; i++) {
        atomic.delete(chunkKey(key, i));
      }
      mutations += 1 + Math.max(chunks, chunksBefore);
      bytes += (1 + Math.max(chunks, chunksBefore)) * KEY_BYTES;
      written.push([id, pending, chunks]);
      if (mutations > MAX_MUTATIONS || bytes > MAX_COMMIT_BYTES) {
        throw new TransactionTooLarge(
          `${this.#pending.size} keys are more than one commit may hold`,
        );
      }
    }
    const result = await this.#store.commit(atomic);
    if (!result.ok) {
      throw new TransactionConflict("the state was changed by somebody else");
    }
    this.#remember(written);
    return result.versionstamp;
  }

  #remember(written: [string, Pending, number][]): void {
    if (this.#cache === null) return;
    for (const [id, pending, chunks] of written) {
      if (pending.keep && pending.value !== undefined) {
        this.#cache.set(id, { value: pending.value, chunks });
      } else {
        this.#cache.delete(id);
      }
    }
  }

  #known(id: string): CachedValue | undefined {
    return this.#read.get(id) ?? this.#cache?.get(id);
  }

  #put(key: Deno.KvKey, value: unknown, keep: boolean, chunks?: number): void {
    const id = keyId(key);
    const before = this.#pending.get(id);
    this.#pending.set(id, {
      key,
      value,
      keep,
      chunksBefore: chunks ?? before?.chunksBefore ??
        this.#known(id)?.chunks ?? 0,
    });
  }
}

function writeValue(
  atomic: Deno.AtomicOperation,
  key: Deno.KvKey,
  { bytes, chunks }: EncodedValue,
  expireIn: number | undefined,
): void {
  const options = expireIn === undefined ? undefined : { expireIn };
  if (chunks === 0) {
    atomic.set(key, bytes, options);
    return;
  }
  atomic.set(key, { chunks }, options);
  const size = Math.ceil(bytes.length / chunks);
  for (let i = 0; i < chunks; i++) {
    const piece = bytes.slice(i * size, (i + 1) * size);
    atomic.set(chunkKey(key, i), piece, options);
  }
}

/** A string that is the same for the same key only. */
export function keyId(key: Deno.KvKey): string {
  let id = "";
  for (const part of key) {
    id += typeof part === "string" ? `\u0000${part}` : `\u0001${String(part)}`;
  }
  return id;
}
