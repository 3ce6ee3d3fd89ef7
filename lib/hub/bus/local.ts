import type { Bus, BusMessage } from "./bus.ts";

/** The bus of a single process. Messages arrive in the order of publishing. */
export class LocalBus implements Bus {
  readonly isUp = true;
  readonly #listeners = new Map<string, Set<(message: BusMessage) => void>>();

  publish(channel: string, message: BusMessage): void {
    for (const listen of this.#listeners.get(channel) ?? []) listen(message);
  }

  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
  ): () => void {
    let listeners = this.#listeners.get(channel);
    if (listeners === undefined) {
      this.#listeners.set(channel, listeners = new Set());
    }
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
      if (listeners.size === 0) this.#listeners.delete(channel);
    };
  }

  onChange(): () => void {
    return () => {};
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}
