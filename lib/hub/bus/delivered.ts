/** Origins that are remembered: more than there are instances at a time. */
const ORIGINS = 256;
/** Numbers that are remembered of each origin. */
const NUMBERS = 2048;

/**
 * Which messages have been delivered, so that one that comes over two links is
 * delivered once. What is long past is forgotten: such a message, if it comes
 * again, is delivered again. None that was never delivered is taken for one
 * that was, in whatever order they come.
 */
export class Delivered {
  /** Of each origin, at `n % NUMBERS`, the last such number; the oldest first. */
  readonly #numbers = new Map<string, Float64Array>();

  /** Notes message `n`, from 1, of `origin`; `false` if it was noted before. */
  add(origin: string, n: number): boolean {
    const numbers = this.#of(origin);
    if (numbers[n % NUMBERS] === n) return false;
    numbers[n % NUMBERS] = n;
    return true;
  }

  #of(origin: string): Float64Array {
    const known = this.#numbers.get(origin);
    if (known !== undefined) {
      this.#numbers.delete(origin);
      this.#numbers.set(origin, known);
      return known;
    }
    const [oldest] = this.#numbers.keys();
    if (oldest !== undefined && this.#numbers.size >= ORIGINS) {
      this.#numbers.delete(oldest);
    }
    const numbers = new Float64Array(NUMBERS);
    this.#numbers.set(origin, numbers);
    return numbers;
  }
}
