import type { Clock } from "@/lib/store/clock.ts";
import { type Frame, readFrame } from "./frames.ts";

/** The part of a WebSocket that a delivery needs. */
export type Socket = Pick<
  WebSocket,
  | "send"
  | "close"
  | "readyState"
  | "bufferedAmount"
  | "onmessage"
  | "onerror"
  | "onclose"
>;

/** Opens a socket; throws where the address or a protocol cannot be used. */
export type OpenSocket = (url: string, protocols: string[]) => Socket;

/** What a link tells its owner. */
export interface LinkHandlers {
  /** The Brain has greeted: frames may be sent. `userId` is whom it serves. */
  ready(userId: string | null): void;
  frame(frame: Frame): void;
  /** It is over; called once, unless the owner ended it. Code 0: no close frame. */
  closed(code: number, reason: string): void;
}

/** How a link is made. */
export interface LinkOptions {
  openSocket: OpenSocket;
  url: string;
  token: string;
  clock: Clock;
  /** How long the Brain may take to greet, in ms. */
  openTimeoutMs: number;
  handlers: LinkHandlers;
}

/** The protocol that an Agent speaks. */
const SUBPROTOCOL = "rapport.v1";
/** `WebSocket.OPEN`, which a worker's test need not have. */
const OPEN = 1;

/** One WebSocket to the Brain, from its opening to its end. */
export class Link {
  readonly #socket: Socket;
  readonly #handlers: LinkHandlers;
  readonly #cancelTimeout: () => void;
  #state: "opening" | "ready" | "over" = "opening";

  /** Throws where the address or the token cannot be used. */
  constructor(options: LinkOptions) {
    const { openSocket, url, token, clock, openTimeoutMs } = options;
    this.#handlers = options.handlers;
    this.#socket = openSocket(url, [SUBPROTOCOL, `bearer.${token}`]);
    this.#cancelTimeout = clock.after(
      openTimeoutMs,
      () =>
        this.abandon(
          `the service did not answer for ${openTimeoutMs / 1000} s`,
        ),
    );
    this.#socket.onmessage = ({ data }) => this.#receive(data);
    this.#socket.onerror = () => {};
    this.#socket.onclose = ({ code, reason }) => this.#end(code, reason);
  }

  /** Whether frames can be sent. */
  get isReady(): boolean {
    return this.#state === "ready" && this.#socket.readyState === OPEN;
  }

  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  /** Sends a frame, if that is possible. */
  send(text: string): void {
    if (this.isReady) this.#socket.send(text);
  }

  /** Ends the link; the handlers hear nothing more. */
  close(): void {
    if (this.#state === "over") return;
    this.#over();
    this.#socket.close(1000);
  }

  /** Gives up on the other side, without waiting for it to agree. */
  abandon(reason: string): void {
    if (this.#state === "over") return;
    this.#end(0, reason);
    this.#socket.close();
  }

  #receive(data: unknown): void {
    if (this.#state === "over") return;
    const frame = readFrame(data);
    if (frame === null) return;
    if (frame.type !== "connection_ack") return this.#handlers.frame(frame);
    if (this.#state !== "opening") return;
    this.#state = "ready";
    this.#cancelTimeout();
    this.#handlers.ready(frame.userId);
  }

  #end(code: number, reason: string): void {
    if (this.#state === "over") return;
    this.#over();
    this.#handlers.closed(code, reason);
  }

  #over(): void {
    this.#state = "over";
    this.#cancelTimeout();
  }
}
