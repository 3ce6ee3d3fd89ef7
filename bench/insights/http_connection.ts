/**
 * The client's end of a kept-alive HTTP/1.1 connection: one request after the
 * other, without pipelining. `fetch` takes more of the machine than most servers
 * do that it is to measure.
 * @module
 */

/** What a server answers. */
export interface HttpAnswer {
  status: number;
  /** Good until the next request. */
  body: Uint8Array<ArrayBuffer>;
}

/** Where a connection leads, and what each request says. */
export interface HttpOptions {
  /** As `http://127.0.0.1:8000`. */
  origin: string;
  /** Headers beside those of every request. */
  headers?: Record<string, string>;
}

const BUFFER_BYTES = 64 * 1024;
const END_OF_HEAD = "\r\n\r\n";

/** An open connection. */
export class HttpConnection implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #fields: string;
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(BUFFER_BYTES);

  private constructor(connection: Deno.TcpConn, fields: string) {
    this.#connection = connection;
    this.#fields = fields;
  }

  /** Connects to a server. */
  static async open(
    { origin, headers = {} }: HttpOptions,
  ): Promise<HttpConnection> {
    const { host, hostname, port } = new URL(origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay(true);
    const fields = Object.entries({ host, ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`);
    return new HttpConnection(connection, fields.join(""));
  }

  /** Asks for a path; rejects where the server closes the connection. */
  async get(path: string): Promise<HttpAnswer> {
    await this.#write(`GET ${path} HTTP/1.1\r\n${this.#fields}\r\n`);
    for (let length = 0;;) {
      if (length === this.#buffer.length) this.#grow();
      const free = this.#buffer.subarray(length);
      const count = await this.#connection.read(free);
      if (count === null) throw new Error(`The server closed at ${path}.`);
      length += count;
      const answer = answerIn(this.#buffer.subarray(0, length));
      if (answer !== null) return answer;
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #write(text: string): Promise<void> {
    const bytes = this.#encoder.encode(text);
    for (let at = 0; at < bytes.length;) {
      at += await this.#connection.write(bytes.subarray(at));
    }
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#buffer.length);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}

const decoder = new TextDecoder("latin1");
const END_BYTES = new TextEncoder().encode(END_OF_HEAD);

/**
 * The answer that these bytes are; `null` while it is not complete. Throws where
 * it does not tell its length, or is followed by more.
 */
export function answerIn(bytes: Uint8Array<ArrayBuffer>): HttpAnswer | null {
  const end = endOfHead(bytes);
  if (end === null) return null;
  const head = decoder.decode(bytes.subarray(0, end));
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
  const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1];
  if (status === undefined || length === undefined) {
    throw new Error(`An answer has no status or no length: ${head}`);
  }
  const left = end + Number(length) - bytes.length;
  if (left < 0) throw new Error("An answer is followed by something else.");
  return left > 0
    ? null
    : { status: Number(status), body: bytes.subarray(end) };
}

/** Where the body begins. */
function endOfHead(bytes: Uint8Array): number | null {
  const [first = 0] = END_BYTES;
  for (let at = bytes.indexOf(first); at >= 0;) {
    if (END_BYTES.every((byte, i) => bytes[at + i] === byte)) {
      return at + END_BYTES.length;
    }
    at = bytes.indexOf(first, at + 1);
  }
  return null;
}
