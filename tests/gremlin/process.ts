/**
 * Runs Gremlin Server as a process of its own; for tests, `server.ts` has more.
 * @module
 */
import type { GremlinSettings } from "@/lib/graph/gremlin/client.ts";
import { within } from "../conditions.ts";
import {
  LOGIN,
  MAIN_CLASS,
  READY,
  writeConfiguration,
} from "./configuration.ts";
import type { GremlinTools } from "./find_gremlin.ts";
import { gremlinClasspath } from "./jars.ts";

/**
 * Runs what follows the folder of the configuration, whose process id it
 * prints first. Java would go on for ever: so it ends when standard input does,
 * as it does with the process that started it. The folder is gone then.
 */
const GUARD = `
exec 3<&0
folder=$1; shift
"$@" 3<&- </dev/null 2>&1 &
server=$!
echo "$server"
(while read -r _; do :; done; kill -9 "$server") <&3 >/dev/null 2>&1 &
guard=$!
wait "$server" 2>/dev/null
kill "$guard"
rm -rf "$folder"
`;

/** How a server is started. */
export interface GremlinServerOptions {
  port: number;
  /**
   * How many traversals are evaluated at the same time. Default 1: TinkerGraph
   * loses edges where several threads write to it.
   */
  threads?: number;
  /** The largest heap, as Java writes it; default `512m`. */
  heap?: string;
  /** Compiles for long runs, which starts more slowly; default `false`. */
  isOptimised?: boolean;
}

/**
 * Starts a server with an empty graph, on this machine only; it may not answer
 * yet.
 */
export async function launchGremlinServer(
  tools: GremlinTools,
  { port, threads = 1, heap, isOptimised }: GremlinServerOptions,
): Promise<GremlinServer> {
  const classpath = await gremlinClasspath(tools);
  const folder = await Deno.makeTempDir({ prefix: "rapport-gremlin-" });
  const configuration = await writeConfiguration(folder, { port, threads });
  return new GremlinServer(port, folder, [
    tools.java,
    `-Xmx${heap ?? "512m"}`,
    "-XX:+UseSerialGC",
    ...(isOptimised ? [] : ["-XX:TieredStopAtLevel=1"]),
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    `-Dorg.slf4j.simpleLogger.log.${MAIN_CLASS}=info`,
    ...["-cp", classpath, MAIN_CLASS, configuration],
  ]);
}

/** A running Gremlin Server. */
export class GremlinServer implements AsyncDisposable {
  readonly port: number;
  /** Its configuration, which is gone when its process is. */
  readonly folder: string;
  /** How it is reached. */
  readonly settings: GremlinSettings;
  /** Resolves when it answers; rejects if it ends before. */
  readonly ready: Promise<void>;
  readonly #process: Deno.ChildProcess;
  readonly #ended: Promise<void>;
  #lettingGo: Promise<void> | null = null;
  #printed = "";
  #pid = 0;
  #hasEnded = false;

  /** Runs `command`, which reads `folder`. */
  constructor(port: number, folder: string, command: string[]) {
    this.port = port;
    this.folder = folder;
    this.settings = { url: `ws://127.0.0.1:${port}/gremlin`, ...LOGIN };
    this.#process = new Deno.Command("sh", {
      args: ["-c", GUARD, "gremlin-server", folder, ...command],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#ended = this.#read(resolve).then(async () => {
      reject(new Error(`Gremlin Server ended.\n${this}`));
      await this.#letGo();
      await this.#process.status;
      this.#hasEnded = true;
    });
    this.ready.catch(() => {});
  }

  /** Resolves when its process is gone. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Ends it at once, with all that its graph held. */
  async kill(): Promise<void> {
    await this.#letGo();
    await within(`the end of Gremlin Server on port ${this.port}`, this.#ended);
  }

  /** It does nothing until it is thawed; its connections stay. */
  freeze(): void {
    this.#signal("SIGSTOP");
  }

  /** Ends {@linkcode freeze}. */
  thaw(): void {
    this.#signal("SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  /** What it printed. */
  toString(): string {
    return this.#printed.trim();
  }

  /** As if this process had ended. */
  #letGo(): Promise<void> {
    this.#lettingGo ??= this.#process.stdin.close().catch(() => {});
    return this.#lettingGo;
  }

  #signal(signal: Deno.Signal): void {
    if (this.#pid > 0 && !this.#hasEnded) Deno.kill(this.#pid, signal);
  }

  async #read(onReady: () => void): Promise<void> {
    const text = this.#process.stdout.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) {
      this.#printed += chunk;
      if (this.#pid === 0 && this.#printed.includes("\n")) {
        this.#pid = parseInt(this.#printed);
      }
      if (this.#printed.includes(READY)) onReady();
    }
  }
}
