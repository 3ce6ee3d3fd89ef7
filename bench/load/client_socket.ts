/**
 * The client's end of a WebSocket, as a browser has it: what it sends leaves at
 * once. Deno's own client leaves Nagle's algorithm on and writes a frame over
 * 1 KiB in two pieces, so that a lone message waits 40 ms for the server's
 * delayed TCP acknowledgement; it also takes more of the machine than most
 * servers do that it is to measure.
 * @module
 */
import { concat, encodeFrame, FrameReader, Opcode } from "./frames.ts";

/** What a socket tells. */
export interface SocketListener {
  /** A text frame, in UTF-8; good until this returns. */
  text(payload: Uint8Array): void;
  /** It is over, though nobody here has closed it. */
  closed(error: Error): void;
}

/** Where a socket leads, and how it is read. */
export interface SocketOptions {
  /** As `http://127.0.0.1:8000`. */
  origin: string;
  path: string;
  /** Headers beside those of every WebSocket. */
  headers: Record<string, string>;
  /** Bytes that are read at once. */
  readBytes: number;
}

/** An open socket. */
export class ClientSocket {
  readonly #connection: Deno.TcpConn;
  readonly #reader = new FrameReader();
  readonly #decoder = new TextDecoder();
  #waiting: Uint8Array[] = [];
  #isWriting = false;
  #isClosing = false;
  #ended: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Opens a socket; rejects where the server refuses. */
  static async open(
    options: SocketOptions,
    listener: SocketListener,
  ): Promise<ClientSocket> {
    const { hostname, port } = new URL(options.origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay(true);
    const socket = new ClientSocket(connection);
    await connection.write(new TextEncoder().encode(upgradeRequest(options)));
    await socket.#readAnswer(options.path);
    socket.#ended = socket.#readFrames(listener, options.readBytes);
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

  async #readAnswer(path: string): Promise<void> {
    const buffer = new Uint8Array(4096);
    const count = await this.#connection.read(buffer) ?? 0;
    const text = new TextDecoder("latin1").decode(buffer.subarray(0, count));
    const end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 101") || end < 0) {
      throw new Error(`The server refused ${path}: ${text.split("\r")[0]}`);
    }
    this.#reader.add(buffer.subarray(end + 4, count));
  }

  async #readFrames(
    listener: SocketListener,
    readBytes: number,
  ): Promise<void> {
    try {
      const buffer = new Uint8Array(readBytes);
      for (;;) {
        for (const { opcode, payload } of this.#reader.take()) {
          if (opcode === Opcode.Text) listener.text(payload);
          else if (opcode === Opcode.Ping) {
            this.#write(
              encodeFrame(Opcode.Pong, this.#decoder.decode(payload)),
            );
          } else if (opcode === Opcode.Close) {
            throw new Error(this.#decoder.decode(payload.subarray(2)));
          }
        }
        const count = await this.#connection.read(buffer);
        if (count === null) throw new Error("no reason given");
        this.#reader.add(buffer.subarray(0, count));
      }
    } catch (error) {
      if (this.#isClosing) return;
      this.#connection.close();
      listener.closed(new Error(`A socket closed: ${error}`));
    }
  }
}

function upgradeRequest({ origin, path, headers }: SocketOptions): string {
  const key = crypto.getRandomValues(new Uint8Array(16)).toBase64();
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(origin).host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ].join("\r\n");
}
