import {
  type ConnectionInfo,
  type OutgoingWssMessage,
  OutgoingWssMessage as OutgoingSchema,
  SUBPROTOCOL,
} from "@/lib/models/mod.ts";
import type { Clock } from "@/lib/store/clock.ts";

/** What a connection tells its owner. */
export interface ConnectionHandlers {
  /** The Brain confirmed the connection: frames may be sent from now on. */
  ready(info: ConnectionInfo): void;
  /** A frame of the contract arrived. */
  frame(frame: OutgoingWssMessage): void;
  /** A frame arrived that the contract does not know. */
  unreadable(detail: string): void;
  /** It is over; called once, unless the owner ended it. */
  closed(code: number, reason: string): void;
}

/** How to reach the Brain. */
export interface ConnectionOptions {
  url: string;
  token: string;
  clock: Clock;
  /** How long the Brain may take until its first frame, in ms. */
  openTimeoutMs: number;
  handlers: ConnectionHandlers;
}

/** One WebSocket to the Brain, from its opening to its end. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #handlers: ConnectionHandlers;
  readonly #cancelTimeout: () => void;
  #state: "opening" | "ready" | "over" = "opening";
  #failure = "";

  /** Throws a `SyntaxError` where the URL or the token cannot be used. */
  constructor(options: ConnectionOptions) {
    const { url, token, clock, openTimeoutMs, handlers } = options;
    this.#handlers = handlers;
    this.#socket = new WebSocket(url, [SUBPROTOCOL, `bearer.${token}`]);
    this.#cancelTimeout = clock.after(openTimeoutMs, () => {
      const seconds = openTimeoutMs / 1000;
      this.abandon(`the server did not answer within ${seconds} s`);
    });
    this.#socket.onmessage = (event) => this.#receive(event.data);
    this.#socket.onerror = (event) => {
      if (event instanceof ErrorEvent) this.#failure = event.message;
    };
    this.#socket.onclose = ({ code, reason }) =>
      this.#end(code, reason || this.#failure);
  }

  /** Whether frames can be sent. */
  get isReady(): boolean {
    return this.#state === "ready" &&
      this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends a frame; only while {@linkcode isReady}. */
  send(text: string): void {
    this.#socket.send(text);
  }

  /** Ends the connection; the handlers hear nothing more. */
  close(): void {
    if (this.#state === "over") return;
    this.#state = "over";
    this.#cancelTimeout();
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
    const frame = parseFrame(data);
    if (!frame.ok) return this.#handlers.unreadable(frame.detail);
    if (frame.value.type !== "connection_ack") {
      return this.#handlers.frame(frame.value);
    }
    if (this.#state !== "opening") return;
    this.#state = "ready";
    this.#cancelTimeout();
    this.#handlers.ready(frame.value.payload);
  }

  #end(code: number, reason: string): void {
    if (this.#state === "over") return;
    this.#state = "over";
    this.#cancelTimeout();
    this.#handlers.closed(code, reason);
  }
}

type Parsed =
  | { ok: true; value: OutgoingWssMessage }
  | { ok: false; detail: string };

function parseFrame(data: unknown): Parsed {
  if (typeof data !== "string") return { ok: false, detail: "not text" };
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return { ok: false, detail: "not JSON" };
  }
  const parsed = OutgoingSchema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const path = issue?.path.join(".") || "frame";
  return { ok: false, detail: `${path}: ${issue?.message ?? "invalid"}` };
}
