/**
 * How viewers tell the publisher how much they have seen, so that it can keep
 * an amount under way: over TCP, each time the count so far in eight bytes.
 * @module
 */

const COUNT_BYTES = 8;
/** Between two counts, in ms. */
const PAUSE_MS = 1;

/** The viewers' side. */
export class ProgressTeller {
  readonly #connection: Deno.TcpConn;
  #seen = 0;
  #isTelling = false;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async connect(port: number): Promise<ProgressTeller> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay(true);
    return new ProgressTeller(connection);
  }

  /** One more was seen. */
  add(): void {
    this.#seen++;
    if (this.#isTelling) return;
    this.#isTelling = true;
    setTimeout(() => this.#tell(), PAUSE_MS);
  }

  /** Says that there is nothing more to expect. */
  close(): void {
    this.#isTelling = true;
    this.#connection.close();
  }

  async #tell(): Promise<void> {
    const count = this.#seen;
    const bytes = new DataView(new ArrayBuffer(COUNT_BYTES));
    bytes.setFloat64(0, count);
    try {
      await this.#connection.write(new Uint8Array(bytes.buffer));
    } catch {
      // The publisher is gone, or has been told of a failure.
      return;
    }
    this.#isTelling = false;
    if (this.#seen > count) {
      this.#isTelling = true;
      setTimeout(() => this.#tell(), PAUSE_MS);
    }
  }
}

/** The publisher's side. */
export class ProgressListener {
  /** Called whenever more was seen, or viewers are gone. */
  onProgress: () => void = () => {};
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #counts = new Map<Deno.TcpConn, number>();
  #hasLost = false;

  constructor() {
    this.#accept();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Frames seen by all viewers. */
  get seen(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += count;
    return sum;
  }

  /** Whether some viewers tell nothing any more. */
  get hasLost(): boolean {
    return this.#hasLost;
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) this.#read(connection);
  }

  async #read(connection: Deno.TcpConn): Promise<void> {
    this.#counts.set(connection, 0);
    let rest = new Uint8Array();
    for await (const chunk of connection.readable) {
      const bytes = new Uint8Array([...rest, ...chunk]);
      const end = bytes.length - bytes.length % COUNT_BYTES;
      rest = bytes.slice(end);
      if (end === 0) continue;
      const last = new DataView(bytes.buffer, end - COUNT_BYTES);
      this.#counts.set(connection, last.getFloat64(0));
      this.onProgress();
    }
    this.#hasLost = true;
    this.onProgress();
  }
}
