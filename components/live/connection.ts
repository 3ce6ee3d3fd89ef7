import { type ReadonlySignal, signal } from "@preact/signals";
import type { BridgeFrame, OutgoingWssMessage } from "@/lib/models/wss.ts";
import { backoff } from "./backoff.ts";
import type { Cancel, Environment, Socket } from "./environment.ts";
import { afterClose, parseFrame, type StopReason } from "./protocol.ts";

/** Where the live connection stands. */
export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  /** `retryAt`: ms since the epoch; `null` while a try is under way. */
  | { kind: "reconnecting"; attempt: number; retryAt: number | null }
  | { kind: "stopped"; reason: StopReason };

/** What the connection asks of, and tells, the one that it works for. */
export interface ConnectionOwner {
  /** The revision to replay from; `null` asks for a full sync. */
  since(): number | null;
  /** A new socket is being opened: nothing half received counts any more. */
  reconnected(): void;
  /** Frames that arrived since the last paint, in their order. */
  receive(frames: OutgoingWssMessage[]): void;
}

/** A sign of life is due this often, ms. */
const KEEPALIVE_MS = 20_000;
/** A connection that is not acknowledged for this long, ms, is given up. */
const ACK_PATIENCE_MS = 15_000;
/** Live for this long, ms, a connection counts as sound: backoff starts anew. */
const SOUND_MS = 10_000;
/** Changes show at most this often, ms: faster nobody reads, and work adds up. */
const PACE_MS = 100;
/** Frames applied before one paint: a flood is spread over several. */
const FRAMES_PER_PAINT = 200;
/** Conversations of a full sync that are applied before one paint, about. */
const CONVERSATIONS_PER_PAINT = 2_500;

/** What a socket that broke says (RFC 6455). */
const ABNORMAL_CLOSURE = 1006;

/** Keeps a socket open, and hands over what it brings, one paint at a time. */
export class Connection {
  readonly #env: Environment;
  readonly #owner: ConnectionOwner;
  readonly #state = signal<ConnectionState>({ kind: "connecting" });
  #socket: Socket | null = null;
  #queue: OutgoingWssMessage[] = [];
  #deliveredAt = 0;
  #attempt = 0;
  #liveSince: number | null = null;
  #cancelRetry: Cancel | null = null;
  #cancelKeepalive: Cancel | null = null;
  #cancelPatience: Cancel | null = null;
  #cancelPaint: Cancel | null = null;
  #cancelWake: Cancel | null = null;
  #cancelOffline: Cancel | null = null;

  constructor(env: Environment, owner: ConnectionOwner) {
    this.#env = env;
    this.#owner = owner;
  }

  /** Where the connection stands. */
  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  /** Connects, and keeps connected until {@linkcode Connection.stop}. */
  start(): void {
    this.#cancelWake = this.#env.onWake(() => this.#retryNow());
    this.#cancelOffline = this.#env.onOffline(() => this.#offline());
    this.#open();
  }

  /** Closes for good. */
  stop(): void {
    this.#cancelWake?.();
    this.#cancelOffline?.();
    this.#cancelRetry?.();
    this.#drop();
  }

  /** Gives the socket up and opens another at once. */
  restart(): void {
    this.#drop();
    this.#lost(() => 0);
  }

  /** Sends a frame if there is a connection, which `false` says there is not. */
  send(frame: BridgeFrame): boolean {
    if (this.#state.peek().kind !== "live") return false;
    this.#socket?.send(JSON.stringify(frame));
    return true;
  }

  /** Without a network the socket says nothing, and would seem to be live. */
  #offline(): void {
    if (this.#socket !== null) this.#closed(ABNORMAL_CLOSURE);
  }

  #open(): void {
    this.#cancelRetry = null;
    this.#owner.reconnected();
    const mine = () => this.#socket === socket;
    const socket = this.#env.connect(this.#owner.since(), {
      onMessage: (data) => mine() && this.#take(data),
      onClose: (code) => mine() && this.#closed(code),
    });
    this.#socket = socket;
    // Where packets get lost, the browser itself would wait for minutes.
    this.#cancelPatience = this.#env.after(
      ACK_PATIENCE_MS,
      () => this.#closed(ABNORMAL_CLOSURE),
    );
  }

  #take(data: unknown): void {
    const frame = parseFrame(data);
    if (frame === null) return;
    if (frame.type === "connection_ack") this.#acknowledged();
    this.#queue.push(frame);
    this.#cancelPaint ??= this.#schedule();
  }

  #acknowledged(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = null;
    this.#state.value = { kind: "live" };
    this.#liveSince = this.#env.now();
    this.#keepAlive();
  }

  #keepAlive(): void {
    this.#cancelKeepalive?.();
    this.#cancelKeepalive = this.#env.after(KEEPALIVE_MS, () => {
      this.send({ type: "keepalive", payload: {} });
      this.#keepAlive();
    });
  }

  /** Before the next paint, or before the first one at the next beat. */
  #schedule(): Cancel {
    const paint = () => this.#env.beforePaint(() => this.#deliver());
    const wait = this.#deliveredAt + PACE_MS - this.#env.now();
    return wait <= 0
      ? paint()
      : this.#env.after(wait, () => this.#cancelPaint = paint());
  }

  #deliver(): void {
    this.#cancelPaint = null;
    this.#deliveredAt = this.#env.now();
    const frames = this.#queue.splice(0, countForPaint(this.#queue));
    if (this.#queue.length > 0) this.#cancelPaint = this.#schedule();
    if (frames.length > 0) this.#owner.receive(frames);
  }

  #closed(code: number): void {
    // What came before the cut still counts, and decides where to resume.
    const rest = this.#queue;
    this.#queue = [];
    this.#drop();
    if (rest.length > 0) this.#owner.receive(rest);

    const next = afterClose(code);
    switch (next.kind) {
      case "stop":
        this.#cancelWake?.();
        this.#state.value = { kind: "stopped", reason: next.reason };
        break;
      case "reconnect-soon":
        this.#lost(() => backoff(1, this.#env.random()));
        break;
      case "back-off":
        this.#lost((attempt) => backoff(attempt, this.#env.random()));
        break;
    }
  }

  /** Forgets the socket and everything that was waiting for it. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#queue = [];
    this.#cancelPaint?.();
    this.#cancelPaint = null;
    this.#cancelKeepalive?.();
    this.#cancelKeepalive = null;
    this.#cancelPatience?.();
    this.#cancelPatience = null;
    socket?.close();
  }

  #lost(waitBefore: (attempt: number) => number): void {
    const sound = this.#liveSince !== null &&
      this.#env.now() - this.#liveSince >= SOUND_MS;
    this.#liveSince = null;
    this.#attempt = sound ? 1 : this.#attempt + 1;
    const wait = waitBefore(this.#attempt);
    this.#state.value = {
      kind: "reconnecting",
      attempt: this.#attempt,
      retryAt: this.#env.now() + wait,
    };
    this.#cancelRetry = this.#env.after(wait, () => this.#retryNow());
  }

  #retryNow(): void {
    const state = this.#state.peek();
    if (state.kind !== "reconnecting" || state.retryAt === null) return;
    this.#cancelRetry?.();
    this.#state.value = { ...state, retryAt: null };
    this.#open();
  }
}

/** How many of the frames, from the first on, one paint has time for. */
function countForPaint(frames: readonly OutgoingWssMessage[]): number {
  let conversations = 0;
  for (const [i, { type, payload }] of frames.entries()) {
    if (i === FRAMES_PER_PAINT) return i;
    if (type !== "full_sync_response") continue;
    conversations += payload.conversations.length;
    if (conversations >= CONVERSATIONS_PER_PAINT) return i + 1;
  }
  return frames.length;
}
