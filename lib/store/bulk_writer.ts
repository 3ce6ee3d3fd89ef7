import type { Changes, SetOptions } from "./changes.ts";
import { cloneJson } from "./clone.ts";
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

/** A value that stays; `undefined` for a key that is known to be empty. */
interface Held extends Packable {
  key: Deno.KvKey;
  isDirty: boolean;
  /** The round in which the value became this writer's own copy. */
  ownIn: number | null;
}

/** A value to be written; `undefined` deletes the key. */
interface Row extends Packable {
  key: Deno.KvKey;
}

/** Values that stay in memory before the ones used longest ago are written. */
const HELD_VALUES = 5_000;
/** How much of a commit is used before the next one is begun. */
const FULL = 0.6;

/**
 * Writes a dataset that nobody sees yet, fast: values that are changed again
 * and again (`edit`, or `set` with `keep`) stay in memory and are written when
 * there are too many of them, or at the end; the others with each
 * {@linkcode flush}. Nothing of it is atomic: what is cut off is begun anew.
 */
export class BulkWriter implements Changes {
  readonly #store: Store;
  readonly #checks: readonly Deno.AtomicCheck[];
  readonly #held = new Map<string, Held>();
  #rows = new Map<string, Row>();
  /** Batches that are being written, oldest first. */
  readonly #underWay: ReadonlyMap<string, Row>[] = [];
  #written: Promise<void> = Promise.resolve();
  #round = 0;

  /** Each of its commits needs `checks` to hold. */
  constructor(store: Store, checks: readonly Deno.AtomicCheck[] = []) {
    this.#store = store;
    this.#checks = checks;
  }

  async prefetch(
    keys: readonly Deno.KvKey[],
    options: { keep?: boolean } = {},
  ): Promise<void> {
    const missing = keys.filter((key) => !this.#isAtHand(keyId(key)));
    if (missing.length === 0) return;
    const entries = await this.#store.getMany(missing);
    missing.forEach((key, i) => {
      this.#held.set(keyId(key), {
        key,
        value: entries[i]?.value,
        isDirty: false,
        // What is not kept is dropped at the end of the round.
        ownIn: options.keep ? null : -1,
      });
    });
  }

  async get<T, P = never>(
    key: Deno.KvKey,
    packing?: Packing<T, P>,
  ): Promise<T | null> {
    const id = keyId(key);
    const row = this.#rowOf(id);
    if (row !== undefined) return (row.value ?? null) as T | null;
    if (!this.#held.has(id)) await this.prefetch([key]);
    const held = this.#touch(id);
    if (held === undefined) return null;
    return (unpackedIn(held, packing) ?? null) as T | null;
  }

  async edit<T extends object>(
    key: Deno.KvKey,
    initial: () => T,
  ): Promise<T> {
    const id = keyId(key);
    const held = this.#touch(id);
    if (held?.ownIn === this.#round) return held.value as T;
    const known = await this.get<T>(key);
    const value = known === null ? initial() : cloneJson(known);
    this.#rows.delete(id);
    this.#held.set(id, {
      key,
      value,
      isDirty: true,
      ownIn: this.#round,
    });
    return value;
  }

  set<T, P = never>(
    key: Deno.KvKey,
    value: T,
    options: SetOptions<T, P> = {},
  ): void {
    const id = keyId(key);
    const packing = options.packing as AnyPacking | undefined;
    if (options.keep) {
      this.#rows.delete(id);
      this.#held.set(id, { key, value, packing, isDirty: true, ownIn: null });
    } else {
      this.#held.delete(id);
      this.#rows.set(id, { key, value, packing });
    }
  }

  add(key: Deno.KvKey, value: unknown): void {
    this.set(key, value);
  }

  delete(key: Deno.KvKey): void {
    this.set(key, undefined);
  }

  settled(): Promise<void> {
    return this.#written;
  }

  /**
   * Ends the round: its rows, and what too many values are held of, are on their
   * way. Resolves when they are written; rejects if they could not be, or if a
   * check failed, with {@linkcode TransactionConflict}, and so do all calls after
   * it. The next round may begin at once.
   */
  flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = new Map();
    this.#round++;
    for (const [id, { ownIn }] of this.#held) {
      if (ownIn === -1) this.#held.delete(id);
    }
    this.#dropOldest(rows);
    return this.#writeNext(rows);
  }

  /** Writes everything that is left. */
  async finish(): Promise<void> {
    const rows = this.#rows;
    this.#rows = new Map();
    for (const [id, held] of this.#held) if (held.isDirty) rows.set(id, held);
    this.#held.clear();
    await this.#writeNext(rows);
  }

  #dropOldest(rows: Map<string, Row>): void {
    if (this.#held.size <= HELD_VALUES) return;
    let excess = this.#held.size - HELD_VALUES / 2;
    for (const [id, held] of this.#held) {
      if (excess-- <= 0) return;
      this.#held.delete(id);
      if (held.isDirty) rows.set(id, held);
    }
  }

  #writeNext(rows: ReadonlyMap<string, Row>): Promise<void> {
    this.#underWay.push(rows);
    const written = this.#written.then(async () => {
      await this.#write([...rows.values()]);
      this.#underWay.shift();
    });
    this.#written = written;
    // Whoever waits hears of a failure; nobody has to.
    written.catch(() => {});
    return written;
  }

  async #write(unordered: readonly Row[]): Promise<void> {
    const rows = unordered.toSorted(inOrderOfWriting);
    const chunks = await this.#store.countPieces(rows.map(({ key }) => key));
    const commits: Promise<void>[] = [];
    let commit = this.#store.newCommit(this.#checks);
    for (const [i, row] of rows.entries()) {
      commit.add({
        key: row.key,
        value: packed(row),
        chunksBefore: chunks[i] ?? 0,
      });
      if (commit.load < FULL) continue;
      commits.push(this.#commit(commit));
      commit = this.#store.newCommit(this.#checks);
    }
    if (!commit.isEmpty) commits.push(this.#commit(commit));
    await Promise.all(commits);
  }

  async #commit(
    commit: ReturnType<Store["newCommit"]>,
  ): Promise<void> {
    if (!(await this.#store.commit(commit)).ok) throw new TransactionConflict();
  }

  #isAtHand(id: string): boolean {
    return this.#held.has(id) || this.#rowOf(id) !== undefined;
  }

  #rowOf(id: string): Row | undefined {
    const row = this.#rows.get(id);
    if (row !== undefined) return row;
    for (let i = this.#underWay.length - 1; i >= 0; i--) {
      const before = this.#underWay[i]?.get(id);
      // A held value is newer than what is being written of the same key.
      if (before !== undefined && !this.#held.has(id)) return before;
    }
    return undefined;
  }

  /** Makes a held value the one used last. */
  #touch(id: string): Held | undefined {
    const held = this.#held.get(id);
    if (held === undefined) return undefined;
    this.#held.delete(id);
    this.#held.set(id, held);
    return held;
  }
}

/**
 * Sets before deletions: a row that moves is in both places for a moment, and
 * never in none. Neighbours together: the database writes whole pages.
 */
function inOrderOfWriting(a: Row, b: Row): number {
  if ((a.value === undefined) !== (b.value === undefined)) {
    return a.value === undefined ? 1 : -1;
  }
  for (const [i, part] of a.key.entries()) {
    const other = b.key[i];
    if (part === other) continue;
    if (typeof part === "number" && typeof other === "number") {
      return part - other;
    }
    return String(part) < String(other) ? -1 : 1;
  }
  return a.key.length - b.key.length;
}
