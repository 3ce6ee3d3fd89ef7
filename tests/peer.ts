/**
 * Both kinds of WebSocket clients, as far from the service's own as possible:
 * they send what a test says, and take in whatever comes.
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { OutgoingWssMessage, SUBPROTOCOL } from "@/lib/models/mod.ts";
import { within } from "./conditions.ts";

/** The payload of each type of frame. */
export type Payloads = {
  [F in OutgoingWssMessage as F["type"]]: F["payload"];
};

/** How a connection ended. */
export interface Closing {
  code: number;
  reason: string;
}

/** A WebSocket whose frames must all be of the contract. */
export class Peer {
  /** Every frame so far, in order. */
  readonly frames: OutgoingWssMessage[] = [];
  readonly #socket: WebSocket;
  readonly #closing: Promise<Closing>;
  #taken = 0;
  #fault: Error | null = null;
  #waiting: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      this.#take(data);
      this.#wake();
    };
    this.#closing = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => {
        resolve({ code, reason });
        this.#fault ??= new Error(`the connection closed: ${code} ${reason}`);
        this.#wake();
      };
    });
  }

  /** A dashboard's connection; `headers` are cookie and origin. */
  static dashboard(
    url: string,
    headers: Record<string, string> = {},
  ): Peer {
    return new Peer(openWithHeaders(url, headers));
  }

  /** An Agent's connection. */
  static agent(url: string, token: string): Peer {
    const protocols = [SUBPROTOCOL, `bearer.${token}`];
    return new Peer(new WebSocket(webSocketUrl(url), protocols));
  }

  /** Sends a frame as JSON; text and blobs go as they are. */
  send(frame: unknown): void {
    const isRaw = typeof frame === "string" || frame instanceof Blob;
    this.#socket.send(isRaw ? frame : JSON.stringify(frame));
  }

  /** The next frame of a type that `matches`, after the one given before. */
  async next<T extends keyof Payloads>(
    type: T,
    matches: (payload: Payloads[T]) => boolean = () => true,
  ): Promise<Payloads[T]> {
    const search = async () => {
      for (;;) {
        for (; this.#taken < this.frames.length; this.#taken++) {
          const frame = this.frames[this.#taken];
          if (!frame || !isOfType(frame, type)) continue;
          const payload: Payloads[T] = frame.payload;
          if (!matches(payload)) continue;
          this.#taken++;
          return payload;
        }
        if (this.#fault !== null) throw this.#fault;
        await this.#change();
      }
    };
    return await within(`a frame ${type}`, search(), () => this.#describe());
  }

  /** Resolves when there are `count` frames. */
  async has(count: number): Promise<void> {
    const grow = async () => {
      while (this.frames.length < count) {
        if (this.#fault !== null) throw this.#fault;
        await this.#change();
      }
    };
    await within(`${count} frames`, grow(), () => this.#describe());
  }

  /** How the service closes the connection. */
  async closing(): Promise<Closing> {
    return await within("the close", this.#closing, () => this.#describe());
  }

  /** Ends the connection and waits until it is gone. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.closing();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Frames in the contract's own words: nothing amiss, nothing more. */
  #take(data: unknown): void {
    const json: unknown = JSON.parse(String(data));
    const frame = OutgoingWssMessage.safeParse(json);
    if (frame.success && isDeepStrictEqual(frame.data, json)) {
      this.frames.push(frame.data);
    } else {
      const why = frame.error?.message ?? "it has fields that nobody knows";
      this.#fault ??= new Error(`not a frame of the contract: ${why}\n${data}`);
    }
  }

  #describe(): string {
    const types = this.frames.map(({ type }) => type).slice(-20);
    return `The latest of ${this.frames.length} frames: ${types.join(", ")}`;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Whether a frame is of a type. */
export function isOfType<T extends keyof Payloads>(
  frame: OutgoingWssMessage,
  type: T,
): frame is OutgoingWssMessage & { type: T; payload: Payloads[T] } {
  return frame.type === type;
}

/** A WebSocket as a browser opens it, which says where it comes from. */
export function openWithHeaders(
  url: string,
  headers: Record<string, string>,
): WebSocket {
  // Deno takes headers; the browser's type, which wins here, knows of none.
  return Reflect.construct(WebSocket, [webSocketUrl(url), { headers }]);
}

function webSocketUrl(url: string): string {
  return url.replace(/^http/, "ws");
}
