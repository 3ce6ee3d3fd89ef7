import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { SearchResults } from "@/lib/models/search.ts";
import { ask } from "@/components/live/request.ts";

/** Fewer characters than that are not looked for in messages. */
const FEWEST = 2;
/** More characters than that are not looked for. */
const MOST = 100;
/** Time after the last key before it is looked for, ms. */
const PAUSE_MS = 250;
/** It goes on by itself until it has found so many more messages. */
const ENOUGH = 20;

/** A message that was found. */
export type SearchHit = SearchResults["hits"][number];

/** How far the search has come. */
export type SearchState =
  | { kind: "idle" }
  | { kind: "looking" }
  | { kind: "paused" }
  | { kind: "end" }
  | { kind: "failed"; detail: string };

/** How many messages were looked through, and how many there are. */
export interface Extent {
  searched: number;
  total: number;
}

/** Messages that hold the words that are typed, page by page. */
export class MessageSearch {
  readonly #get: typeof ask<SearchResults>;
  readonly #hits = signal<readonly SearchHit[]>([]);
  readonly #state = signal<SearchState>({ kind: "idle" });
  readonly #extent = signal<Extent | null>(null);
  #query = "";
  #cursor: string | null = null;
  /** Grows with each search: answers to one before do not count. */
  #search = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(get: typeof ask<SearchResults> = ask) {
    this.#get = get;
  }

  /** What was found so far. */
  get hits(): ReadonlySignal<readonly SearchHit[]> {
    return this.#hits;
  }

  /** Whether it looks, and whether there is more to look through. */
  get state(): ReadonlySignal<SearchState> {
    return this.#state;
  }

  /** How far was looked; `null` before the first answer. */
  get extent(): ReadonlySignal<Extent | null> {
    return this.#extent;
  }

  /** Looks for what was typed as soon as nothing more is. */
  look(typed: string): void {
    const query = typed.trim().slice(0, MOST);
    if (query === this.#query) return;
    this.stop();
    this.#query = query;
    this.#cursor = null;
    const isIdle = query.length < FEWEST;
    batch(() => {
      this.#hits.value = [];
      this.#extent.value = null;
      this.#state.value = { kind: isIdle ? "idle" : "looking" };
    });
    if (isIdle) return;
    this.#timer = setTimeout(() => this.#goOn(), PAUSE_MS);
  }

  /** Looks further, until there are some more hits. */
  more(): void {
    const { kind } = this.#state.peek();
    if (kind !== "paused" && kind !== "failed") return;
    this.#state.value = { kind: "looking" };
    this.#goOn();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#search++;
    clearTimeout(this.#timer);
  }

  async #goOn(): Promise<void> {
    const search = ++this.#search;
    const enough = this.#hits.peek().length + ENOUGH;
    for (;;) {
      const answer = await this.#get("GET", this.#path());
      if (search !== this.#search) return;
      if (!answer.ok) {
        const { detail } = answer.problem;
        this.#state.value = { kind: "failed", detail };
        return;
      }
      this.#take(answer.body, enough);
      if (this.#state.peek().kind !== "looking") return;
    }
  }

  #path(): string {
    const query = new URLSearchParams({
      q: this.#query,
      limit: String(ENOUGH),
      ...this.#cursor === null ? {} : { cursor: this.#cursor },
    });
    return `/api/v1/search?${query}`;
  }

  #take({ hits, searched, total, next_cursor }: SearchResults, enough: number) {
    this.#cursor = next_cursor;
    batch(() => {
      const all = [...this.#hits.peek(), ...hits];
      this.#hits.value = all;
      this.#extent.value = { searched, total };
      if (next_cursor === null) this.#state.value = { kind: "end" };
      else if (all.length >= enough) this.#state.value = { kind: "paused" };
    });
  }
}
