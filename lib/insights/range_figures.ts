import type { DayRange } from "@/lib/models/mod.ts";
import type { DayFigures } from "./figures.ts";
import type { Scores } from "./metrics.ts";
import { RunningSum } from "./running_sum.ts";

/** The figures of a range's days, of one creator or several, as of a moment. */
export class RangeFigures {
  readonly range: DayRange;
  readonly #rows: readonly (DayFigures | null)[];
  readonly #running: RunningSum;

  /**
   * `rows` holds the range's days in order, of one creator after the other;
   * `null` where nothing is counted. `running` knows the sum of those before.
   */
  constructor(
    range: DayRange,
    rows: readonly (DayFigures | null)[],
    running = new RunningSum(),
  ) {
    this.range = range;
    this.#rows = rows;
    this.#running = running;
  }

  /**
   * The sum of all days. Not to be changed, and not to be held while something
   * is awaited: it may be another one's sum by then.
   */
  get sum(): DayFigures {
    return this.#running.of(this.#rows);
  }

  /** Days on which something is counted, once for each creator. */
  get days(): { day: number; figures: DayFigures }[] {
    const { from, to } = this.range;
    return this.#rows.flatMap((figures, i) =>
      figures === null ? [] : [{ day: from + i % (to - from), figures }]
    );
  }

  /** Each day's sentiments, over all creators. */
  get scores(): Map<number, Scores> {
    const scores = new Map<number, Scores>();
    for (const { day, figures } of this.days) {
      const { scored = 0, sentiment = 0 } = scores.get(day) ?? {};
      scores.set(day, {
        scored: scored + figures.scored,
        sentiment: sentiment + figures.sentiment,
      });
    }
    return scores;
  }
}
