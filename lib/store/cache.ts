import type { CachedValue } from "./transaction.ts";

/** Keeps the values used last, up to a number of them. */
export class LruCache<V = CachedValue> {
  readonly #max: number;
  readonly #values = new Map<string, V>();

  /** Holds at most `max` values. */
  constructor(max: number) {
    this.#max = max;
  }

  get(id: string): V | undefined {
    const value = this.#values.get(id);
    if (value === undefined) return undefined;
    this.#values.delete(id);
    this.#values.set(id, value);
    return value;
  }

  set(id: string, value: V): void {
    this.#values.delete(id);
    this.#values.set(id, value);
    if (this.#values.size > this.#max) {
      const oldest = this.#values.keys().next();
      if (!oldest.done) this.#values.delete(oldest.value);
    }
  }

  delete(id: string): void {
    this.#values.delete(id);
  }

  /** Forgets everything. */
  clear(): void {
    this.#values.clear();
  }
}
