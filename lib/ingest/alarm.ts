import type { Clock } from "@/lib/store/mod.ts";

/** Calls a function once, at the earliest of the times that were asked for. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #set: { at: number; cancel: () => void } | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings `ms` milliseconds from now, unless it rings before. */
  set(ms: number): void {
    const at = this.#clock.now() + ms;
    if (this.#set !== null && this.#set.at <= at) return;
    this.cancel();
    const cancel = this.#clock.after(ms, () => {
      this.#set = null;
      this.#ring();
    });
    this.#set = { at, cancel };
  }

  /** Does not ring after all. */
  cancel(): void {
    this.#set?.cancel();
    this.#set = null;
  }
}
