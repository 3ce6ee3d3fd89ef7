/* Copies the fixture app to a place where a test may build it, and runs it. */
import { fileURLToPath } from "node:url";

const FIXTURE = fileURLToPath(new URL("./fixture", import.meta.url));
// Below the root of the repository, so that node_modules and deno.json are found.
const DATA = fileURLToPath(new URL("../../../.data", import.meta.url));

/** A server in a process of its own. */
export interface RunningServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end. */
  origin: string;
}

/** A copy of the fixture that is removed after use. */
export class FixtureApp implements AsyncDisposable {
  private constructor(readonly dir: string) {}

  /** Copies the fixture. */
  static async create(): Promise<FixtureApp> {
    await Deno.mkdir(DATA, { recursive: true });
    const dir = await Deno.makeTempDir({ dir: DATA, prefix: "fixture-" });
    await copyDir(FIXTURE, dir);
    return new FixtureApp(dir);
  }

  /** Runs `dev.ts build`; fails when it does, or when it does not end. */
  async build(): Promise<void> {
    const { success, stderr } = await this.#deno([
      "run",
      "-A",
      "dev.ts",
      "build",
    ])
      .output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  }

  /** Serves the build. */
  async serve(): Promise<RunningServer> {
    const args = ["serve", "-A", "--host", "127.0.0.1", "--port", "0"];
    return await started(this.#deno([...args, "_fresh/server.js"]).spawn());
  }

  /** Runs the development server, which starts again when a file changes. */
  async dev(): Promise<RunningServer> {
    const watch = "--watch=static/,routes/,islands/";
    return await started(this.#deno(["run", "-A", watch, "dev.ts"]).spawn());
  }

  #deno(args: string[]): Deno.Command {
    return new Deno.Command(Deno.execPath(), {
      args,
      cwd: this.dir,
      env: { PORT: String(freePort()), NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.dir, { recursive: true });
  }
}

async function started(child: Deno.ChildProcess): Promise<RunningServer> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = "";
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      output += decoder.decode(chunk, { stream: true });
      const port = /http:\/\/[\w.]+:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    }
    reject(new Error(`The server did not start:\n${output}`));
  };
  const reading = Promise.allSettled([read(child.stdout), read(child.stderr)]);
  const origin = await promise;
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await reading;
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function copyDir(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory) await copyDir(source, target);
    else await Deno.copyFile(source, target);
  }
}
