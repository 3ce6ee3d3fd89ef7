/**
 * Starts Rapport as its users do: as a process of its own, on a free port and a
 * database of its own.
 * @module
 */
import { Accounts } from "@/lib/accounts/mod.ts";
import { Store } from "@/lib/store/mod.ts";
import { z } from "zod";
import { Child, ROOT, taskArguments, temporaryFolder } from "./process.ts";

/** A running service. */
export interface Service {
  child: Child;
  /** Where it answers, as `http://127.0.0.1:8000`. */
  origin: string;
}

/** A running demo, as its line describes it. */
export interface Demo extends Service {
  loginUrl: string;
  userId: string;
}

/** How a service is to run. */
export interface ServiceOptions {
  /** File of the database. */
  kvPath: string;
  /** Default: a free one. */
  port?: number;
  /** Further settings. */
  environment?: Record<string, string>;
}

/** The longest wait for a demo, which builds first, in ms. */
const DEMO_PATIENCE_MS = 50_000;
/** What a first start calls its account. */
export const FIRST_ACCOUNT = "My account";

/** What a build is made from; a build that is older has to be made again. */
const SOURCES = ["components", "islands", "lib", "routes", "static"];

/** A database with an account of each name, and nothing else. */
export async function databaseWith(...accounts: string[]): Promise<string> {
  const kvPath = `${await temporaryFolder()}/rapport.kv`;
  const kv = await Deno.openKv(kvPath);
  const created = new Accounts(new Store({ kv }));
  for (const name of accounts) await created.create(name);
  kv.close();
  return kvPath;
}

/** Starts `deno task start`, on a new database if none is named. */
export async function startService(
  options: Partial<ServiceOptions> = {},
): Promise<Service> {
  const kvPath = options.kvPath ?? await databaseWith(FIRST_ACCOUNT);
  const args = await taskArguments("start");
  return await whileNobodyBuilds(async () => {
    if (await isBuildOld()) await buildOnce();
    const child = Child.start(args, {
      KV_PATH: kvPath,
      HOST: "127.0.0.1",
      PORT: String(options.port ?? 0),
      ...options.environment,
    }, { silent: true });
    const origin = await child.printed(
      "its address",
      (lines) => /^Rapport runs at (\S+)\/$/.exec(lines[0] ?? "")?.[1],
    );
    return { child, origin };
  });
}

/**
 * A port that is free now, and that no outgoing connection takes while a
 * service on it is restarted.
 */
export function freePort(): number {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    try {
      Deno.listen({ port, hostname: "127.0.0.1" }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

/** The link that the service printed for an account, which works once. */
export async function printedLink(
  { child }: Service,
  account = FIRST_ACCOUNT,
): Promise<string> {
  return await child.printed(`the link of ${account}`, (lines) => {
    const at = lines.findIndex((line) => line.includes(`"${account}"`));
    return at < 0 ? undefined : lines[at + 1]?.trim();
  });
}

const DemoLine = z.strictObject({
  url: z.url(),
  login_url: z.url(),
  user_id: z.string(),
});

/**
 * Starts `deno task demo --port 0 --json` and waits for its line. What it throws
 * away at its end lies in `scratch`.
 */
export async function startDemo(scratch?: string): Promise<Demo> {
  const args = [...await taskArguments("demo"), "--port", "0", "--json"];
  const child = Child.start(args, {
    TMPDIR: scratch ?? await temporaryFolder(),
  }, { silent: true });
  const line = await child.printed(
    "the line of JSON",
    ([line]) => line,
    DEMO_PATIENCE_MS,
  );
  const { url, login_url, user_id } = DemoLine.parse(JSON.parse(line));
  return { child, origin: url, loginUrl: login_url, userId: user_id };
}

/**
 * A build takes the place of the one before, also while a service reads it: the
 * tests build, or start what is built, one at a time.
 */
async function whileNobodyBuilds<R>(work: () => Promise<R>): Promise<R> {
  await Deno.mkdir(`${ROOT}/.data`, { recursive: true });
  using lock = await Deno.open(`${ROOT}/.data/tests.lock`, {
    create: true,
    write: true,
  });
  await lock.lock(true);
  return await work();
}

async function buildOnce(): Promise<void> {
  const child = Child.start(await taskArguments("build"));
  const { success } = await child.status();
  if (!success) throw new Error(`deno task build failed.\n${child}`);
}

async function isBuildOld(): Promise<boolean> {
  const built = await Deno.stat(`${ROOT}/_fresh/server.js`)
    .then(({ mtime }) => mtime?.getTime() ?? 0, () => 0);
  if (built === 0) return true;
  for (const folder of SOURCES) {
    for await (const path of filesBelow(`${ROOT}/${folder}`)) {
      const { mtime } = await Deno.stat(path);
      if ((mtime?.getTime() ?? 0) > built) return true;
    }
  }
  return false;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesBelow(path);
    else yield path;
  }
}
