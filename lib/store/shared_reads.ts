/** A reading that is under way. */
interface Reading<T> {
  /** Resolves when it has ended, however. */
  ended: Promise<void>;
  /** The one after it, if anybody waits for that. */
  next: Promise<T> | null;
}

/**
 * Reads something once for all who ask for it meanwhile. Nobody gets what was
 * read before they asked: who comes while a reading is under way shares the next
 * one. So it is as if everybody read for themselves.
 */
export class SharedReads<T, A extends unknown[] = []> {
  readonly #read: (id: string, ...how: A) => Promise<T>;
  readonly #underWay = new Map<string, Reading<T>>();

  /** `read` reads what `id` names; `how` says nothing that `id` does not. */
  constructor(read: (id: string, ...how: A) => Promise<T>) {
    this.#read = read;
  }

  /** What `id` names, read after this call. */
  get(id: string, ...how: A): Promise<T> {
    const reading = this.#underWay.get(id);
    if (reading === undefined) return this.#begin(id, how);
    reading.next ??= reading.ended.then(() => this.#begin(id, how));
    return reading.next;
  }

  #begin(id: string, how: A): Promise<T> {
    const result = this.#read(id, ...how);
    const end = () => {
      if (reading.next === null) this.#underWay.delete(id);
    };
    const reading: Reading<T> = { ended: result.then(end, end), next: null };
    this.#underWay.set(id, reading);
    return result;
  }
}
