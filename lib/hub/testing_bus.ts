import { type Bus, type BusMessage, LocalBus } from "./bus/mod.ts";

/** One instance's end of a bus that may fail. */
export class TestBus implements Bus {
  isUp = true;
  /** Whether a message gets through to other instances. */
  passes: (message: BusMessage) => boolean = () => true;
  readonly #near = new LocalBus();
  readonly #all: Set<TestBus>;
  readonly #listeners = new Set<(isUp: boolean) => void>();
  readonly #gaps = new Set<() => void>();

  constructor(all: Set<TestBus>) {
    this.#all = all.add(this);
  }

  publish(channel: string, message: BusMessage): void {
    for (const bus of this.#all) {
      const isReached = bus === this ||
        (this.isUp && bus.isUp && this.passes(message));
      if (isReached) bus.#near.publish(channel, message);
    }
  }

  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
    onGap: () => void = () => {},
  ): () => void {
    const unsubscribe = this.#near.subscribe(channel, listen);
    // Each subscription has one of its own, also where the function is the same.
    const tellOfGap = () => onGap();
    this.#gaps.add(tellOfGap);
    return () => {
      this.#gaps.delete(tellOfGap);
      unsubscribe();
    };
  }

  /** The connection to the others breaks, or is back. */
  turn(isUp: boolean): void {
    this.isUp = isUp;
    for (const listen of this.#listeners) listen(isUp);
    if (!isUp) return;
    for (const tellOfGap of this.#gaps) tellOfGap();
  }

  onChange(listen: (isUp: boolean) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  close(): Promise<void> {
    this.#all.delete(this);
    return this.#near.close();
  }
}
