import { type ReadonlySignal, signal } from "@preact/signals";

/** How long a list waits before it moves, ms: it moves often enough. */
const CALM_MS = 400;

/**
 * An order for the eye: follows a list of ids, but gathers its moves, and keeps
 * still while it is held, so that nothing moves away from under the pointer.
 */
export class CalmOrder {
  readonly #shown = signal<readonly string[]>([]);
  readonly #isBehind = signal(false);
  readonly #waiting = signal(0);
  readonly #holds = new Set<string>();
  readonly #moved = new Set<string>();
  #latest: readonly string[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ids: readonly string[]) {
    this.#latest = ids;
    this.#shown.value = ids;
  }

  /** The ids as they are to be shown. */
  get shown(): ReadonlySignal<readonly string[]> {
    return this.#shown;
  }

  /** Whether it is held back from a later order. */
  get isBehind(): ReadonlySignal<boolean> {
    return this.#isBehind;
  }

  /** How many ids came, went or moved since it is held, as far as that was told. */
  get waiting(): ReadonlySignal<number> {
    return this.#waiting;
  }

  /** The list is another, in which `moved` came, went or moved. Shown in a while. */
  follow(ids: readonly string[], moved: Iterable<string> = []): void {
    if (ids === this.#latest) return;
    this.#latest = ids;
    for (const id of moved) this.#moved.add(id);
    this.#soon();
  }

  /** The list is another, because somebody asked for that: it shows at once. */
  show(ids: readonly string[]): void {
    this.#latest = ids;
    this.apply();
  }

  /** Shows the latest order, held or not. */
  apply(): void {
    this.stop();
    this.#moved.clear();
    this.#waiting.value = 0;
    this.#isBehind.value = false;
    this.#shown.value = this.#latest;
  }

  /** Keeps still from now on, for a reason that is to be taken back. */
  hold(reason: string): void {
    this.#holds.add(reason);
  }

  /** Takes back a reason to keep still. */
  release(reason: string): void {
    if (!this.#holds.delete(reason) || this.#holds.size > 0) return;
    if (this.#latest !== this.#shown.peek()) this.#soon();
  }

  /** Follows no more, until it is told of another list. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // Where nothing is shown, nothing can move away.
      const isFree = this.#holds.size === 0 || this.#shown.peek().length === 0;
      if (isFree) return this.apply();
      this.#waiting.value = this.#moved.size;
      this.#isBehind.value = true;
    }, CALM_MS);
  }
}
