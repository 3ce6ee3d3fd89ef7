import type { OutgoingWssMessage } from "@/lib/models/mod.ts";
import type { Socket } from "./connection.ts";

/** A WebSocket whose other side is the test, and may stop to read. */
export class FakeSocket extends EventTarget {
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  /** Bytes that the other side still takes before the rest waits. */
  room = Infinity;
  /** Whether it ever says that it is closed. */
  isMute = false;
  closed: { code: number; reason: string } | null = null;
  /** What the other side has read. */
  readonly frames: OutgoingWssMessage[] = [];
  readonly #waiting: string[] = [];

  send(data: string): void {
    this.#waiting.push(data);
    this.bufferedAmount += data.length;
    this.#flush();
  }

  /** The other side reads again, up to `bytes` more. */
  read(bytes = Infinity): void {
    this.room = bytes;
    this.#flush();
  }

  close(code = 1000, reason = ""): void {
    if (this.closed !== null) return;
    this.closed = { code, reason };
    this.readyState = WebSocket.CLOSING;
    if (this.isMute) return;
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new Event("close"));
  }

  /** Sends a frame to the hub. */
  receive(frame: unknown): void {
    const data = JSON.stringify(frame);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** The frames' types, each with its revision or status where it has one. */
  get story(): string[] {
    return this.frames.map(({ type, payload }) =>
      "revision" in payload
        ? `${type} ${payload.revision}`
        : type === "system_status"
        ? payload.status
        : type
    );
  }

  /** The revisions of changes, in the order in which they came. */
  get revisions(): number[] {
    return this.frames.flatMap(({ type, payload }) =>
      type === "analytics_update" && payload.revision !== undefined
        ? [payload.revision]
        : []
    );
  }

  /** Full syncs that were complete. */
  get syncs(): number[] {
    return this.frames.flatMap((frame) => {
      if (frame.type !== "full_sync_response") return [];
      const { part, revision = -1 } = frame.payload;
      return part?.index === (part?.total ?? 0) - 1 ? [revision] : [];
    });
  }

  /** Who was told to be online, each time. */
  get online(): string[] {
    return this.frames.flatMap((frame) =>
      frame.type === "online_users_update"
        ? [frame.payload.user_ids.join()]
        : []
    );
  }

  /** The socket as the hub takes it. */
  get asSocket(): Socket {
    return this as unknown as Socket;
  }

  #flush(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || next.length > this.room) return;
      this.#waiting.shift();
      this.room -= next.length;
      this.bufferedAmount -= next.length;
      this.frames.push(JSON.parse(next));
    }
  }
}
