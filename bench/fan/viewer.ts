import { ClientSocket } from "../load/client_socket.ts";
import type { Target } from "../load/protocol.ts";
import { KEEPALIVE } from "../load/sockets.ts";
import { type Stamp, StampReader } from "./stamp.ts";

/** What a viewer tells. */
export interface ViewerListener {
  /** The account's next message has come, in a frame of so many bytes. */
  message(publishedAt: number, bytes: number): void;
  /** A frame of another type has come. */
  other(type: string): void;
  /** It was closed, or has not seen every revision once and in order. */
  failed(error: Error): void;
}

/** Read at once; frames that are larger are put together. */
const READ_BYTES = 8 * 1024;
/** Bytes at the start of a frame that surely hold its type. */
const TYPE_BYTES = 48;
const TYPE = /^\{"type":"(\w+)"/;
const MESSAGE_HEAD = new TextEncoder().encode('{"type":"append_message"');

/** A dashboard that reads as little of its frames as it has to. */
export class Viewer {
  readonly #target: Target;
  readonly #listener: ViewerListener;
  readonly #stamps = new StampReader();
  readonly #decoder = new TextDecoder();
  readonly #synced = Promise.withResolvers<void>();
  #socket: ClientSocket | null = null;
  #revision: number | null = null;

  constructor(target: Target, listener: ViewerListener) {
    this.#target = target;
    this.#listener = listener;
    // A bare server has nothing before the first message.
    if (!target.isRapport) this.#sync(0);
  }

  /** The revision that it has; `null` before it has everything. */
  get revision(): number | null {
    return this.#revision;
  }

  /** Connects, and resolves when everything is there. */
  async connect(): Promise<void> {
    const { origin, id, cookie } = this.#target;
    this.#socket = await ClientSocket.open({
      origin,
      path: `/ws/frontend/${id}`,
      headers: { Cookie: cookie, Origin: origin },
      readBytes: READ_BYTES,
    }, {
      text: (frame) => this.#receive(frame),
      closed: (error) => this.#fail(error.message),
    });
    await this.#synced.promise;
  }

  /** Says that it is still there, as the contract wants it. */
  keepAlive(): void {
    if (this.#target.isRapport) this.#socket?.send(KEEPALIVE);
  }

  #receive(frame: Uint8Array): void {
    if (MESSAGE_HEAD.every((byte, i) => frame[i] === byte)) {
      return this.#see(this.#stamps.read(frame), frame.length);
    }
    const head = this.#decoder.decode(frame.subarray(0, TYPE_BYTES));
    const type = TYPE.exec(head)?.[1] ?? "unknown";
    this.#listener.other(type);
    if (type === "system_error") this.#fail(this.#decoder.decode(frame));
    if (type === "full_sync_response") this.#receiveSync(frame);
  }

  #see({ publishedAt, revision }: Stamp, bytes: number): void {
    if (this.#revision === null || revision !== this.#revision + 1) {
      return this.#fail(`revision ${revision} follows ${this.#revision}`);
    }
    this.#revision = revision;
    this.#listener.message(publishedAt, bytes);
  }

  #receiveSync(frame: Uint8Array): void {
    const { payload } = JSON.parse(this.#decoder.decode(frame));
    const { part, revision } = payload;
    if (this.#revision !== null) {
      return this.#fail(`everything came anew after ${this.#revision}`);
    }
    if (!part || part.index === part.total - 1) this.#sync(revision);
  }

  #sync(revision: number): void {
    this.#revision = revision;
    this.#synced.resolve();
  }

  #fail(reason: string): void {
    const error = new Error(`A dashboard of ${this.#target.id}: ${reason}`);
    this.#synced.reject(error);
    this.#listener.failed(error);
  }
}
