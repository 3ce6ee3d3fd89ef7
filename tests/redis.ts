/**
 * Redis servers of the tests' own: each keeps its data in memory, listens on
 * this machine only, and is ended by its id when its test file is done.
 * @module
 */
import { afterAll, expect, test } from "vitest";
import { eventually, within } from "./conditions.ts";
import { findRedis } from "./find_redis.ts";
import { freePort } from "./service.ts";

/** Path of redis-server: `REDIS_SERVER_PATH`, or the first one on `PATH`. */
const redisPath = findRedis();

/** Why tests with Redis cannot run here; `null` if they can. */
export const redisMissing: string | null = redisPath === null
  ? "redis-server is missing: apt-get install redis-server, or set REDIS_SERVER_PATH"
  : null;

const running = new Set<RedisServer>();

afterAll(async () => {
  await Promise.all([...running].map((server) => server.kill("SIGKILL")));
});

/** A test that is skipped where Redis is missing, and fails there in CI. */
export function testThatRedisIsThere(): void {
  test("there is a Redis to test with, or CI fails", ({ skip }) => {
    if (redisMissing === null) return;
    if (Deno.env.get("CI") === "true") expect.fail(redisMissing);
    console.warn(redisMissing);
    skip(redisMissing);
  });
}

/** Starts a server, on a free port if none is named; resolves when it answers. */
export async function startRedis(
  options: { port?: number } = {},
): Promise<RedisServer> {
  if (redisPath === null) throw new Error(redisMissing ?? "No redis-server");
  const server = new RedisServer(redisPath, options.port ?? freePort());
  running.add(server);
  await eventually(`Redis on port ${server.port}`, async () => {
    if (server.hasEnded) throw new Error(`Redis ended.\n${server}`);
    return await server.answers();
  });
  return server;
}

/** A running redis-server. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  readonly #process: Deno.ChildProcess;
  readonly #ended: Promise<void>;
  #printed = "";
  #hasEnded = false;

  constructor(path: string, port: number) {
    this.port = port;
    const args = ["--port", `${port}`, "--bind", "127.0.0.1"];
    this.#process = new Deno.Command(path, {
      args: [...args, "--save", "", "--appendonly", "no"],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#ended = this.#read().then(async () => {
      await this.#process.status;
      this.#hasEnded = true;
      running.delete(this);
    });
  }

  /** As `redis://127.0.0.1:6379`. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Whether its process is gone. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Sends a signal; waits until it is gone if the signal ends it. */
  async kill(
    signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT",
  ): Promise<void> {
    if (this.#hasEnded) return;
    this.#process.kill(signal);
    if (signal === "SIGSTOP" || signal === "SIGCONT") return;
    await within(`the end of Redis on port ${this.port}`, this.#ended);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill("SIGKILL");
  }

  /** Whether it is this process that answers on the port, not another's. */
  async answers(): Promise<boolean> {
    const own = `process_id:${this.#process.pid}\r\n`;
    return (await this.#ask("INFO server\r\nQUIT\r\n")).includes(own);
  }

  toString(): string {
    return this.#printed.trim();
  }

  /** All that it says to `commands`, of which the last is `QUIT`. */
  async #ask(commands: string): Promise<string> {
    try {
      using connection = await Deno.connect({
        hostname: "127.0.0.1",
        port: this.port,
      });
      await connection.write(new TextEncoder().encode(commands));
      let reply = "";
      const decoder = new TextDecoder();
      const buffer = new Uint8Array(4096);
      for (;;) {
        const length = await connection.read(buffer);
        if (length === null) return reply;
        reply += decoder.decode(buffer.subarray(0, length), { stream: true });
      }
    } catch (error) {
      if (error instanceof Deno.errors.ConnectionRefused) return "";
      if (error instanceof Deno.errors.ConnectionReset) return "";
      throw error;
    }
  }

  async #read(): Promise<void> {
    const text = this.#process.stdout.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) this.#printed += chunk;
  }
}
