import type { Clock } from "@/lib/store/mod.ts";
import { Alarm } from "./alarm.ts";

/** What a loop of work is. */
export interface WorkLoopOptions {
  clock: Clock;
  /** Does what is due. */
  run(): Promise<void>;
  /** It failed; gives whether it may be tried again at once. */
  recover(error: unknown): Promise<boolean>;
}

/** Pause before work that failed is tried again, in ms. */
export const RETRY_PAUSE_MS = 1_000;

/**
 * Does work whenever somebody wakes it: one round after the other, and one more
 * if it is woken meanwhile. A round that failed is done over.
 */
export class WorkLoop {
  readonly #options: WorkLoopOptions;
  readonly #alarm: Alarm;
  #underWay: Promise<void> | null = null;
  #isWanted = false;
  #isStopped = false;
  #endPause: () => void = () => {};

  constructor(options: WorkLoopOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.clock, () => this.wake());
  }

  /** Whether a round is under way, or the pause after one that failed. */
  get isUnderWay(): boolean {
    return this.#underWay !== null;
  }

  /** Whether another round follows. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Whether no other round begins. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Begins a round now, or after the one that is under way. */
  wake(): void {
    this.#isWanted = true;
    if (this.#isStopped) return;
    this.#underWay ??= this.#run().finally(() => {
      this.#underWay = null;
      if (this.#isWanted) this.wake();
    });
  }

  /** Wakes it `ms` milliseconds from now, unless it is asked for earlier. */
  wakeIn(ms: number): void {
    this.#alarm.set(ms);
  }

  /** Resolves when what is under way has ended. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  /** Begins no other round; the one that is under way ends by itself. */
  stop(): void {
    this.#isStopped = true;
    this.#alarm.cancel();
    this.#endPause();
  }

  async #run(): Promise<void> {
    const { run, recover } = this.#options;
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      try {
        await run();
      } catch (error) {
        this.#isWanted = true;
        if (!await recover(error)) await this.#pause(RETRY_PAUSE_MS);
      }
    }
  }

  /** Waits, unless the loop is stopped meanwhile. */
  #pause(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }
}
