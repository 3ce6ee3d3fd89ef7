/** Gives the first of what it holds, by an order; both ways in O(log n). */
export class Heap<T> {
  readonly #items: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  /** `compare` is below 0 if `a` comes before `b`, as for `sort`. */
  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  /** Adds an item. */
  push(item: T): void {
    let at = this.#items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes the first item away; `undefined` if there is none. */
  pop(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    for (let at = 0;;) {
      const child = this.#firstChild(at);
      if (child === null || !this.#isBefore(child, at)) return first;
      this.#swap(at, child);
      at = child;
    }
  }

  #firstChild(at: number): number | null {
    const left = 2 * at + 1;
    if (left >= this.#items.length) return null;
    const right = left + 1;
    return right < this.#items.length && this.#isBefore(right, left)
      ? right
      : left;
  }

  #isBefore(a: number, b: number): boolean {
    return this.#compare(this.#items[a]!, this.#items[b]!) < 0;
  }

  #swap(a: number, b: number): void {
    const item = this.#items[a]!;
    this.#items[a] = this.#items[b]!;
    this.#items[b] = item;
  }
}
