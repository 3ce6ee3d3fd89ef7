/**
 * The look-alike's live sockets: frames of JSON, each with one key that says
 * what it tells.
 * @module
 */

/** A frame as the site sends it. */
export type LiveFrame = Record<string, unknown>;

/** Sockets of pages, by the creator who is signed in to them. */
export class LiveSockets {
  readonly #open = new Map<number, Set<WebSocket>>();

  /** How many pages of a creator listen. */
  of(creator: number): number {
    return this.#open.get(creator)?.size ?? 0;
  }

  /** Takes a socket whose page has said whose it is. */
  add(creator: number, socket: WebSocket): void {
    const sockets = this.#open.get(creator) ?? new Set();
    sockets.add(socket);
    this.#open.set(creator, sockets);
    socket.addEventListener("close", () => sockets.delete(socket));
  }

  /** Sends a frame to all pages of a creator. */
  tell(creator: number, frame: LiveFrame): void {
    const text = JSON.stringify(frame);
    for (const socket of this.#open.get(creator) ?? []) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    }
  }

  /** Ends all connections; pages connect again. */
  end(): void {
    for (const sockets of this.#open.values()) {
      for (const socket of sockets) socket.close();
    }
  }
}
