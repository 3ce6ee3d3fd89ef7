import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { Priority } from "@/lib/models/insight_answers.ts";
import { ask } from "@/components/live/request.ts";

/** Time that somebody looks at a priority before its reasons show, ms. */
const PAUSE_MS = 300;
/** Answers that are kept. */
const KEPT = 100;

/** The conversation whose priority is explained. */
export interface Explained {
  id: string;
  /** `null`: on its way. */
  priority: Priority | null;
  /** Why there is no answer. */
  problem: string | null;
}

/** Why a conversation has its priority, for whoever points at it for a while. */
export class PriorityReasons {
  readonly #revision: () => number | null;
  readonly #get: typeof ask<Priority>;
  readonly #shown = signal<Explained | null>(null);
  readonly #known = new Map<
    string,
    { of: number | null; priority: Priority }
  >();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `revision` gives the account's, by which answers are kept. */
  constructor(
    revision: () => number | null,
    get: typeof ask<Priority> = ask,
  ) {
    this.#revision = revision;
    this.#get = get;
  }

  /** What is to be shown; `null`: nothing. */
  get shown(): ReadonlySignal<Explained | null> {
    return this.#shown;
  }

  /** Somebody points at that conversation's priority, or has come there by key. */
  point(id: string): void {
    if (this.#shown.peek()?.id === id) return this.stay();
    this.leave();
    this.#timer = setTimeout(() => this.#explain(id), PAUSE_MS);
  }

  /** Somebody has gone on elsewhere; `in` so many ms, unless they come back. */
  leave(after = 0): void {
    this.stay();
    if (after > 0) this.#timer = setTimeout(() => this.leave(), after);
    else this.#shown.value = null;
  }

  /** What is shown stays. */
  stay(): void {
    clearTimeout(this.#timer);
  }

  async #explain(id: string): Promise<void> {
    const of = this.#revision();
    const known = this.#known.get(id);
    if (known !== undefined && known.of === of) {
      this.#shown.value = { id, priority: known.priority, problem: null };
      return;
    }
    this.#shown.value = {
      id,
      priority: known?.priority ?? null,
      problem: null,
    };
    const path = `/api/v1/conversations/${encodeURIComponent(id)}/priority`;
    const answer = await this.#get("GET", path);
    if (answer.ok) this.#keep(id, of, answer.body);
    if (this.#shown.peek()?.id !== id) return;
    this.#shown.value = answer.ok
      ? { id, priority: answer.body, problem: null }
      : { id, priority: null, problem: answer.problem.detail };
  }

  #keep(id: string, of: number | null, priority: Priority): void {
    this.#known.delete(id);
    this.#known.set(id, { of, priority });
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) {
      this.#known.delete(oldest);
    }
  }
}
