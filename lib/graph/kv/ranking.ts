/** The first few of many by a figure, the largest first. */
export class Ranking<T> {
  readonly #limit: number;
  readonly #compareTies: (a: T, b: T) => number;
  #ranked: { figure: number; item: T }[] = [];

  /** Gives `limit` items at most; ties as they came, unless that is said. */
  constructor(limit: number, compareTies: (a: T, b: T) => number = () => 0) {
    this.#limit = limit;
    this.#compareTies = compareTies;
  }

  /** Takes part in the ranking. */
  add(figure: number, item: T): void {
    this.#ranked.push({ figure, item });
    if (this.#ranked.length > 2 * this.#limit + 100) this.#cut();
  }

  /** The first ones. */
  get first(): T[] {
    this.#cut();
    return this.#ranked.map(({ item }) => item);
  }

  #cut(): void {
    this.#ranked.sort((a, b) =>
      b.figure - a.figure || this.#compareTies(a.item, b.item)
    );
    this.#ranked.length = Math.min(this.#ranked.length, this.#limit);
  }
}
