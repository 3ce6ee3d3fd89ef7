import type { Changes } from "./changes.ts";
import { cloneJson } from "./clone.ts";
import type { KeyChange } from "./commit.ts";
import { keyId } from "./key_id.ts";
import type { Store } from "./store.ts";

interface Held {
  key: Deno.KvKey;
  /** `undefined` for a key that is known to be empty. */
  value: unknown;
  isDirty: boolean;
  /** The round in which the value became this writer's own copy. */
  ownIn: number | null;
}

/** Values that stay in memory before the ones used longest ago are written. */
const HELD_VALUES = 20_000;
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
  readonly #held = new Map<string, Held>();
  readonly #rows = new Map<string, { key: Deno.KvKey; value: unknown }>();
  #round = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  async prefetch(
    keys: readonly Deno.KvKey[],
    options: { keep?: boolean } = {},
  ): Promise<void> {
    const missing = keys.filter((key) => {
      const id = keyId(key);
      return !this.#rows.has(id) && !this.#held.has(id);
    });
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

  async get<T>(key: Deno.KvKey): Promise<T | null> {
    const id = keyId(key);
    const row = this.#rows.get(id);
    if (row !== undefined) return (row.value ?? null) as T | null;
    if (!this.#held.has(id)) await this.prefetch([key]);
    return (this.#touch(id)?.value ?? null) as T | null;
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
    this.#held.set(id, { key, value, isDirty: true, ownIn: this.#round });
    return value;
  }

  set(key: Deno.KvKey, value: unknown, options: { keep?: boolean } = {}): void {
    const id = keyId(key);
    if (options.keep) {
      this.#rows.delete(id);
      this.#held.set(id, { key, value, isDirty: true, ownIn: null });
    } else {
      this.#held.delete(id);
      this.#rows.set(id, { key, value });
    }
  }

  delete(key: Deno.KvKey): void {
    this.set(key, undefined);
  }

  /** Writes the rows of this round, and what too many values are held of. */
  async flush(): Promise<void> {
    await this.#write([...this.#rows.values()]);
    this.#rows.clear();
    this.#round++;
    for (const [id, { ownIn }] of this.#held) {
      if (ownIn === -1) this.#held.delete(id);
    }
    if (this.#held.size <= HELD_VALUES) return;
    const oldest = [...this.#held].slice(0, this.#held.size - HELD_VALUES / 2);
    await this.#write(oldest.map(([, held]) => held).filter(isDirty));
    for (const [id] of oldest) this.#held.delete(id);
  }

  /** Writes everything that is left. */
  async finish(): Promise<void> {
    await this.flush();
    await this.#write([...this.#held.values()].filter(isDirty));
    this.#held.clear();
  }

  async #write(
    changes: readonly { key: Deno.KvKey; value: unknown }[],
  ): Promise<void> {
    const chunks = await this.#store.countPieces(changes.map(({ key }) => key));
    let commit = this.#store.newCommit();
    for (const [i, { key, value }] of changes.entries()) {
      const change: KeyChange = { key, value, chunksBefore: chunks[i] ?? 0 };
      commit.add(change);
      if (commit.load > FULL) {
        await this.#store.commit(commit);
        commit = this.#store.newCommit();
      }
    }
    if (commit.load > 0) await this.#store.commit(commit);
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

function isDirty({ isDirty }: Held): boolean {
  return isDirty;
}
