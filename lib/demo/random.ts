/** Random numbers that are the same for the same seed; not for secrets. */
export class Random {
  #state: number;

  /** `seed`: any finite number; its 32 low bits count. */
  constructor(seed: number) {
    this.#state = Math.trunc(seed) >>> 0;
  }

  /** From 0 to below 1: a counter stepped by the golden ratio, then mixed. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the items; throws a `RangeError` where there is none. */
  pick<T>(items: readonly T[]): T {
    return itemAt(items, this.int(0, items.length - 1));
  }

  /** The index of one of the weights, more often where it is larger. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      rest -= weight;
      if (rest < 0) return index;
    }
    return weights.length - 1;
  }

  /** The items in random order. */
  shuffle<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const shuffled: T[] = [];
    while (rest.length > 0) {
      shuffled.push(...rest.splice(this.int(0, rest.length - 1), 1));
    }
    return shuffled;
  }

  /**
   * Skewed like waiting times are: half of the values are below `median`, a few
   * are many times as large; `spread` 1 puts one in six above 2.7 times it.
   */
  logNormal(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) *
      Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(spread * normal);
  }
}

/** The item at an index; throws a `RangeError` where there is none. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item at ${index}`);
  return item;
}
