/** Each bucket's upper bound is so many times its lower one. */
const GROWTH = 1.005;
/** Upper bound of the first bucket, in ms. */
const SMALLEST = 0.001;

/** {@linkcode Latencies} on their way between processes: counts by bucket. */
export type LatencyCounts = [bucket: number, count: number][];

/** A distribution of durations in ms, exact to half a percent. */
export class Latencies {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** Adds one duration, in ms. */
  add(ms: number): void {
    const steps = Math.log(Math.max(ms, SMALLEST) / SMALLEST) /
      Math.log(GROWTH);
    this.#addTo(Math.round(steps), 1);
  }

  /** Adds what another process has counted. */
  merge(counts: LatencyCounts): this {
    for (const [bucket, count] of counts) this.#addTo(bucket, count);
    return this;
  }

  /** Number of durations. */
  get count(): number {
    return this.#total;
  }

  /** The duration in ms that the share `p` (0 to 1) does not exceed. */
  percentile(p: number): number {
    let left = Math.max(1, Math.ceil(p * this.#total));
    for (const [bucket, count] of this.counts()) {
      left -= count;
      if (left <= 0) return SMALLEST * GROWTH ** bucket;
    }
    return NaN;
  }

  /** The counts by bucket, in order. */
  counts(): LatencyCounts {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  #addTo(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#total += count;
  }
}

/** The middle value; of two middle ones, their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1
    ? upper
    : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/**
 * Pearson's r of two series of equal length, from -1 to 1; `NaN` if one does
 * not vary.
 */
export function correlation(
  a: readonly number[],
  b: readonly number[],
): number {
  if (a.length !== b.length) throw new Error("The series differ in length.");
  const meanA = mean(a);
  const meanB = mean(b);
  let both = 0;
  let onlyA = 0;
  let onlyB = 0;
  for (const [index, value] of a.entries()) {
    const fromA = value - meanA;
    const fromB = (b[index] ?? NaN) - meanB;
    both += fromA * fromB;
    onlyA += fromA * fromA;
    onlyB += fromB * fromB;
  }
  return both / Math.sqrt(onlyA * onlyB);
}

/** The arithmetic mean; `NaN` of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Lowest and highest value, as a result shows them. */
export function spread(values: readonly number[]): string {
  return `${round(Math.min(...values))} – ${round(Math.max(...values))}`;
}

/** Three significant digits, and no fraction from 100 on. */
export function round(value: number): number {
  return Math.abs(value) >= 100
    ? Math.round(value)
    : Number(value.toPrecision(3));
}
