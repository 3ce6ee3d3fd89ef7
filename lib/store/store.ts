import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import { Commit } from "./commit.ts";
import { type CommitResult, Committer } from "./committer.ts";
import { chunkKey, chunkRoom, decodeValue, isChunkedHeader } from "./codec.ts";
import { keyId } from "./key_id.ts";
import { PieceRooms } from "./piece_rooms.ts";
import { TransactionConflict } from "./conflict.ts";
import { withRetry } from "./retry.ts";

/** A stored value with its key. */
export interface Entry<T> {
  key: Deno.KvKey;
  value: T;
  /** Pieces that the value is stored in; 0 if it fits under its key. */
  chunks: number;
  versionstamp: string;
}

/** A value in the version in which it was read. */
export interface Versioned<T> {
  value: T;
  versionstamp: string;
}

/** Which values are known, and how others are unpacked. */
export interface KnownRows<P, T> {
  known(key: Deno.KvKey): Versioned<T> | undefined;
  unpack(stored: P): T;
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
/** How much of a commit is used before deletions go on in the next one. */
const FULL_DELETION = 0.5;

/**
 * Deno KV with values of any size: JSON, cut into pieces where a value is
 * larger than one key may hold.
 */
export class Store {
  readonly kv: Deno.Kv;
  readonly clock: Clock;
  readonly random: () => number;
  readonly #rooms = new PieceRooms((prefix) => this.#hasEntries(prefix));
  readonly #committer = new Committer((fill) =>
    this.#retry(() => {
      const atomic = this.kv.atomic();
      fill(atomic);
      return atomic.commit();
    })
  );

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
    const entries = await this.#getEntries(keys);
    return await Promise.all(entries.map((entry) => this.#decode<T>(entry)));
  }

  /** The entries that `selector` names, in order of their keys. */
  async *list<T>(
    selector: Deno.KvListSelector,
    options: ListOptions = {},
  ): AsyncGenerator<Entry<T>> {
    for await (
      const entry of this.#entries(selector, { batchSize: 200, ...options })
    ) {
      const decoded = decodeWhole<T>(entry) ?? await this.#decode<T>(entry);
      if (decoded !== null) yield decoded;
    }
  }

  /**
   * The entries that `selector` names, in order of their keys, in the form that
   * `unpack` gives them. One whose stored version is `known` is not decoded: it
   * is the object that is known.
   */
  async listKnown<P, T>(
    selector: Deno.KvListSelector,
    how: KnownRows<P, T>,
  ): Promise<(Versioned<T> & { key: Deno.KvKey })[]> {
    const rows: (Versioned<T> & { key: Deno.KvKey })[] = [];
    for await (const entry of this.#entries(selector, { batchSize: 500 })) {
      const row = await this.#unpackNew(entry, how);
      if (row !== null) rows.push(row);
    }
    return rows;
  }

  /** {@linkcode listKnown} of some keys; what is not there is left out. */
  async getKnown<P, T>(
    keys: readonly Deno.KvKey[],
    how: KnownRows<P, T>,
  ): Promise<(Versioned<T> & { key: Deno.KvKey })[]> {
    const entries = await this.#getEntries(keys);
    const rows = await Promise.all(
      entries.map((entry) => this.#unpackNew(entry, how)),
    );
    return rows.flatMap((row) => row ?? []);
  }

  async #unpackNew<P, T>(
    entry: Deno.KvEntryMaybe<unknown>,
    { known, unpack }: KnownRows<P, T>,
  ): Promise<Versioned<T> & { key: Deno.KvKey } | null> {
    const { key, versionstamp } = entry;
    const had = known(key);
    if (had !== undefined && had.versionstamp === versionstamp) {
      return { key, ...had };
    }
    const read = await this.#decode<P>(entry);
    return read && {
      key,
      value: unpack(read.value),
      versionstamp: read.versionstamp,
    };
  }

  async #getEntries(
    keys: readonly Deno.KvKey[],
  ): Promise<Deno.KvEntryMaybe<unknown>[]> {
    const reads: Promise<Deno.KvEntryMaybe<unknown>[]>[] = [];
    for (let i = 0; i < keys.length; i += KEYS_PER_READ) {
      const some = keys.slice(i, i + KEYS_PER_READ);
      reads.push(this.#retry(() => this.kv.getMany<unknown[]>(some)));
    }
    return (await Promise.all(reads)).flat();
  }

  /** The keys that `selector` names, in their order. */
  async *listKeys(
    selector: Deno.KvListSelector,
    options: ListOptions = {},
  ): AsyncGenerator<Deno.KvKey> {
    const entries = this.#entries(selector, { batchSize: 500, ...options });
    for await (const { key } of entries) yield key;
  }

  /**
   * In how many pieces the values under `keys` lie; 0 for one that is small or
   * not there. Reads only keys of rooms that hold pieces.
   */
  async countPieces(keys: readonly Deno.KvKey[]): Promise<number[]> {
    const unsure = keys.filter((key) => !this.#rooms.holdsNone(key));
    const mayHold = await Promise.all(
      unsure.map((key) => this.#rooms.mayHold(key)),
    );
    const possible = unsure.filter((_, i) => mayHold[i]);
    const counts = new Map<string, number>();
    for (let i = 0; i < possible.length; i += KEYS_PER_READ) {
      const some = possible.slice(i, i + KEYS_PER_READ);
      const entries = await this.#retry(() => this.kv.getMany<unknown[]>(some));
      for (const { key, value } of entries) {
        if (isChunkedHeader(value)) counts.set(keyId(key), value.chunks);
      }
    }
    return keys.map((key) =>
      counts.size === 0 ? 0 : counts.get(keyId(key)) ?? 0
    );
  }

  /** A commit to be filled; it takes effect only if `checks` hold then. */
  newCommit(checks: readonly Deno.AtomicCheck[] = []): Commit {
    return new Commit({ checks, notePieces: (key) => this.#rooms.note(key) });
  }

  /**
   * Commits, together with whatever else is committed at this time; tries again
   * a bounded number of times if the file is locked.
   */
  commit(commit: Commit): Promise<CommitResult> {
    return this.#committer.commit(commit);
  }

  /**
   * Deletes all keys below `prefix`, and before `end` if that is given, large
   * values' pieces included, in bounded commits, each of which needs `checks` to
   * hold. Gives the number of keys deleted; throws
   * {@linkcode TransactionConflict} when a check fails.
   */
  async deletePrefix(
    prefix: Deno.KvKey,
    checks: readonly Deno.AtomicCheck[] = [],
    end?: Deno.KvKey,
  ): Promise<number> {
    const pieces = piecesOf(prefix);
    // The pieces of a value under `prefix` itself are one part longer; it stays.
    return await this.#deleteKeys(
      end === undefined ? { prefix } : { prefix, end },
      prefix.length + 1,
      checks,
    ) + await this.#deleteKeys(
      end === undefined
        ? { prefix: pieces }
        : { prefix: pieces, end: piecesOf(end) },
      pieces.length + 2,
      checks,
    );
  }

  async #deleteKeys(
    selector: Deno.KvListSelector,
    minLength: number,
    checks: readonly Deno.AtomicCheck[],
  ): Promise<number> {
    let deleted = 0;
    let commit = this.newCommit(checks);
    for await (const { key } of this.#entries(selector, { batchSize: 500 })) {
      if (key.length < minLength) continue;
      commit.add({ key, value: undefined, chunksBefore: 0 });
      deleted++;
      if (commit.load < FULL_DELETION) continue;
      await this.#commitAll(commit);
      commit = this.newCommit(checks);
    }
    if (!commit.isEmpty) await this.#commitAll(commit);
    return deleted;
  }

  async #commitAll(commit: Commit): Promise<void> {
    if (!(await this.commit(commit)).ok) throw new TransactionConflict();
  }

  async #hasEntries(prefix: Deno.KvKey): Promise<boolean> {
    const entries = this.#entries({ prefix }, { limit: 1 });
    return !(await entries.next()).done;
  }

  /** The raw entries; a read that finds the file locked is tried again. */
  async *#entries(
    selector: Deno.KvListSelector,
    options: ListOptions,
  ): AsyncGenerator<Deno.KvEntry<unknown>> {
    const iterator = this.kv.list<unknown>(selector, options);
    for (;;) {
      const next = await this.#retry(() => iterator.next());
      if (next.done) return;
      yield next.value;
    }
  }

  async #decode<T>(
    entry: Deno.KvEntryMaybe<unknown>,
  ): Promise<Entry<T> | null> {
    if (entry.versionstamp === null) return null;
    const { key, versionstamp } = entry;
    const whole = decodeWhole<T>(entry);
    if (whole !== null) return whole;
    if (!isChunkedHeader(entry.value)) {
      throw new Error(`Unreadable value under ${JSON.stringify(key)}`);
    }
    const { chunks, expires } = entry.value;
    const bytes = await this.#joinPieces(key, chunks, versionstamp);
    if (bytes !== null) {
      return { key, value: decodeValue(bytes) as T, chunks, versionstamp };
    }
    const now = await this.#retry(() => this.kv.get<unknown>(key));
    if (now.versionstamp !== versionstamp) return await this.#decode<T>(now);
    if (expires) return null;
    throw new Error(`Pieces are missing under ${JSON.stringify(key)}`);
  }

  /**
   * A large value's bytes, or `null` if its pieces are not those that were
   * written with its header: then it was replaced or deleted in between.
   */
  async #joinPieces(
    key: Deno.KvKey,
    chunks: number,
    versionstamp: string,
  ): Promise<Uint8Array | null> {
    const keys = Array.from({ length: chunks }, (_, i) => chunkKey(key, i));
    const pieces: Uint8Array[] = [];
    for (let i = 0; i < keys.length; i += KEYS_PER_READ) {
      const some = keys.slice(i, i + KEYS_PER_READ);
      const entries = await this.#retry(() =>
        this.kv.getMany<Uint8Array[]>(some)
      );
      for (const entry of entries) {
        if (entry.versionstamp !== versionstamp) return null;
        pieces.push(entry.value);
      }
    }
    return concat(pieces);
  }

  #retry<R>(run: () => Promise<R>): Promise<R> {
    return withRetry(run, { clock: this.clock, random: this.random });
  }
}

/** Where the pieces lie of large values below `prefix`. */
function piecesOf(prefix: Deno.KvKey): Deno.KvKey {
  return [chunkRoom(prefix[0]), ...prefix.slice(1)];
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

/** The entry of a value that lies under its own key; `null` for any other. */
function decodeWhole<T>(entry: Deno.KvEntryMaybe<unknown>): Entry<T> | null {
  const { key, value, versionstamp } = entry;
  if (versionstamp === null || !(value instanceof Uint8Array)) return null;
  return { key, value: decodeValue(value) as T, chunks: 0, versionstamp };
}
