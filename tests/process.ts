/**
 * Processes of the tests' own: each is ended by its id when its test file is
 * done, also if a test has failed or hangs.
 * @module
 */
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";
import { within } from "./conditions.ts";

/** The root of the project. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What a test runner sets, and what would change how the service runs. */
const NOT_INHERITED =
  /^(VITEST|NODE_ENV$|TEST$|KV_PATH$|HOST$|PORT$|DENO_DEPLOY)/;

const running = new Set<Child>();
/** Those that report errors, and are not to have any. */
const silent: Child[] = [];
const folders: string[] = [];

afterAll(async () => {
  await Promise.all([...running].map((child) => child.end("SIGKILL")));
  const complaints = silent.splice(0).map(({ errors }) => errors);
  for (const folder of folders.splice(0)) {
    await Deno.remove(folder, { recursive: true });
  }
  expect(complaints.join(""), "what services reported as errors").toBe("");
});

/** A folder that is deleted when the test file is done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "rapport-test-" });
  folders.push(folder);
  return folder;
}

/** What `deno task <name>` runs, from `deno.json`. */
export async function taskArguments(name: string): Promise<string[]> {
  const config: { tasks: Record<string, string> } = JSON.parse(
    await Deno.readTextFile(`${ROOT}/deno.json`),
  );
  const [command, run, ...args] = config.tasks[name]?.split(" ") ?? [];
  if (command !== "deno" || run !== "run") {
    throw new Error(`deno.json has no task ${name} that runs a module`);
  }
  // Quiet: Deno's own report of what it downloads is no error of the service.
  return ["run", "--quiet", ...args];
}

/** A Deno process, and what it prints. */
export class Child {
  /** What it printed on standard output, by lines. */
  readonly lines: string[] = [];
  readonly #process: Deno.ChildProcess;
  readonly #ended: Promise<Deno.CommandStatus>;
  readonly #name: string;
  #errors = "";
  #waiting: (() => void)[] = [];
  #isOver = false;

  private constructor(name: string, process: Deno.ChildProcess) {
    this.#name = name;
    this.#process = process;
    const printed = this.#readLines();
    const complained = this.#readErrors();
    this.#ended = Promise.all([process.status, printed, complained])
      .then(([status]) => {
        running.delete(this);
        this.#isOver = true;
        this.#wake();
        return status;
      });
    running.add(this);
  }

  /**
   * Starts `deno` with `args` in the root of the project. If it is to be
   * `silent`, all tests of the file fail where it prints on standard error.
   */
  static start(
    args: string[],
    env: Record<string, string> = {},
    options: { silent: boolean } = { silent: false },
  ): Child {
    const inherited = Object.entries(Deno.env.toObject())
      .filter(([name]) => !NOT_INHERITED.test(name));
    const command = new Deno.Command(Deno.execPath(), {
      args,
      cwd: ROOT,
      clearEnv: true,
      env: { ...Object.fromEntries(inherited), NO_COLOR: "1", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
    const child = new Child(`deno ${args.join(" ")}`, command.spawn());
    if (options.silent) silent.push(child);
    return child;
  }

  /** What it printed on standard error. */
  get errors(): string {
    return this.#errors;
  }

  /**
   * What `find` gives of the lines printed so far, as soon as it gives something;
   * rejects if the process ends before.
   */
  async printed<R>(
    what: string,
    find: (lines: readonly string[]) => R | undefined,
    patienceMs?: number,
  ): Promise<R> {
    const search = async (): Promise<R> => {
      for (;;) {
        const found = find(this.lines);
        if (found !== undefined) return found;
        if (this.#isOver) throw new Error(`${this.#name} ended.\n${this}`);
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    };
    return await within(
      `${what} from ${this.#name}`,
      search(),
      () => `${this}`,
      patienceMs,
    );
  }

  /** Resolves when it has ended by itself. */
  async status(): Promise<Deno.CommandStatus> {
    return await within(`the end of ${this.#name}`, this.#ended);
  }

  /** Ends it with a signal, and waits until it is gone. */
  async end(
    signal: "SIGINT" | "SIGTERM" | "SIGKILL",
  ): Promise<Deno.CommandStatus> {
    if (!this.#isOver) this.#process.kill(signal);
    return await this.status();
  }

  toString(): string {
    return `${this.lines.join("\n")}\n${this.#errors}`.trim();
  }

  async #readLines(): Promise<void> {
    let rest = "";
    const text = this.#process.stdout.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      this.lines.push(...lines);
      if (lines.length > 0) this.#wake();
    }
    if (rest !== "") this.lines.push(rest);
  }

  async #readErrors(): Promise<void> {
    const text = this.#process.stderr.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) this.#errors += chunk;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
