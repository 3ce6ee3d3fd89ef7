import type { PageCommand, RelayMessage, WireCommand } from "../messages.ts";
import { PageChannel } from "./channel.ts";
import { handOver } from "./handover.ts";
import { bytesOf, hexOf } from "./hex.ts";
import { Sender } from "./sender.ts";

/** How a relay reaches the rest of its extension. */
export interface Background {
  /** Rejects, or throws, if nobody takes it. */
  send(message: RelayMessage): Promise<unknown>;
  /**
   * Calls `take` with what the background says; its result, if there is one, is
   * the answer. The result takes it off again.
   */
  listen(take: (message: unknown) => Promise<unknown> | null): () => void;
  /** `false` once the extension was reloaded or removed. */
  isAlive(): boolean;
}

/** Runs between a page and the background. Nothing else talks to either. */
export class Relay {
  readonly #page: Window & typeof globalThis;
  readonly #background: Background;
  readonly #channel: PageChannel;
  readonly #sender: Sender;
  readonly #id = randomHex(16);
  readonly #over = new AbortController();
  readonly #key: string;
  /** Whether the message that the window gets just now is the hook's. */
  #isMine = false;
  #posting: Promise<unknown> = Promise.resolve();

  constructor(page: Window & typeof globalThis, background: Background) {
    this.#page = page;
    this.#background = background;
    this.#key = randomHex(32);
    this.#channel = new PageChannel(bytesOf(this.#key));
    this.#sender = new Sender({
      page: this.#id,
      send: async (message) => await background.send(message),
      isAlive: () => background.isAlive(),
      lost: () => this.#channel.lost,
      random: Math.random,
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      ended: () => this.#over.abort(),
    });
  }

  /** Hands the key over; does nothing more if no hook takes it. */
  start(): void {
    handOver(this.#page, this.#key, {
      ready: () => this.#begin(),
      mine: () => this.#isMine = true,
    });
  }

  #begin(): void {
    const { signal } = this.#over;
    const page = this.#page;
    const listener = (event: MessageEvent) => this.#receive(event);
    const listen = () => {
      page.addEventListener("message", listener, { capture: true, signal });
      page.addEventListener("pageshow", onShow, { signal });
      page.addEventListener("pagehide", onHide, { signal });
    };
    const onShow = () => this.#sender.hello();
    const onHide = () => this.#sender.sendAll();
    listen();
    // `document.open` takes all listeners of the window away.
    const opened = new MutationObserver(listen);
    opened.observe(page.document, { childList: true });
    const unlisten = this.#background.listen((message) => {
      if (!isCommandFor(message, this.#id)) return null;
      return this.#command(message.command);
    });
    signal.addEventListener("abort", () => {
      opened.disconnect();
      unlisten();
    });
    this.#sender.hello();
  }

  /**
   * Looks at a message only if the hook, which has listened before, says that it
   * is its own: whoever looks first takes out what was transferred with it, and
   * what the page makes up costs nothing here.
   */
  #receive(event: MessageEvent): void {
    if (!this.#isMine) return;
    this.#isMine = false;
    event.stopImmediatePropagation();
    if (event.source !== this.#page) return;
    if (event.origin !== this.#page.location.origin) return;
    this.#channel.take(event.data, (relayed) => this.#sender.push(relayed));
  }

  /** Posts a command to the page, in the order in which they came. */
  async #command(command: WireCommand): Promise<{ taken: true }> {
    const before = this.#posting;
    const signed = this.#channel.sign(command);
    const posted = before.then(async () => {
      const message = await signed;
      this.#page.postMessage(message, this.#page.location.origin);
    });
    this.#posting = posted;
    await posted;
    return { taken: true };
  }
}

function isCommandFor(message: unknown, page: string): message is PageCommand {
  return typeof message === "object" && message !== null &&
    "type" in message && message.type === "page_command" &&
    "page" in message && message.page === page;
}

/** Random bytes in hex. */
function randomHex(bytes: number): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(bytes)));
}
