/**
 * A dashboard whose browser hangs.
 * @module
 */
import type { Account } from "./account.ts";
import { within } from "./conditions.ts";

/** First byte of the frame that closes a WebSocket (RFC 6455, 5.2). */
const CLOSE = 0x88;

/** Connects, and then answers nothing, not even a close. */
export class DeafDashboard implements Disposable {
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Resolves when the service has greeted it. */
  static async connect(
    { origin, cookie, id }: Account,
  ): Promise<DeafDashboard> {
    const { hostname, port, host } = new URL(origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const request = [
      `GET /ws/frontend/${id} HTTP/1.1`,
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${btoa("any sixteen byte")}`,
      `Origin: ${origin}`,
      `Cookie: ${cookie}`,
      "\r\n",
    ];
    await connection.write(new TextEncoder().encode(request.join("\r\n")));
    const deaf = new DeafDashboard(connection);
    await within("a greeting", deaf.#until("connection_ack"));
    return deaf;
  }

  /** The code with which the service closes it; all of that is read only now. */
  async closing(): Promise<number> {
    const heard = await within("the connection's end", this.#until(null));
    // After the two bytes of the frame's head; reasons are plain ASCII.
    const at = heard.lastIndexOf(CLOSE) + 2;
    return new DataView(heard.buffer).getUint16(at);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  /** What comes until some text does, or until the end. */
  async #until(text: string | null): Promise<Uint8Array<ArrayBuffer>> {
    const buffer = new Uint8Array(64 * 1024);
    const heard: number[] = [];
    for (;;) {
      const length = await this.#connection.read(buffer);
      if (length === null) return new Uint8Array(heard);
      heard.push(...buffer.subarray(0, length));
      const ascii = new TextDecoder().decode(new Uint8Array(heard));
      if (text !== null && ascii.includes(text)) return new Uint8Array(heard);
    }
  }
}
