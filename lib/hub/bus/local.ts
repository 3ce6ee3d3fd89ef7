import type { Bus, BusMessage } from "./bus.ts";

/** The bus of a single process. Messages arrive in the order of publishing. */
export class LocalBus implements Bus {
  readonly isUp = true;
  readonly #listeners = new Map<string, Set<(message: BusMessage) => void>>();
  readonly #waiting: { channel: string; message: BusMessage }[] = [];
  #isDelivering = false;

  /**
   * All have heard the message on return, unless a listener publishes: then
   * everybody hears the message before its answer. A listener must not throw.
   */
  publish(channel: string, message: BusMessage): void {
    this.#waiting.push({ channel, message });
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    try {
      let next;
      while ((next = this.#waiting.shift()) !== undefined) {
        for (const listen of this.#listeners.get(next.channel) ?? []) {
          listen(next.message);
        }
      }
    } finally {
      this.#isDelivering = false;
    }
  }

  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
  ): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listen));
    return () => {
      // Another set may have taken the place of one that became empty.
      if (listeners.delete(listen) && listeners.size === 0) {
        this.#listeners.delete(channel);
      }
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
