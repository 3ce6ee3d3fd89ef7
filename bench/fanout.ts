import type { Benchmark, BenchmarkContext, Result, Row } from "./benchmark.ts";
import { type Delivery, Fan, type Part } from "./fan/fan.ts";
import { sampleFrames } from "./fan/samples.ts";
import { LoadGenerators } from "./load_generators.ts";
import { openFilesLimit } from "./machine.ts";
import { startRedis } from "./redis.ts";
import {
  bareTarget,
  type Credentials,
  newDatabase,
  rapportTarget,
  seeds,
  type Server,
  startBare,
  startRapport,
} from "./service.ts";
import { median, round, spread } from "./statistics.ts";
import { measureWholePath, type WholePath } from "./whole_path.ts";

const USERS = 500;
const DASHBOARDS_PER_USER = 10;
const DASHBOARDS = USERS * DASHBOARDS_PER_USER;
/** Messages of each user, a second. */
const RATE_PER_USER = 10;
/** Messages that each account holds beforehand. */
const MESSAGES = 60;
/** Frames of live messages, which are published over and over. */
const SAMPLES = 40;
/** Processes with the dashboards of each of the two servers. */
const VIEWERS = 2;
/** Files that are open beside the sockets, with room to spare. */
const OTHER_FILES = 300;
const WARM_UP = { seconds: 3, window: 1 };
const PACE_SECONDS = 6;
const ROUNDS = 3;
/** Messages of each user that may be under way; the best one counts. */
const WINDOWS = [1, 4];
const BURST_SECONDS = 3;

/** What is needed of an account beside its credentials. */
const ACCOUNT = { messages: MESSAGES, dashboards: DASHBOARDS_PER_USER };
/** Messages of all users, a second. */
const RATE = USERS * RATE_PER_USER;

/** One of the two servers that are compared. */
interface Side {
  fan: Fan;
  pace: Delivery;
  /** The best burst of each round. */
  bursts: Delivery[];
  /** Everything that was measured, in whatever way. */
  deliveries: Delivery[];
}

interface Sides {
  rapport: Side;
  bare: Side;
}

/** Many dashboards, beside sockets that nothing else is done for. */
export const benchFanout: Benchmark = {
  name: "fanout",
  about: `${DASHBOARDS} dashboards of ${USERS} users on one instance`,
  method: `${USERS} users have ${DASHBOARDS_PER_USER} dashboards each on one
instance; every dashboard is to see every message of its user. The messages come
from other instances: a publisher sends on Redis what these would send, frames as
the service makes them of live messages. First ${RATE_PER_USER} messages a second
for each user, evenly paced; then, ${ROUNDS} times and in turn, both servers are
given as much as they take (with the best of ${WINDOWS.join(" or ")} messages of
each user under way), and the medians are shown. Bare is a server of
\`Deno.upgradeWebSocket\` alone, which passes the same frames from the same Redis
on to as many sockets. Every dashboard checks that it sees every revision once
and in order, and that it is never sent everything anew: else there is no result.
The last row is another matter: there, the instance with the dashboards ingests
the messages as well, from Agents on its own sockets, and bare passes on what
Agents send.`,
  async run(context) {
    await checkOpenFiles();
    const { processes, log } = context;
    const redis = await startRedis(processes);
    const { kvPath, credentials, samples } = await prepare(context);
    const server = await startRapport(processes, kvPath, {
      redisUrl: redis.url,
    });
    const targetsAt = (at: Server) =>
      credentials.map((one) => rapportTarget(at, one, ACCOUNT));
    const shared = { processes, redis, samples, viewers: VIEWERS };
    log(`fanout: ${DASHBOARDS} sockets to Rapport …`);
    const rapport = await Fan.connect({
      ...shared,
      server,
      targets: targetsAt(server),
    });
    log(`fanout: ${DASHBOARDS} sockets to the bare server …`);
    const relay = await startBare(
      processes,
      "redis_relay_server.ts",
      redis.url,
    );
    const bare = await Fan.connect({
      ...shared,
      server: relay,
      targets: targetsAt(relay).map((one) => bareTarget(relay, one)),
    });
    const sides = await compare(context, { rapport, bare });
    await rapport.end();
    await bare.end();
    const alone = await startRapport(processes, kvPath);
    const path = await measureWholePath(context, alone, targetsAt(alone));
    return resultOf(sides, path);
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

/**
 * Accounts that are live, and frames of one more. The instance that took their
 * snapshots ends with that: it is not the one that is measured.
 */
async function prepare(
  { processes, log }: BenchmarkContext,
): Promise<{
  kvPath: string;
  credentials: Credentials[];
  samples: string[];
}> {
  log(`fanout: ${USERS} accounts …`);
  const { kvPath, accounts } = await newDatabase(processes, seeds(USERS + 1));
  const server = await startRapport(processes, kvPath);
  const targets = accounts.map((account) =>
    rapportTarget(server, account, { messages: MESSAGES, dashboards: 0 })
  );
  const generators = new LoadGenerators(processes, VIEWERS);
  await generators.snapshot(targets);
  await generators.end();
  const [sampled] = targets;
  if (!sampled) throw new Error("The database has no account.");
  const samples = await sampleFrames(sampled, SAMPLES);
  await server.child.end();
  return { kvPath, credentials: accounts.slice(1), samples };
}

async function compare(
  { log }: BenchmarkContext,
  fans: Record<keyof Sides, Fan>,
): Promise<Sides> {
  log("fanout: warm-up …");
  for (const fan of [fans.rapport, fans.bare]) await fan.burst(WARM_UP);
  log(`fanout: ${RATE} messages/s …`);
  const sides: Sides = {
    rapport: await pacedSide(fans.rapport),
    bare: await pacedSide(fans.bare),
  };
  for (let round = 1; round <= ROUNDS; round++) {
    log(`fanout: as much as possible, round ${round} of ${ROUNDS} …`);
    await burst(sides.rapport);
    await burst(sides.bare);
  }
  return sides;
}

async function pacedSide(fan: Fan): Promise<Side> {
  const pace = await fan.pace({ seconds: PACE_SECONDS, rate: RATE });
  return { fan, pace, bursts: [], deliveries: [pace] };
}

async function burst({ fan, bursts, deliveries }: Side): Promise<void> {
  let best: Delivery | null = null;
  for (const window of WINDOWS) {
    const delivery = await fan.burst({ seconds: BURST_SECONDS, window });
    deliveries.push(delivery);
    if (best === null || perSecond(delivery) > perSecond(best)) best = delivery;
  }
  if (best !== null) bursts.push(best);
}

function perSecond({ seen, seconds }: Delivery): number {
  return seen / seconds;
}

function resultOf({ rapport, bare }: Sides, path: WholePath): Result {
  const ratioRow = (measure: string, ours: number, theirs: number): Row => ({
    measure,
    Rapport: round(ours),
    bare: round(theirs),
    ratio: round(ours / theirs),
  });
  const row = (measure: string, of: (side: Side) => number) =>
    ratioRow(measure, of(rapport), of(bare));
  const offered = `${RATE * DASHBOARDS_PER_USER} frames/s offered`;
  const percentile = (p: number) => ({ pace }: Side) =>
    pace.latencies.percentile(p);
  const most = ({ bursts }: Side) => median(bursts.map(perSecond));
  const busy = (part: Part) => ({ bursts }: Side) =>
    median(bursts.map(({ cores }) => cores[part]));
  const lowestToHighest = ({ bursts }: Side) => spread(bursts.map(perSecond));
  return {
    rows: [
      row(
        `${offered}: delivered/s`,
        ({ pace }) => pace.seenInTime / PACE_SECONDS,
      ),
      row(`${offered}: p50, ms`, percentile(0.5)),
      row(`${offered}: p99, ms`, percentile(0.99)),
      row(`${offered}: cores busy, server`, ({ pace }) => pace.cores.server),
      row("at most: delivered/s", most),
      {
        measure: "… lowest – highest",
        Rapport: lowestToHighest(rapport),
        bare: lowestToHighest(bare),
        ratio: "",
      },
      row("at most: cores busy, server", busy("server")),
      row(`at most: cores busy, ${VIEWERS} × dashboards`, busy("viewers")),
      row("at most: cores busy, publisher", busy("publisher")),
      row("at most: cores busy, Redis", busy("redis")),
      row("memory per dashboard socket, KB", ({ fan }) => fan.memory),
      ratioRow(
        "ingested by the same instance, at most: delivered/s",
        path.rapport,
        path.bare,
      ),
    ],
    goals: [{
      what: "frames delivered a second, to bare",
      must: "at least",
      limit: 0.5,
      value: most(rapport) / most(bare),
    }],
    notes: [
      `A frame has ${round(frameBytes(rapport))} bytes. ${others(rapport)}`,
      "All processes share the " +
      `${navigator.hardwareConcurrency} cores of the machine: where their busy ` +
      "cores add up to these, the machine is the limit.",
    ],
  };
}

function frameBytes({ pace }: Side): number {
  return pace.bytes / pace.seen;
}

/** What dashboards were sent besides, while it was measured. */
function others({ deliveries }: Side): string {
  const counts = deliveries.flatMap(({ others }) => Object.entries(others));
  return counts.length === 0
    ? "No dashboard was sent any other frame meanwhile."
    : "Dashboards were also sent: " +
      counts.map(([type, count]) => `${count} ${type}`).join(", ") + ".";
}
