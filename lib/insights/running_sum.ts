import { addDayFigures, type DayFigures, emptyDayFigures } from "./figures.ts";

/**
 * The sum of figures, of which few change from one time to the next. DayFigures
 * that are the same object are taken to hold the same: they must not be changed
 * in place.
 */
export class RunningSum {
  #summed: readonly (DayFigures | null)[] = [];
  #sum = emptyDayFigures();

  /**
   * The sum of `figures`, of which those that hold nothing are `null`; each in
   * the place that it had the last time. Not to be changed; holds until the next
   * call.
   */
  of(figures: readonly (DayFigures | null)[]): DayFigures {
    const summed = this.#summed;
    const changed: number[] = [];
    for (let i = 0; i < figures.length; i++) {
      if (figures[i] !== (summed[i] ?? null)) changed.push(i);
    }
    this.#summed = figures;
    // Taking away and adding is more than adding everything anew.
    if (2 * changed.length > figures.length) return this.#addAnew();
    for (const i of changed) {
      const [before, after] = [summed[i] ?? null, figures[i] ?? null];
      // Whole numbers: what was added is taken away without a trace.
      if (before !== null) addDayFigures(this.#sum, before, -1);
      if (after !== null) addDayFigures(this.#sum, after);
    }
    return this.#sum;
  }

  #addAnew(): DayFigures {
    this.#sum = emptyDayFigures();
    for (const figures of this.#summed) {
      if (figures !== null) addDayFigures(this.#sum, figures);
    }
    return this.#sum;
  }
}
