import { CloseCode, type OutgoingWssMessage } from "@/lib/models/mod.ts";
import type { Clock } from "@/lib/store/mod.ts";
import type { z } from "zod";
import {
  type FrameLimits,
  isLargerThan,
  MALFORMED_PER_MINUTE,
  MinuteCounter,
  SILENCE_MS,
  TokenBucket,
} from "./limits.ts";

/** The part of a WebSocket that a session needs. */
export type Socket = Pick<
  WebSocket,
  | "send"
  | "close"
  | "readyState"
  | "bufferedAmount"
  | "addEventListener"
>;

/** What a session does with its connection. */
export interface ConnectionHandler<Frame> {
  open(): void;
  /** `size`: characters of the frame's JSON. */
  frame(frame: Frame, size: number): void;
  /** Called once; nothing is sent or received any more. */
  closed(): void;
}

const OPEN = 1;
/** Time for the other side to answer a close, in ms. */
const CLOSE_MS = 2_000;
/** A close reason's longest text, in bytes. */
const REASON_BYTES = 120;

/**
 * One WebSocket, held to its limits: frames are checked against their schema
 * before a session sees them, and what does not fit is answered with an error.
 */
export class Connection<Frame> {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #schema: z.ZodType<Frame>;
  readonly #limits: FrameLimits;
  readonly #bucket: TokenBucket;
  readonly #malformed: MinuteCounter;
  readonly #ended = Promise.withResolvers<void>();
  #handler: ConnectionHandler<Frame> | null = null;
  #heardAt: number;
  #closing = false;
  #closed = false;

  constructor(
    socket: Socket,
    options: { clock: Clock; schema: z.ZodType<Frame>; limits: FrameLimits },
  ) {
    this.#socket = socket;
    this.#clock = options.clock;
    this.#schema = options.schema;
    this.#limits = options.limits;
    this.#bucket = new TokenBucket(options.clock, {
      rate: options.limits.framesPerSecond,
      burst: options.limits.burst,
    });
    this.#malformed = new MinuteCounter(options.clock);
    this.#heardAt = options.clock.now();
  }

  /** Starts to pass on what happens. */
  listen(handler: ConnectionHandler<Frame>): void {
    const socket = this.#socket;
    this.#handler = handler;
    socket.addEventListener("message", ({ data }) => {
      if (!this.isClosing) this.#receive(data, handler);
    });
    socket.addEventListener("close", () => this.#end());
    socket.addEventListener("error", () => this.#end());
    if (socket.readyState === OPEN) {
      handler.open();
    } else {
      socket.addEventListener("open", () => {
        if (!this.isClosing) handler.open();
      });
    }
  }

  /** Whether frames can still be sent. */
  get isOpen(): boolean {
    return !this.isClosing && this.#socket.readyState === OPEN;
  }

  /** Whether this connection has ended or is about to. */
  get isClosing(): boolean {
    return this.#closing || this.#closed;
  }

  /**
   * Resolves when the connection has ended: when its socket is closed, or two
   * seconds after {@linkcode close}, whatever the other side does.
   */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  /** Sends a frame, unless the connection is gone. */
  send(frame: OutgoingWssMessage): void {
    this.sendJson(JSON.stringify(frame));
  }

  /** {@linkcode send} for a frame that is JSON already. */
  sendJson(frame: string): void {
    if (this.isOpen) this.#socket.send(frame);
  }

  /**
   * Closes with a code of the contract and a reason for people. What still
   * comes in is ignored.
   */
  close(code: CloseCode, reason: string): void {
    if (this.isClosing) return;
    this.#closing = true;
    // The socket of somebody who does not read never says that it is closed.
    const cancel = this.#clock.after(CLOSE_MS, () => this.#end());
    this.ended.then(cancel);
    const socket = this.#socket;
    // Deno loses the code of a close from within the socket's own message
    // event while more data waits: the close needs a task of its own.
    const close = () =>
      setTimeout(() => socket.close(code, reason.slice(0, REASON_BYTES)));
    if (socket.readyState === OPEN) close();
    else socket.addEventListener("open", close);
  }

  /** Closes a connection that has been silent for too long. */
  closeIfSilent(): void {
    if (this.#clock.now() - this.#heardAt < SILENCE_MS) return;
    this.close(CloseCode.Silent, "Nothing heard for 60 s: send keepalive.");
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#handler?.closed();
    this.#ended.resolve();
  }

  #receive(data: unknown, handler: ConnectionHandler<Frame>): void {
    this.#heardAt = this.#clock.now();
    if (!this.#bucket.take()) {
      const { framesPerSecond } = this.#limits;
      this.close(
        CloseCode.TooFast,
        `More than ${framesPerSecond} frames a second: wait for answers.`,
      );
      return;
    }
    if (typeof data !== "string") {
      this.#refuse("invalid_json", "Frames are JSON text, not binary.");
      return;
    }
    if (isLargerThan(data, this.#limits.frameBytes)) {
      const mebibytes = this.#limits.frameBytes / 1024 / 1024;
      this.close(
        CloseCode.FrameTooLarge,
        mebibytes >= 1
          ? `Over ${mebibytes} MiB: send the snapshot in parts (snapshot_id, part).`
          : `Over ${this.#limits.frameBytes / 1024} KiB.`,
      );
      return;
    }
    const parsed = parseFrame(data, this.#schema);
    if (parsed.ok) handler.frame(parsed.frame, data.length);
    else this.#refuse(parsed.code, parsed.detail);
  }

  #refuse(code: "invalid_json" | "validation_error", detail: string): void {
    this.send({
      type: "system_error",
      payload: {
        errorMessage: code === "invalid_json"
          ? "The frame is not JSON."
          : "The frame does not fit its schema.",
        code,
        detail,
      },
    });
    if (this.#malformed.add() < MALFORMED_PER_MINUTE) return;
    this.close(
      CloseCode.TooManyMalformed,
      `${MALFORMED_PER_MINUTE} malformed frames within a minute.`,
    );
  }
}

type Parsed<Frame> =
  | { ok: true; frame: Frame }
  | {
    ok: false;
    code: "invalid_json" | "validation_error";
    detail: string;
  };

/** Issues of a frame that its error names. */
const ISSUES_NAMED = 5;

function parseFrame<Frame>(
  data: string,
  schema: z.ZodType<Frame>,
): Parsed<Frame> {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "invalid_json", detail };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, frame: parsed.data };
  const detail = parsed.error.issues.slice(0, ISSUES_NAMED)
    .map(({ path, message }) => `${path.join(".") || "frame"}: ${message}`)
    .join("; ");
  return { ok: false, code: "validation_error", detail };
}
