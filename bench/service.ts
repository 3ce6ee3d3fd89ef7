/**
 * The servers that are measured: Rapport as its users start it, and bare ones
 * that do nothing of what it does.
 * @module
 */
import { Accounts } from "@/lib/accounts/mod.ts";
import type { GremlinSettings } from "@/lib/graph/mod.ts";
import { AccountId } from "@/lib/models/mod.ts";
import { sessionCookie } from "@/lib/session_cookie.ts";
import { Store } from "@/lib/store/mod.ts";
import type { Target } from "./load/protocol.ts";
import { type Child, type Processes, ROOT } from "./processes.ts";

/** A server that runs. */
export interface Server {
  child: Child;
  /** Where it answers, as `http://127.0.0.1:8000`. */
  origin: string;
}

/** An account, and what opens it. */
export interface Credentials {
  id: string;
  /** Seed of its data. */
  seed: number;
  /** The Agent's token. */
  token: string;
  /** The cookie of a signed-in browser. */
  cookie: string;
}

/** A database of Rapport. */
export interface Database {
  kvPath: string;
  accounts: Credentials[];
}

/** What a build is made from; a build that is older has to be made again. */
const SOURCES = ["components", "islands", "lib", "routes", "static"];

/** A new database with an account of each seed, which hold nothing yet. */
export async function newDatabase(
  processes: Processes,
  seeds: readonly number[],
): Promise<Database> {
  const kvPath = `${await processes.folder()}/rapport.kv`;
  const kv = await Deno.openKv(kvPath);
  try {
    const accounts = new Accounts(new Store({ kv }));
    const credentials: Credentials[] = [];
    for (const seed of seeds) {
      credentials.push(await newAccount(accounts, seed));
    }
    return { kvPath, accounts: credentials };
  } finally {
    kv.close();
  }
}

/** The seeds from 1 to `count`. */
export function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** How a server is started; default: connected with nothing. */
export interface RapportOptions {
  /** A Redis between several instances. */
  redisUrl?: string;
  /** A graph server that keeps a copy of graphs. */
  gremlin?: GremlinSettings;
}

/** Starts the production build of Rapport, building it where that is due. */
export async function startRapport(
  processes: Processes,
  kvPath: string,
  options: RapportOptions = {},
): Promise<Server> {
  const child = await whileNobodyBuilds(async () => {
    if (await isBuildOld()) await build(processes);
    return processes.start(["run", "--quiet", "-A", "lib/start.ts"], {
      KV_PATH: kvPath,
      HOST: "127.0.0.1",
      PORT: "0",
      ...environmentOf(options),
    });
  });
  const origin = await child.next(
    (line) => /^Rapport runs at (\S+)\/$/.exec(line)?.[1],
  );
  return { child, origin };
}

function environmentOf({ redisUrl, gremlin }: RapportOptions) {
  return {
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...(gremlin === undefined ? {} : {
      GREMLIN_URL: gremlin.url,
      GREMLIN_DATABASE: gremlin.database,
      GREMLIN_GRAPH: gremlin.graph,
      GREMLIN_KEY: gremlin.key,
    }),
  };
}

/** Starts a server of `bench/bare/`, which prints its address. */
export async function startBare(
  processes: Processes,
  module: string,
  ...args: string[]
): Promise<Server> {
  const child = processes.start(
    ["run", "--quiet", "-A", `bench/bare/${module}`, ...args],
  );
  return { child, origin: await child.next((line) => line) };
}

/** An account of Rapport as the load generators see it. */
export function rapportTarget(
  { origin }: Server,
  account: Credentials,
  { messages, dashboards }: Pick<Target, "messages" | "dashboards">,
): Target {
  return {
    ...account,
    origin,
    messages,
    dashboards,
    isRapport: true,
    frameBytes: 0,
  };
}

/**
 * The same account on a bare server. With `frameBytes`, its Agent sends frames of
 * that size instead of messages.
 */
export function bareTarget(
  { origin }: Server,
  target: Target,
  frameBytes = 0,
): Target {
  return { ...target, origin, isRapport: false, frameBytes };
}

async function newAccount(
  accounts: Accounts,
  seed: number,
): Promise<Credentials> {
  const id = AccountId.parse(`u_bench_${seed}`);
  await accounts.create(`Creator ${seed}`, id);
  const token = await accounts.createAgent(id, "Bench");
  const session = await accounts.login(await accounts.createLoginLink(id));
  if (session === null) throw new Error("A new sign-in link does not work.");
  const setCookie = sessionCookie(session, new URL("http://127.0.0.1"));
  return { id, seed, token, cookie: setCookie.split(";")[0] ?? "" };
}

/**
 * A build takes the place of the one before, also while a service reads it: who
 * builds, or starts what is built, does so one at a time, as the tests do.
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

async function build(processes: Processes): Promise<void> {
  const child = processes.start(["run", "--quiet", "-A", "dev.ts", "build"]);
  const { success } = await child.status;
  if (!success) throw new Error("deno task build failed.");
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
