import type { Clock } from "@/lib/store/mod.ts";

/** What a background job is. */
export interface BackgroundJobOptions {
  clock: Clock;
  /** After it has failed, it does not start again for so long, in ms. */
  retryMs: number;
  /** Does it; ends early, with an error, once `signal` is aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** It failed, but for what was aborted. */
  onFailed(error: unknown): void;
  /** It has ended, one way or the other. */
  onEnded(): void;
}

/** Work beside an account's deltas, which do not wait for it: one at a time. */
export class BackgroundJob {
  readonly #options: BackgroundJobOptions;
  #underWay: { ended: Promise<void>; controller: AbortController } | null =
    null;
  #restsUntil = -Infinity;

  constructor(options: BackgroundJobOptions) {
    this.#options = options;
  }

  /** Whether it is under way. */
  get isUnderWay(): boolean {
    return this.#underWay !== null;
  }

  /** Whether it would start now. */
  get isReady(): boolean {
    return this.#underWay === null &&
      this.#options.clock.now() >= this.#restsUntil;
  }

  /** Begins it, unless it is under way, or rests. */
  start(): void {
    if (!this.isReady) return;
    const { run, onFailed, onEnded } = this.#options;
    const controller = new AbortController();
    const ended = run(controller.signal)
      .catch((error) => {
        if (controller.signal.aborted) return;
        this.rest(this.#options.retryMs);
        onFailed(error);
      })
      .finally(() => {
        this.#underWay = null;
        onEnded();
      });
    this.#underWay = { ended, controller };
  }

  /** It does not start for so long, in ms. */
  rest(ms: number): void {
    this.#restsUntil = this.#options.clock.now() + ms;
  }

  /** Resolves when it has ended by itself, or is not under way. */
  async settled(): Promise<void> {
    await this.#underWay?.ended;
  }

  /** Ends it early; resolves when it has ended. */
  async abort(): Promise<void> {
    this.#underWay?.controller.abort();
    await this.settled();
  }
}
