import type { Packing } from "./packing.ts";

/** How a value is written. */
export interface SetOptions<T, P> {
  /** Holds it at hand for what follows. */
  keep?: boolean;
  /** Stores it in another form; whoever reads it says so too. */
  packing?: Packing<T, P>;
}

/**
 * Reads that see the writes before them, and writes that take effect later:
 * what code that changes stored state works with. Values are JSON; do not change
 * one that was read: {@linkcode Changes.edit} gives a copy to change.
 */
export interface Changes {
  /**
   * Reads `keys` in few round trips, so that `get` finds them at hand; `keep`
   * holds what was found, or that nothing was, for what follows.
   */
  prefetch(
    keys: readonly Deno.KvKey[],
    options?: { keep?: boolean },
  ): Promise<void>;
  /**
   * The value under `key`, or `null`. What is kept of a value with a `packing`
   * is unpacked once, and is the same object each time.
   */
  get<T, P = never>(
    key: Deno.KvKey,
    packing?: Packing<T, P>,
  ): Promise<T | null>;
  /**
   * A copy of the value under `key`, or of `initial()`, that may be changed in
   * place and is written. Not for values with a packing.
   */
  edit<T extends object>(key: Deno.KvKey, initial: () => T): Promise<T>;
  /** Writes `value`. */
  set<T, P = never>(
    key: Deno.KvKey,
    value: T,
    options?: SetOptions<T, P>,
  ): void;
  /**
   * Writes `value` under a key under which nothing lies, and which is not read
   * or written again before this takes effect.
   */
  add(key: Deno.KvKey, value: unknown): void;
  /**
   * Deletes `key` with all pieces of its value; `chunks` is their number, where
   * that is known without reading it here.
   */
  delete(key: Deno.KvKey, chunks?: number): void;
  /** Resolves when lists of the database show what was flushed so far. */
  settled(): Promise<void>;
}
