import {
  type ChunkedHeader,
  chunkKey,
  type EncodedValue,
  encodeJson,
  encodeValue,
  keySize,
} from "./codec.ts";
import type { Store } from "./store.ts";

/** Mutations of one commit, below the platform's 1,000. */
export const MAX_MUTATIONS = 950;
/** Bytes of one commit, below the platform's 800 KiB with its own overhead. */
export const MAX_COMMIT_BYTES = 700_000;
/** Bytes of the keys that one commit writes, below the platform's 80 KiB. */
export const MAX_KEY_BYTES = 80_000;
/** What a piece's key is longer than its value's key, at most. */
const PIECE_KEY_BYTES = 10;

/** A value that is JSON already, written as it is and never cached. */
export class RawJson {
  /** `expireIn` in ms lets the platform delete the value after that time. */
  constructor(readonly json: string, readonly expireIn?: number) {}
}

/** One key that changes. */
export interface KeyChange {
  key: Deno.KvKey;
  /** `undefined` deletes the key. */
  value: unknown;
  /** Pieces of the value that is replaced. */
  chunksBefore: number;
}

/** Changes on their way into one atomic operation, with what they cost. */
export class Commit {
  readonly #store: Store;
  readonly #atomic: Deno.AtomicOperation;
  #mutations = 0;
  #bytes = 0;
  #keyBytes = 0;

  constructor(store: Store, checks: Deno.AtomicCheck[] = []) {
    this.#store = store;
    this.#atomic = store.kv.atomic().check(...checks);
  }

  /** Adds a change; gives the number of pieces that its value is cut into. */
  add({ key, value, chunksBefore }: KeyChange): number {
    const size = keySize(key);
    let chunks = 0;
    if (value === undefined) {
      this.#atomic.delete(key);
    } else {
      const raw = value instanceof RawJson ? value : null;
      const encoded = raw ? encodeJson(raw.json) : encodeValue(value);
      chunks = encoded.chunks;
      if (chunks > 0) this.#store.notePieces(key);
      writeValue(this.#atomic, key, encoded, raw?.expireIn);
      this.#bytes += encoded.bytes.length;
      this.#keyBytes += size + chunks * (size + PIECE_KEY_BYTES);
    }
    for (let i = chunks; i < chunksBefore; i++) {
      this.#atomic.delete(chunkKey(key, i));
    }
    const pieces = Math.max(chunks, chunksBefore);
    this.#mutations += 1 + pieces;
    this.#bytes += size + pieces * (size + PIECE_KEY_BYTES);
    return chunks;
  }

  /** How much of what one commit may hold is used, from 0; over 1 is too much. */
  get load(): number {
    return Math.max(
      this.#mutations / MAX_MUTATIONS,
      this.#bytes / MAX_COMMIT_BYTES,
      this.#keyBytes / MAX_KEY_BYTES,
    );
  }

  /** Commits. */
  run(): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    return this.#store.commit(this.#atomic);
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
