import { addFigures, emptyFigures, type Figures } from "./figures.ts";

/**
 * The sum of figures, of which few change from one time to the next. Figures
 * that are the same object are taken to hold the same: they must not be changed
 * in place.
 */
export class RunningSum {
  #summed: readonly (Figures | null)[] = [];
  #sum = emptyFigures();

  /**
   * The sum of `figures`, of which those that hold nothing are `null`; each in
   * the place that it had the last time. Not to be changed; holds until the next
   * call.
   */
  of(figures: readonly (Figures | null)[]): Figures {
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
      if (before !== null) addFigures(this.#sum, before, -1);
      if (after !== null) addFigures(this.#sum, after);
    }
    return this.#sum;
  }

  #addAnew(): Figures {
    this.#sum = emptyFigures();
    for (const figures of this.#summed) {
      if (figures !== null) addFigures(this.#sum, figures);
    }
    return this.#sum;
  }
}
