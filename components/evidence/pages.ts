import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Evidence } from "@/lib/models/insight_answers.ts";
import { ask } from "@/components/live/request.ts";
import { evidencePath, type EvidenceQuestion } from "./evidence.ts";

const PAGE_SIZE = 30;
/** Pages that may be empty one after another before it asks whether to go on. */
const EMPTY_PAGES = 20;

/** How far the list has come. */
export type EvidenceState =
  | { kind: "loading" }
  | { kind: "more" }
  | { kind: "end" }
  | { kind: "failed"; detail: string };

/** The messages behind a number, as far as they were asked for. */
export class EvidencePages {
  readonly #question: EvidenceQuestion;
  readonly #get: typeof ask<Evidence>;
  readonly #items = signal<Evidence["evidence"]>([]);
  readonly #state = signal<EvidenceState>({ kind: "more" });
  #cursor: string | null = null;
  #isStopped = false;

  constructor(question: EvidenceQuestion, get: typeof ask<Evidence> = ask) {
    this.#question = question;
    this.#get = get;
  }

  /** What was found so far. */
  get items(): ReadonlySignal<Evidence["evidence"]> {
    return this.#items;
  }

  /** Whether there is more. */
  get state(): ReadonlySignal<EvidenceState> {
    return this.#state;
  }

  /** Asks for the next page, and goes on while pages of rare evidence are empty. */
  async more(): Promise<void> {
    const { kind } = this.#state.peek();
    if (kind === "loading" || kind === "end") return;
    this.#state.value = { kind: "loading" };
    for (let pages = 0; pages < EMPTY_PAGES; pages++) {
      const answer = await this.#get(
        "GET",
        evidencePath(this.#question, {
          limit: PAGE_SIZE,
          cursor: this.#cursor,
        }),
      );
      if (this.#isStopped) return;
      if (!answer.ok) {
        const { detail } = answer.problem;
        this.#state.value = { kind: "failed", detail };
        return;
      }
      if (this.#take(answer.body)) return;
    }
    this.#state.value = { kind: "more" };
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Whether the page is worth showing, or the last. */
  #take({ evidence, next_cursor }: Evidence): boolean {
    this.#cursor = next_cursor;
    const isEnd = next_cursor === null;
    const isShown = isEnd || evidence.length > 0;
    batch(() => {
      this.#items.value = [...this.#items.peek(), ...evidence];
      if (isShown) this.#state.value = { kind: isEnd ? "end" : "more" };
    });
    return isShown;
  }
}
