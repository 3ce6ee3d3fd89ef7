/** What a background job is. */
export interface BackgroundJobOptions {
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

  constructor(options: BackgroundJobOptions) {
    this.#options = options;
  }

  /** Whether it is under way. */
  get isUnderWay(): boolean {
    return this.#underWay !== null;
  }

  /** Begins it, if it is not under way. */
  start(): void {
    if (this.#underWay !== null) return;
    const { run, onFailed, onEnded } = this.#options;
    const controller = new AbortController();
    const ended = run(controller.signal)
      .catch((error) => {
        if (!controller.signal.aborted) onFailed(error);
      })
      .finally(() => {
        this.#underWay = null;
        onEnded();
      });
    this.#underWay = { ended, controller };
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
