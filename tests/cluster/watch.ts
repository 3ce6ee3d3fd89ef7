/**
 * Waiting in a run that goes on for minutes: bounded by progress, not by time.
 * @module
 */

/** Without any progress for this long, in ms, a run is stuck. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 10;
/** A look that asks the service leaves it time to work between, in ms. */
const ASK_EVERY_MS = 100;

/** Waits as long as there is progress. */
export class Watch {
  readonly #tick: () => void;
  readonly #progress: () => string;
  readonly #describe: () => string;
  #seen = "";
  #seenAt = 0;

  /**
   * `tick` is called before each look and may throw; `progress` is another text
   * whenever there was some; `describe` tells people where the run stands.
   */
  constructor(options: {
    tick: () => void;
    progress: () => string;
    describe: () => string;
  }) {
    this.#tick = options.tick;
    this.#progress = options.progress;
    this.#describe = options.describe;
  }

  /** What `look` gives as soon as that is neither `null` nor `false`. */
  async until<R>(
    what: string,
    look: () => Promise<R | null | false> | R | null | false,
  ): Promise<R> {
    this.#seenAt = performance.now();
    let failure: unknown = null;
    for (;;) {
      this.#tick();
      let pause = LOOK_EVERY_MS;
      try {
        const looked = look();
        if (looked instanceof Promise) pause = ASK_EVERY_MS;
        const seen = await looked;
        if (seen !== null && seen !== false) return seen;
        failure = null;
      } catch (error) {
        // Whoever was asked may have died just then.
        failure = error;
      }
      this.#checkProgress(what, failure);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  #checkProgress(what: string, failure: unknown): void {
    const progress = this.#progress();
    const now = performance.now();
    if (progress !== this.#seen) {
      this.#seen = progress;
      this.#seenAt = now;
    } else if (now - this.#seenAt > PATIENCE_MS) {
      throw new Error(
        `Stuck for ${PATIENCE_MS / 1000} s, waiting for ${what}: ` +
          this.#describe(),
        failure === null ? {} : { cause: failure },
      );
    }
  }
}
