/**
 * The load balancer before the cluster: one address, behind which instances
 * come and go.
 * @module
 */
import type { Random } from "@/lib/demo/random.ts";

/** Passes each new connection on to an instance that lives. */
export class LoadBalancer {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  readonly #random: Random;
  readonly #open = new Set<Deno.TcpConn>();
  #ports: readonly number[] = [];
  #changed = Promise.withResolvers<void>();
  #isClosed = false;

  constructor(random: Random) {
    this.#random = random;
    this.#accept();
  }

  /** Where the cluster answers. */
  get origin(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** The ports of those who live; connections wait while there are none. */
  route(ports: readonly number[]): void {
    this.#ports = ports;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  /** Ends it, and every connection with it. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener.close();
    for (const connection of this.#open) close(connection);
    this.route([]);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      // Whatever breaks a connection ends it; both ends see that.
      this.#pass(client).catch(() => close(client));
    }
  }

  async #pass(client: Deno.TcpConn): Promise<void> {
    this.#open.add(client);
    const instance = await this.#connect();
    if (instance === null) return;
    this.#open.add(instance);
    client.setNoDelay(true);
    instance.setNoDelay(true);
    await Promise.race([copy(client, instance), copy(instance, client)]);
    for (const connection of [client, instance]) {
      this.#open.delete(connection);
      close(connection);
    }
  }

  /** To one of those who live, as soon as there is one; `null` at the end. */
  async #connect(): Promise<Deno.TcpConn | null> {
    while (!this.#isClosed) {
      const changed = this.#changed.promise;
      const ports = this.#random.shuffle(this.#ports);
      for (const port of ports) {
        try {
          return await Deno.connect({ port, hostname: "127.0.0.1" });
        } catch {
          // It died just now; perhaps another one lives.
        }
      }
      await changed;
    }
    return null;
  }
}

/** Resolves when either side has had enough. */
async function copy(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(64 * 1024);
  try {
    for (;;) {
      const length = await from.read(buffer);
      if (length === null) return;
      for (let sent = 0; sent < length;) {
        sent += await to.write(buffer.subarray(sent, length));
      }
    }
  } catch {
    // A broken connection is an end as good as any.
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
