/**
 * The Agent's end of a WebSocket, as a browser has it: what it sends leaves at
 * once. Deno's own client leaves Nagle's algorithm on and writes a frame over
 * 1 KiB in two pieces, so that a lone message waits 40 ms for the server's
 * delayed TCP acknowledgement.
 * @module
 */
import { SUBPROTOCOL } from "@/lib/models/mod.ts";
import { concat, encodeFrame, FrameReader, Opcode } from "./frames.ts";
import type { Target } from "./protocol.ts";

/** What an Agent's socket tells. */
export interface AgentListener {
  text(text: string): void;
  /** It is over, though nobody here has closed it. */
  closed(error: Error): void;
}

/** An open socket to `/ws/extension/`. */
export class AgentSocket {
  readonly #connection: Deno.TcpConn;
  readonly #reader = new FrameReader();
  #waiting: Uint8Array[] = [];
  #isWriting = false;
  #isClosing = false;
  #ended: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Opens the socket of an account; rejects where the server refuses. */
  static async open(
    target: Target,
    listener: AgentListener,
  ): Promise<AgentSocket> {
    const { hostname, port } = new URL(target.origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay(true);
    const socket = new AgentSocket(connection);
    await connection.write(new TextEncoder().encode(upgradeRequest(target)));
    await socket.#readAnswer();
    socket.#ended = socket.#readFrames(listener);
    return socket;
  }

  /** Sends a text frame, and gives its size in bytes. */
  send(text: string): number {
    const frame = encodeFrame(Opcode.Text, text);
    this.#write(frame);
    return frame.length;
  }

  /** Closes the socket, with whatever is under way on it. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#connection.close();
    await this.#ended;
  }

  /** Frames that come while others are being written go out together. */
  async #write(frame: Uint8Array): Promise<void> {
    this.#waiting.push(frame);
    if (this.#isWriting) return;
    this.#isWriting = true;
    try {
      while (this.#waiting.length > 0) {
        const bytes = concat(this.#waiting);
        this.#waiting = [];
        for (let at = 0; at < bytes.length;) {
          at += await this.#connection.write(bytes.subarray(at));
        }
      }
    } catch {
      // The reading side tells why the connection is gone.
    } finally {
      this.#isWriting = false;
    }
  }

  async #readAnswer(): Promise<void> {
    const buffer = new Uint8Array(4096);
    const count = await this.#connection.read(buffer) ?? 0;
    const text = new TextDecoder("latin1").decode(buffer.subarray(0, count));
    const end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 101") || end < 0) {
      throw new Error(`The server refused an Agent: ${text.split("\r")[0]}`);
    }
    this.#reader.add(buffer.slice(end + 4, count));
  }

  async #readFrames(listener: AgentListener): Promise<void> {
    try {
      const buffer = new Uint8Array(64 * 1024);
      for (;;) {
        for (const { opcode, text } of this.#reader.take()) {
          if (opcode === Opcode.Text) listener.text(text);
          else if (opcode === Opcode.Ping) {
            this.#write(encodeFrame(Opcode.Pong, text));
          } else if (opcode === Opcode.Close) throw new Error(text.slice(2));
        }
        const count = await this.#connection.read(buffer);
        if (count === null) throw new Error("no reason given");
        this.#reader.add(buffer.slice(0, count));
      }
    } catch (error) {
      if (this.#isClosing) return;
      this.#connection.close();
      listener.closed(new Error(`An Agent's socket closed: ${error}`));
    }
  }
}

function upgradeRequest({ origin, id, token }: Target): string {
  return [
    `GET /ws/extension/${id} HTTP/1.1`,
    `Host: ${new URL(origin).host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${
      crypto.getRandomValues(new Uint8Array(16)).toBase64()
    }`,
    `Sec-WebSocket-Protocol: ${SUBPROTOCOL}, bearer.${token}`,
    "\r\n",
  ].join("\r\n");
}
