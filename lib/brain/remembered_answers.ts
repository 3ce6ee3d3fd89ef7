import type { Answer } from "./insight_answers.ts";

/** An answer, and what it holds for. */
export interface RememberedAnswer {
  answer: Answer<unknown>;
  generation: number;
  commits: number;
  /** In ms. */
  until: number;
  /** Values that it holds, about. */
  size: number;
}

/** Answers that are remembered, over all accounts. */
const MAX_ANSWERS = 2_000;
/** Values that they hold together: some tens of megabytes, bodies included. */
const MAX_SIZE = 2_500_000;

/** Remembers the answers given last, up to a number of them and to a size. */
export class RememberedAnswers {
  readonly #max: { answers: number; size: number };
  /** The one asked for longest ago first. */
  readonly #answers = new Map<string, RememberedAnswer>();
  #size = 0;

  constructor({ answers = MAX_ANSWERS, size = MAX_SIZE } = {}) {
    this.#max = { answers, size };
  }

  get(id: string): RememberedAnswer | undefined {
    const known = this.#answers.get(id);
    if (known === undefined) return undefined;
    this.#answers.delete(id);
    this.#answers.set(id, known);
    return known;
  }

  /** One that is larger than all may be together is not remembered. */
  set(id: string, answer: RememberedAnswer): void {
    this.#delete(id);
    this.#answers.set(id, answer);
    this.#size += answer.size;
    for (const oldest of this.#answers.keys()) {
      const isFull = this.#answers.size > this.#max.answers ||
        this.#size > this.#max.size;
      if (!isFull) break;
      this.#delete(oldest);
    }
  }

  #delete(id: string): void {
    this.#size -= this.#answers.get(id)?.size ?? 0;
    this.#answers.delete(id);
  }
}
