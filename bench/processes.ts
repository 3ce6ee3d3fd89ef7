/**
 * The processes and files of a benchmark. All of them are gone when it is done,
 * has failed or is interrupted; processes are ended by their id.
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the project. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Settings of a service that those of a benchmark do not take over. */
const NOT_INHERITED =
  /^(NODE_ENV$|KV_|HOST$|PORT$|REDIS_|GREMLIN_|COSMOS_|OTEL_|DENO_DEPLOY)/;
/** Time for a process to end by itself, in ms. */
const GRACE_MS = 5_000;
/** Time for a process to answer, in ms: the largest snapshot takes minutes. */
const PATIENCE_MS = 20 * 60_000;

/** Asks a process to end, or ends it. */
type EndSignal = "SIGTERM" | "SIGKILL";

/** A port that is free now. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Everything that a benchmark has started and not ended yet. */
export class Processes {
  readonly #running = new Set<Child>();
  readonly #folders = new Set<string>();
  readonly #others = new Set<AsyncDisposable>();

  /** Starts `deno` with `args` in the root of the project. */
  start(args: string[], env: Record<string, string> = {}): Child {
    return this.startProgram(Deno.execPath(), args, env);
  }

  /** Starts the program at `path` with `args` in the root of the project. */
  startProgram(
    path: string,
    args: string[],
    env: Record<string, string> = {},
  ): Child {
    const inherited = Object.entries(Deno.env.toObject())
      .filter(([name]) => !NOT_INHERITED.test(name));
    const command = new Deno.Command(path, {
      args,
      cwd: ROOT,
      clearEnv: true,
      env: { ...Object.fromEntries(inherited), NO_COLOR: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    });
    const child = new Child(
      [basename(path), ...args].join(" "),
      command.spawn(),
    );
    this.#running.add(child);
    child.status.then(() => this.#running.delete(child));
    return child;
  }

  /** A new folder that is deleted in the end. */
  async folder(): Promise<string> {
    const folder = await Deno.makeTempDir({ prefix: "rapport-bench-" });
    this.#folders.add(folder);
    return folder;
  }

  /** Takes over the end of something that was started or opened elsewhere. */
  keep<T extends AsyncDisposable>(other: T): T {
    this.#others.add(other);
    return other;
  }

  /** Ends all processes and what else is kept, and then deletes all folders. */
  async end(signal?: EndSignal): Promise<void> {
    await Promise.all([
      ...[...this.#running].map((child) => child.end(signal)),
      ...[...this.#others].map((other) => this.#dispose(other)),
    ]);
    for (const folder of this.#folders) {
      this.#folders.delete(folder);
      await Deno.remove(folder, { recursive: true });
    }
  }

  async #dispose(other: AsyncDisposable): Promise<void> {
    this.#others.delete(other);
    await other[Symbol.asyncDispose]();
  }
}

/** A process that is told and asked things by lines. */
export class Child {
  readonly pid: number;
  readonly status: Promise<Deno.CommandStatus>;
  readonly #name: string;
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: string[] = [];
  #wake: () => void = () => {};
  #isOver = false;

  constructor(name: string, process: Deno.ChildProcess) {
    this.pid = process.pid;
    this.#name = name;
    this.#process = process;
    this.#input = process.stdin.getWriter();
    this.status = Promise.all([process.status, this.#read()])
      .then(([status]) => {
        this.#isOver = true;
        this.#wake();
        return status;
      });
  }

  /** The next line of standard output that `find` makes something of. */
  async next<R>(find: (line: string) => R | undefined): Promise<R> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      for (let line; (line = this.#lines.shift()) !== undefined;) {
        const found = find(line);
        if (found !== undefined) return found;
      }
      if (this.#isOver) throw new Error(`${this.#name} ended.`);
      await this.#change(end - performance.now());
    }
  }

  /** Writes a line to its standard input. */
  async write(line: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Ends it and waits until it is gone. */
  async end(signal: EndSignal = "SIGTERM"): Promise<void> {
    this.#kill(signal);
    const timer = setTimeout(() => this.#kill("SIGKILL"), GRACE_MS);
    await this.status;
    clearTimeout(timer);
    await this.#input.close().catch(() => {});
  }

  #kill(signal: EndSignal): void {
    if (this.#isOver) return;
    try {
      this.#process.kill(signal);
    } catch (error) {
      // It is gone already: Ctrl+C reaches every process at the terminal.
      const isGone = error instanceof TypeError ||
        error instanceof Deno.errors.NotFound;
      if (!isGone) throw error;
    }
  }

  async #read(): Promise<void> {
    let rest = "";
    const text = this.#process.stdout.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      this.#lines.push(...lines);
      this.#wake();
    }
  }

  #change(withinMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.#name} does not answer.`)),
        withinMs,
      );
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
