import {
  type ChunkedHeader,
  chunkKey,
  type EncodedValue,
  encodeJson,
  encodeValue,
  keySize,
} from "./codec.ts";

/** Mutations of one commit, below the platform's 1,000. */
export const MAX_MUTATIONS = 950;
/** Bytes of one commit, below the platform's 800 KiB with its own overhead. */
export const MAX_COMMIT_BYTES = 700_000;
/** Bytes of the keys that one commit writes, below the platform's 80 KiB. */
export const MAX_KEY_BYTES = 80_000;
/** The platform's bound on what one commit may check. */
const MAX_CHECKS = 100;
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

/** One key as the platform changes it. */
interface Mutation {
  key: Deno.KvKey;
  /** `undefined` deletes the key. */
  value: Uint8Array | ChunkedHeader | undefined;
  expireIn: number | undefined;
}

/** What a commit costs of what one commit may hold. */
interface Cost {
  mutations: number;
  bytes: number;
  keyBytes: number;
  checks: number;
}

/** Changes, encoded, on their way into one atomic operation. */
export class Commit {
  readonly #checks: readonly Deno.AtomicCheck[];
  readonly #mutations: Mutation[] = [];
  readonly #notePieces: (key: Deno.KvKey) => void;
  /** The rooms that it writes to: the first two parts of keys. */
  readonly #written = new Set<string>();
  #lastWritten: Deno.KvKey = [];
  #bytes = 0;
  #keyBytes = 0;

  /** `notePieces` is told of keys whose values are cut into pieces. */
  constructor(
    options: {
      checks?: readonly Deno.AtomicCheck[];
      notePieces: (key: Deno.KvKey) => void;
    },
  ) {
    this.#checks = options.checks ?? [];
    this.#notePieces = options.notePieces;
  }

  /** Adds a change; gives the number of pieces that its value is cut into. */
  add({ key, value, chunksBefore }: KeyChange): number {
    const size = keySize(key);
    let chunks = 0;
    if (value === undefined) {
      this.#put(key, undefined);
    } else {
      const raw = value instanceof RawJson ? value : null;
      const encoded = raw ? encodeJson(raw.json) : encodeValue(value);
      chunks = encoded.chunks;
      if (chunks > 0) this.#notePieces(key);
      this.#write(key, encoded, raw?.expireIn);
      this.#bytes += encoded.bytes.length;
      this.#keyBytes += size + chunks * (size + PIECE_KEY_BYTES);
    }
    for (let i = chunks; i < chunksBefore; i++) {
      this.#put(chunkKey(key, i), undefined);
    }
    const pieces = Math.max(chunks, chunksBefore);
    this.#bytes += size + pieces * (size + PIECE_KEY_BYTES);
    return chunks;
  }

  /** How much of what one commit may hold is used, from 0; over 1 is too much. */
  get load(): number {
    return loadOf(this.cost);
  }

  /** Whether it would change nothing. */
  get isEmpty(): boolean {
    return this.#mutations.length === 0;
  }

  /** What it takes of what one commit may hold. */
  get cost(): Cost {
    return {
      mutations: this.#mutations.length,
      bytes: this.#bytes,
      keyBytes: this.#keyBytes,
      checks: this.#checks.length,
    };
  }

  /**
   * Whether both may be one atomic operation, with the effect of this commit
   * followed by `next`: only if nothing that `next` checks can change here.
   */
  mayBeFollowedBy(next: Commit): boolean {
    return next.#checks.every(({ key }) => !this.#written.has(roomOf(key)));
  }

  /** Puts everything into an atomic operation. */
  addTo(atomic: Deno.AtomicOperation): void {
    atomic.check(...this.#checks);
    for (const { key, value, expireIn } of this.#mutations) {
      if (value === undefined) atomic.delete(key);
      else if (expireIn === undefined) atomic.set(key, value);
      else atomic.set(key, value, { expireIn });
    }
  }

  #write(
    key: Deno.KvKey,
    { bytes, chunks }: EncodedValue,
    expireIn: number | undefined,
  ): void {
    if (chunks === 0) {
      this.#put(key, bytes, expireIn);
      return;
    }
    const header: ChunkedHeader = expireIn === undefined
      ? { chunks }
      : { chunks, expires: true };
    this.#put(key, header, expireIn);
    const size = Math.ceil(bytes.length / chunks);
    for (let i = 0; i < chunks; i++) {
      const piece = bytes.slice(i * size, (i + 1) * size);
      this.#put(chunkKey(key, i), piece, expireIn);
    }
  }

  #put(key: Deno.KvKey, value: Mutation["value"], expireIn?: number): void {
    const [room, owner] = this.#lastWritten;
    if (key[0] !== room || key[1] !== owner) this.#written.add(roomOf(key));
    this.#lastWritten = key;
    this.#mutations.push({ key, value, expireIn });
  }
}

function roomOf(key: Deno.KvKey): string {
  return `${String(key[0])}/${String(key[1])}`;
}

/** Nothing taken yet. */
export const NO_COST: Cost = { mutations: 0, bytes: 0, keyBytes: 0, checks: 0 };

/** What two commits take together. */
export function addCosts(a: Cost, b: Cost): Cost {
  return {
    mutations: a.mutations + b.mutations,
    bytes: a.bytes + b.bytes,
    keyBytes: a.keyBytes + b.keyBytes,
    checks: a.checks + b.checks,
  };
}

/** How much of what one commit may hold a cost is; over 1 is too much. */
export function loadOf({ mutations, bytes, keyBytes, checks }: Cost): number {
  return Math.max(
    mutations / MAX_MUTATIONS,
    bytes / MAX_COMMIT_BYTES,
    keyBytes / MAX_KEY_BYTES,
    checks / MAX_CHECKS,
  );
}
