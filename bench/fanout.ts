import type { Benchmark, BenchmarkContext, Result, Row } from "./benchmark.ts";
import type { Target } from "./load/protocol.ts";
import { type Load, LoadGenerators } from "./load_generators.ts";
import { atRest, cpuTimeDuring, memoryOf, openFilesLimit } from "./machine.ts";
import {
  bareTarget,
  newDatabase,
  rapportTarget,
  seeds,
  type Server,
  startBare,
  startRapport,
} from "./service.ts";
import { median, round, spread } from "./statistics.ts";

const USERS = 500;
const DASHBOARDS_PER_USER = 10;
const DASHBOARDS = USERS * DASHBOARDS_PER_USER;
/** Messages of each user, a second. */
const RATE_PER_USER = 10;
/** Messages that each account holds beforehand. */
const MESSAGES = 60;
/** For each of the two servers; only those of one are busy at a time. */
const GENERATORS = 3;
/** Files that are open beside the sockets, with room to spare. */
const OTHER_FILES = 300;
const WARM_UP = { seconds: 4, window: 1, until: "seen" } as const;
const PACE_SECONDS = 6;
const ROUNDS = 3;
/** Messages of each user that may be under way; the best one counts. */
const WINDOWS = [1, 3, 10];
const BURST_SECONDS = 3;

/** One of the two servers that are compared. */
interface Side {
  server: Server;
  generators: LoadGenerators;
  /** Memory for each dashboard socket, in KB. */
  memory: number;
  pace: Load | null;
  /** The best burst of each round. */
  bursts: Load[];
  serverCores: number[];
}

/** Many dashboards, beside sockets that nothing else is done for. */
export const benchFanout: Benchmark = {
  name: "fanout",
  about: `${DASHBOARDS} dashboards of ${USERS} users on one instance`,
  method: `${USERS} users have ${DASHBOARDS_PER_USER} dashboards each on one
instance; every dashboard is to see every message of its user. First each user's
Agent sends ${RATE_PER_USER} messages a second, evenly paced; then, ${ROUNDS}
times and in turn, both servers are given as much as they take (with the best of
${WINDOWS.join(", ")} messages of each user under way), and the medians are
shown. Bare is a server of \`Deno.upgradeWebSocket\` alone, which passes frames as
large as those of Rapport's messages on to the user's dashboards. Only frames
with messages count as delivered; Rapport's dashboards get figures besides.`,
  async run(context) {
    await checkOpenFiles();
    const { rapport, targets } = await prepareRapport(context);
    const frameBytes = await warmUp(context, rapport);
    const bare = await prepareBare(context, targets, frameBytes);
    await warmUp(context, bare);
    const sides = [rapport, bare];
    const rate = USERS * RATE_PER_USER;
    context.log(`fanout: ${rate} messages/s …`);
    for (const side of sides) {
      await atRest(side.server.child.pid);
      side.pace = await side.generators.pace({ seconds: PACE_SECONDS, rate });
    }
    for (let round = 1; round <= ROUNDS; round++) {
      context.log(`fanout: as much as possible, round ${round} of ${ROUNDS} …`);
      for (const side of sides) await burst(side);
    }
    return resultOf(rapport, bare, frameBytes);
  },
};

async function checkOpenFiles(): Promise<void> {
  const needed = DASHBOARDS + USERS + OTHER_FILES;
  const limit = await openFilesLimit();
  if (limit === null || limit >= needed) return;
  throw new Error(
    `One process may have ${limit} files open here, but this benchmark needs ` +
      `${needed}: run \`ulimit -n ${needed}\` in this shell first.`,
  );
}

async function prepareRapport(
  { processes, log }: BenchmarkContext,
): Promise<{ rapport: Side; targets: Target[] }> {
  log(`fanout: ${USERS} accounts …`);
  const { kvPath, accounts } = await newDatabase(processes, seeds(USERS));
  const server = await startRapport(processes, kvPath);
  const generators = new LoadGenerators(processes, GENERATORS);
  const targets = accounts.map((account) =>
    rapportTarget(server, account, {
      messages: MESSAGES,
      dashboards: DASHBOARDS_PER_USER,
    })
  );
  const silent = targets.map((target) => ({ ...target, dashboards: 0 }));
  await generators.snapshot(silent);
  log(`fanout: ${DASHBOARDS} sockets to Rapport …`);
  return { rapport: await connect(server, generators, targets), targets };
}

async function prepareBare(
  { processes, log }: BenchmarkContext,
  targets: readonly Target[],
  frameBytes: number,
): Promise<Side> {
  log(`fanout: ${DASHBOARDS} sockets to the bare server …`);
  const server = await startBare(processes, "relay_server.ts");
  const generators = new LoadGenerators(processes, GENERATORS);
  const bare = targets.map((target) => bareTarget(server, target, frameBytes));
  return await connect(server, generators, bare);
}

async function connect(
  server: Server,
  generators: LoadGenerators,
  targets: readonly Target[],
): Promise<Side> {
  const { pid } = server.child;
  await atRest(pid);
  const before = await memoryOf(pid);
  await generators.connect(targets);
  await atRest(pid);
  const after = await memoryOf(pid);
  const grown = (after?.now ?? NaN) - (before?.now ?? NaN);
  return {
    server,
    generators,
    memory: grown * 1000 / DASHBOARDS,
    pace: null,
    bursts: [],
    serverCores: [],
  };
}

/** The mean size of a frame with a message, in bytes. */
async function warmUp(
  { log }: BenchmarkContext,
  { generators }: Side,
): Promise<number> {
  log("fanout: warm-up …");
  const { messageCharacters, messageFrames } = await generators.burst(WARM_UP);
  return messageCharacters / messageFrames;
}

async function burst(side: Side): Promise<void> {
  const { pid } = side.server.child;
  let best: Load | null = null;
  let cores = NaN;
  for (const window of WINDOWS) {
    await atRest(pid);
    const { result: load, cpuMs } = await cpuTimeDuring(
      [pid],
      () =>
        side.generators.burst({
          seconds: BURST_SECONDS,
          window,
          until: "seen",
        }),
    );
    if (best !== null && perSecond(load) <= perSecond(best)) continue;
    best = load;
    cores = (cpuMs ?? NaN) / 1000 / load.seconds;
  }
  if (best) side.bursts.push(best);
  side.serverCores.push(cores);
}

function perSecond({ views, seconds }: Load): number {
  return views / seconds;
}

function resultOf(rapport: Side, bare: Side, frameBytes: number): Result {
  const row = (measure: string, of: (side: Side) => number): Row => ({
    measure,
    Rapport: round(of(rapport)),
    bare: round(of(bare)),
    ratio: round(of(rapport) / of(bare)),
  });
  const text = (measure: string, of: (side: Side) => string): Row => ({
    measure,
    Rapport: of(rapport),
    bare: of(bare),
    ratio: "",
  });
  const offered = USERS * RATE_PER_USER * DASHBOARDS_PER_USER;
  const paced = `${offered} messages/s offered`;
  const percentile = (p: number) => ({ pace }: Side) =>
    pace?.latencies.percentile(p) ?? NaN;
  const most = ({ bursts }: Side) => median(bursts.map(perSecond));
  const ofBursts = (of: (load: Load) => number) => ({ bursts }: Side) =>
    median(bursts.map(of));
  return {
    rows: [
      row(
        `${paced}: delivered/s`,
        ({ pace }) => (pace?.viewsInTime ?? NaN) / PACE_SECONDS,
      ),
      row(`${paced}: p50, ms`, percentile(0.5)),
      row(`${paced}: p99, ms`, percentile(0.99)),
      row("at most: delivered/s", most),
      text(
        "… lowest – highest",
        ({ bursts }) => spread(bursts.map(perSecond)),
      ),
      row(
        "at most: frames of any kind/s",
        ofBursts(({ frames, seconds }) => frames / seconds),
      ),
      row(
        "at most: cores busy, server",
        ({ serverCores }) => median(serverCores),
      ),
      row(
        `at most: cores busy, ${GENERATORS} generators`,
        ofBursts(({ generatorCores }) => generatorCores ?? NaN),
      ),
      row("memory per dashboard socket, KB", ({ memory }) => memory),
    ],
    goals: [{
      what: "messages delivered a second, to bare",
      must: "at least",
      limit: 0.5,
      value: most(rapport) / most(bare),
    }],
    notes: [
      `A frame with a message has ${
        round(frameBytes)
      } bytes. Server and load ` +
      `generators share the ${navigator.hardwareConcurrency} cores of the ` +
      "machine: where their busy cores add up to these, the machine is the limit.",
    ],
  };
}
