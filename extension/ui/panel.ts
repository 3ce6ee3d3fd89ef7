import { type ReadonlySignal, signal } from "@preact/signals";
import type { AgentStatus, PanelRequest } from "../messages.ts";
import type { Background } from "./background.ts";
import { connectionWords, creatorName } from "./words.ts";

/** Time between two looks at how things stand, ms. */
export const LOOK_EVERY_MS = 1_000;

/** What a panel needs of the world around it. */
export interface PanelParts {
  background: Background;
  /** The time, in ms since the epoch. */
  now: () => number;
  /** Calls again and again, until the function that it gives is called. */
  every: (ms: number, run: () => void) => () => void;
}

/** What became of something that was to be done. */
export type Outcome = { ok: true } | { ok: false; error: string };

/** How things stand, looked at once a second, and what is done about them. */
export class Panel {
  readonly #parts: PanelParts;
  readonly #status = signal<AgentStatus | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #said = signal("");
  readonly #now = signal(0);
  #turns = 0;
  /** Answers to what was asked before this turn say nothing any more. */
  #shown = 0;
  #isActing = false;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#now.value = parts.now();
  }

  /** How things stood when that was looked at last; `null`: not known yet. */
  get status(): ReadonlySignal<AgentStatus | null> {
    return this.#status;
  }

  /** Why that cannot be known, in a sentence; `null` where it can. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** What is to be read out. */
  get said(): ReadonlySignal<string> {
    return this.#said;
  }

  /** When it was looked at last, in ms since the epoch. */
  get now(): ReadonlySignal<number> {
    return this.#now;
  }

  /** Looks now and once a second, until the function that it gives is called. */
  open(): () => void {
    this.#look();
    return this.#parts.every(LOOK_EVERY_MS, () => this.#look());
  }

  /**
   * Has something done; `done` is read out then. Something else that is under way
   * is waited for.
   */
  async act(request: PanelRequest, done: string): Promise<Outcome> {
    if (this.#isActing) {
      return { ok: false, error: "Wait until the other change is done." };
    }
    this.#isActing = true;
    this.#shown = ++this.#turns;
    try {
      this.#show(await this.#parts.background.ask(request));
      this.#said.value = done;
      return { ok: true };
    } catch (error) {
      return { ok: false, error: messageOf(error) };
    } finally {
      this.#isActing = false;
    }
  }

  async #look(): Promise<void> {
    // What was asked for before a change is done may be from before it.
    if (this.#isActing) return;
    const turn = ++this.#turns;
    try {
      const status = await this.#parts.background.ask({ type: "status" });
      if (this.#isNews(turn)) this.#show(status);
    } catch (error) {
      if (this.#isNews(turn)) this.#problem.value = messageOf(error);
    }
  }

  #isNews(turn: number): boolean {
    if (turn <= this.#shown) return false;
    this.#shown = turn;
    return true;
  }

  #show(status: AgentStatus): void {
    const before = this.#status.value;
    this.#now.value = this.#parts.now();
    this.#problem.value = null;
    this.#status.value = status;
    const news = before === null ? "" : newsIn(before, status);
    if (news !== "") this.#said.value = news;
  }
}

/** What of a change is worth being read out: connections, and no figures. */
function newsIn(before: AgentStatus, after: AgentStatus): string {
  return after.creators.flatMap((one) => {
    const known = before.creators.find(({ creator }) =>
      creator.id === one.creator.id
    );
    if (known?.connection.state === one.connection.state) return [];
    return [
      `${creatorName(one.creator)}: ${connectionWords(one.connection).spoken}`,
    ];
  }).join(". ");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
