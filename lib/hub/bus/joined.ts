import type { Bus, BusMessage } from "./bus.ts";
import { Delivered } from "./delivered.ts";
import { addressOf, open, seal } from "./envelope.ts";
import type { Link } from "./link.ts";
import { LocalBus } from "./local.ts";

/** What a `JoinedBus` works with. */
export interface JoinedBusOptions {
  /** The ways to the buses of other instances; they are started and closed here. */
  links: Link[];
  /** Names this bus, and never another one, nor an earlier one. */
  origin: string;
  /** Told of what a listener throws, and once of each kind of malformed text. */
  onError(what: string, error: unknown): void;
}

/** One who listens to a channel. */
interface Listener {
  onGap?: () => void;
}

/**
 * The bus of several instances, over one or more links. Its own listeners are
 * called as by a `LocalBus`, whether links are up or not. A message that comes
 * back, or over two links, is delivered once; one that comes late is delivered.
 */
export class JoinedBus implements Bus {
  readonly #options: JoinedBusOptions;
  readonly #local = new LocalBus();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #delivered = new Delivered();
  readonly #changeListeners = new Set<{ call: (isUp: boolean) => void }>();
  readonly #reported = new Set<string>();
  /** How the texts begin that this bus has sent itself. */
  readonly #ownAddress: string;
  #sent = 0;
  #isUp = false;
  #isClosed = false;

  constructor(options: JoinedBusOptions) {
    this.#options = options;
    this.#ownAddress = addressOf(options.origin);
    for (const link of options.links) {
      link.start({
        onText: (channel, text) => this.#receive(channel, text),
        onGap: (channel) => this.#tellOfGap(channel),
        onChange: () => this.#compareUp(),
      });
    }
    this.#isUp = this.#areAllUp();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  publish(channel: string, message: BusMessage): void {
    if (this.#isClosed) return;
    const { origin } = this.#options;
    const links = this.#options.links.filter(({ mayBeHeard }) => mayBeHeard);
    // Links come first, so that what listeners publish in answer comes after.
    if (links.length > 0) {
      const text = seal({ origin, n: ++this.#sent, message });
      for (const link of links) link.send(channel, text);
    }
    this.#local.publish(channel, message);
  }

  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
    onGap?: () => void,
  ): () => void {
    if (this.#isClosed) return () => {};
    const unsubscribe = this.#local.subscribe(
      channel,
      (message) => this.#call(() => listen(message)),
    );
    const listener = { onGap };
    this.#add(channel, listener);
    return () => {
      unsubscribe();
      this.#remove(channel, listener);
    };
  }

  onChange(listen: (isUp: boolean) => void): () => void {
    const listener = { call: listen };
    this.#changeListeners.add(listener);
    return () => {
      this.#changeListeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isUp = false;
    this.#changeListeners.clear();
    this.#listeners.clear();
    await this.#local.close();
    await Promise.all(this.#options.links.map((link) => link.close()));
  }

  #add(channel: string, listener: Listener): void {
    const listeners = this.#listeners.get(channel);
    if (listeners !== undefined) {
      listeners.add(listener);
      return;
    }
    this.#listeners.set(channel, new Set([listener]));
    for (const link of this.#options.links) link.watch(channel);
  }

  #remove(channel: string, listener: Listener): void {
    const listeners = this.#listeners.get(channel);
    if (!listeners?.delete(listener) || listeners.size > 0) return;
    this.#listeners.delete(channel);
    for (const link of this.#options.links) link.unwatch(channel);
  }

  #receive(channel: string, text: string): void {
    if (!this.#listeners.has(channel)) return;
    // An echo is known by its first characters: no need to parse it.
    if (text.startsWith(this.#ownAddress)) return;
    const opened = open(text);
    if (!opened.ok) {
      this.#reportOnce(`bus: ${opened.reason} on a channel`, opened.error);
      return;
    }
    const { origin, n, message } = opened.envelope;
    if (this.#delivered.add(origin, n)) this.#local.publish(channel, message);
  }

  #tellOfGap(channel: string): void {
    for (const { onGap } of this.#listeners.get(channel) ?? []) {
      if (onGap !== undefined) this.#call(onGap);
    }
  }

  #areAllUp(): boolean {
    return this.#options.links.every(({ isUp }) => isUp);
  }

  #compareUp(): void {
    const isUp = this.#areAllUp();
    if (this.#isClosed || isUp === this.#isUp) return;
    this.#isUp = isUp;
    for (const { call } of this.#changeListeners) this.#call(() => call(isUp));
  }

  /** A listener's error is its own: others, links and publishers go on. */
  #call(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#options.onError("bus listener", error);
    }
  }

  #reportOnce(what: string, error: Error): void {
    if (this.#reported.has(what)) return;
    this.#reported.add(what);
    this.#options.onError(what, error);
  }
}
