/**
 * The network between a browser and the service, to cut and to mend.
 * @module
 */

/**
 * What a browser reports of connections that a cut wire breaks: those of
 * sockets, and of answers that were on their way.
 */
export const BROKEN_BY_A_CUT =
  /WebSocket connection to|ERR_(CONNECTION|CONTENT_LENGTH|EMPTY|INCOMPLETE|INTERNET|NETWORK|SOCKET)/;

/** Passes connections on to a service until it is cut. */
export class Wire {
  readonly #listener: Deno.TcpListener;
  readonly #port: number;
  readonly #open = new Set<Deno.TcpConn>();
  #cut: PromiseWithResolvers<void> | null = null;

  /** To the service at `origin`. */
  constructor(origin: string) {
    this.#port = Number(new URL(origin).port);
    this.#listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    this.#accept();
  }

  /** Where the service answers through this wire. */
  get origin(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** Breaks all connections; new ones lead nowhere until it is mended. */
  cut(): void {
    this.#cut ??= Promise.withResolvers<void>();
    for (const connection of this.#open) close(connection);
    this.#open.clear();
  }

  /** Breaks all connections; new ones break at once until it is mended. */
  refuse(): void {
    this.cut();
    this.#cut?.promise.catch(() => {});
    this.#cut?.reject(new Error("The wire is down."));
  }

  /** Connections lead to the service again. */
  mend(): void {
    this.#cut?.resolve();
    this.#cut = null;
  }

  /** Ends it, and every connection with it. */
  close(): void {
    this.#listener.close();
    this.cut();
    this.mend();
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) {
      // Whatever breaks a connection ends it; the browser sees that.
      this.#pass(connection).catch(() => close(connection));
    }
  }

  async #pass(browser: Deno.TcpConn): Promise<void> {
    this.#open.add(browser);
    await this.#cut?.promise;
    const service = await Deno.connect({
      port: this.#port,
      hostname: "127.0.0.1",
    });
    this.#open.add(service);
    await Promise.all([
      browser.readable.pipeTo(service.writable),
      service.readable.pipeTo(browser.writable),
    ]).finally(() => {
      for (const connection of [browser, service]) {
        this.#open.delete(connection);
        close(connection);
      }
    });
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
