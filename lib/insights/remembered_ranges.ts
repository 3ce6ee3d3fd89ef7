import type { CreatorId, DayRange } from "@/lib/models/mod.ts";
import { type Dataset, keyId } from "@/lib/store/mod.ts";
import { RunningSum } from "./running_sum.ts";

/** Days of a dataset. */
export interface RangeQuery {
  dataset: Dataset;
  /** The creators whose days they are. */
  creators: readonly CreatorId[];
  range: DayRange;
}

/** What is remembered of a range: the sum of its days, and their rows. */
export interface RememberedRange<Row> {
  running: RunningSum;
  /** The rows as they were after that commit; `null`: not known. */
  latest: { commits: number; rows: readonly (Row | null)[] } | null;
}

/** Days of all ranges together that are remembered. */
const MAX_DAYS = 20_000;

/** Remembers the ranges asked for last, up to a number of days. */
export class RememberedRanges<Row> {
  readonly #maxDays: number;
  /** The one asked for longest ago first. */
  readonly #ranges = new Map<string, RememberedRange<Row> & { days: number }>();
  #days = 0;

  constructor(maxDays = MAX_DAYS) {
    this.#maxDays = maxDays;
  }

  /** What is remembered of the range; the same object as long as it is. */
  of({ dataset, creators, range }: RangeQuery): RememberedRange<Row> {
    const { account, generation } = dataset;
    const id = keyId([account, generation, range.from, range.to, ...creators]);
    const known = this.#ranges.get(id) ?? {
      running: new RunningSum(),
      latest: null,
      days: creators.length * (range.to - range.from),
    };
    if (!this.#ranges.delete(id)) this.#days += known.days;
    this.#ranges.set(id, known);
    for (const [oldest, { days }] of this.#ranges) {
      if (this.#days <= this.#maxDays || oldest === id) break;
      this.#ranges.delete(oldest);
      this.#days -= days;
    }
    return known;
  }
}
