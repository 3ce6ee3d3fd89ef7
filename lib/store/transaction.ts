import {
  type ChunkedHeader,
  chunkKey,
  type EncodedValue,
  encodeJson,
  encodeValue,
  keySize,
} from "./codec.ts";
import { keyId } from "./key_id.ts";
import type { Store } from "./store.ts";

/** Mutations of one commit, below the platform's 1,000. */
export const MAX_MUTATIONS = 950;
/** Bytes of one commit, below the platform's 800 KiB with its own overhead. */
export const MAX_COMMIT_BYTES = 700_000;
/** Bytes of the keys that one commit writes, below the platform's 80 KiB. */
export const MAX_KEY_BYTES = 80_000;
/** What a piece's key is longer than its value's key, at most. */
const PIECE_KEY_BYTES = 10;

/** A transaction holds more than one commit may; the caller does less at once. */
export class TransactionTooLarge extends Error {
  override name = "TransactionTooLarge";
}

/** Somebody else wrote what the transaction rests on; the caller starts anew. */
export class TransactionConflict extends Error {
  override name = "TransactionConflict";
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
  /** Pieces of the value that is replaced; `null` if that is not known. */
  chunksBefore: number | null;
  keep: boolean;
  /** The value is this transaction's own copy, to be changed in place. */
  own: boolean;
}

/** What a commit holds of each thing that the platform limits. */
interface Cost {
  mutations: number;
  bytes: number;
  keyBytes: number;
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
    if (pending !== undefined) return valueOf(pending) as T | null;
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
    if (pending?.own) return pending.value as T;
    const known = await this.get<T>(key);
    const value = known === null ? initial() : structuredClone(known);
    this.#put(key, value, { keep: true, own: true });
    return value;
  }

  /** Writes `value`; `keep` holds it in the cache for the next transaction. */
  set(key: Deno.KvKey, value: unknown, options: { keep?: boolean } = {}): void {
    this.#put(key, value, { keep: options.keep });
  }

  /**
   * Deletes `key` with all pieces of its value; `chunks` is their number, where
   * that is known without reading it here.
   */
  delete(key: Deno.KvKey, chunks?: number): void {
    this.#put(key, undefined, { chunks });
  }

  /**
   * Commits everything. Throws {@linkcode TransactionTooLarge} if that is more
   * than one commit may hold, and {@linkcode TransactionConflict} if a check
   * failed; in both cases nothing was written. Gives the new versionstamp.
   */
  async commit(checks: Deno.AtomicCheck[] = []): Promise<string> {
    await this.#countPiecesBefore();
    const atomic = this.#store.kv.atomic().check(...checks);
    const written: [string, Pending, number][] = [];
    const cost: Cost = { mutations: 0, bytes: 0, keyBytes: 0 };
    for (const [id, pending] of this.#pending) {
      written.push([id, pending, this.#write(atomic, pending, cost)]);
      if (isTooLarge(cost)) {
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

  /** Adds one key's mutations and their cost; gives its value's pieces. */
  #write(atomic: Deno.AtomicOperation, pending: Pending, cost: Cost): number {
    const { key, value } = pending;
    const chunksBefore = pending.chunksBefore ?? 0;
    const size = keySize(key);
    let chunks = 0;
    if (value === undefined) {
      atomic.delete(key);
    } else {
      const raw = value instanceof RawJson ? value : null;
      const encoded = raw ? encodeJson(raw.json) : encodeValue(value);
      chunks = encoded.chunks;
      if (chunks > 0) this.#store.notePieces(key);
      writeValue(atomic, key, encoded, raw?.expireIn);
      cost.bytes += encoded.bytes.length;
      cost.keyBytes += size + chunks * (size + PIECE_KEY_BYTES);
    }
    for (let i = chunks; i < chunksBefore; i++) atomic.delete(chunkKey(key, i));
    const pieces = Math.max(chunks, chunksBefore);
    cost.mutations += 1 + pieces;
    cost.bytes += size + pieces * (size + PIECE_KEY_BYTES);
    return chunks;
  }

  #remember(written: [string, Pending, number][]): void {
    if (this.#cache === null) return;
    for (const [id, pending, chunks] of written) {
      const { keep, value } = pending;
      if (keep && value !== undefined && !(value instanceof RawJson)) {
        this.#cache.set(id, { value, chunks });
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
    options: { keep?: boolean; own?: boolean; chunks?: number },
  ): void {
    const id = keyId(key);
    this.#pending.set(id, {
      key,
      value,
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

function isTooLarge({ mutations, bytes, keyBytes }: Cost): boolean {
  return mutations > MAX_MUTATIONS || bytes > MAX_COMMIT_BYTES ||
    keyBytes > MAX_KEY_BYTES;
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
  const header: ChunkedHeader = expireIn === undefined
    ? { chunks }
    : { chunks, expires: true };
  atomic.set(key, header, options);
  const size = Math.ceil(bytes.length / chunks);
  for (let i = 0; i < chunks; i++) {
    const piece = bytes.slice(i * size, (i + 1) * size);
    atomic.set(chunkKey(key, i), piece, options);
  }
}
