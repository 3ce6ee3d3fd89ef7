import type { Benchmark, BenchmarkContext, Result, Row } from "./benchmark.ts";
import type { Target } from "./load/protocol.ts";
import { type Load, LoadGenerators } from "./load_generators.ts";
import { atRest, cpuTimeDuring } from "./machine.ts";
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

const AGENTS = 20;
/** Messages that each account holds beforehand. */
const MESSAGES = 5_000;
const GENERATORS = 2;
const ROUNDS = 3;
const WARM_UP_SECONDS = 4;
/** Messages of each Agent that may be under way; the best one is taken. */
const WINDOWS = [100, 200, 400, 800];
const WINDOW_SECONDS = 2;
const BURST_SECONDS = 3;
const PACE_SECONDS = 3;
const SINGLES = 1_000;

/** One of the two servers that are compared. */
interface Side {
  server: Server;
  targets: Target[];
  window: number;
  rates: number[];
  half: Load[];
  single: Load[];
  serverCores: (number | null)[];
  generatorCores: (number | null)[];
  /** Messages that were sent so far. */
  sent: number;
}

/** What established accounts take in, beside a bare group commit. */
export const benchIngest: Benchmark = {
  name: "ingest",
  about: "sockets ➔ validated, committed, enriched, counted, on a dashboard",
  method: `${AGENTS} Agents, each with an account of ${MESSAGES} messages and a
dashboard, send new messages over real sockets. A message counts when it has
arrived on the dashboard's socket. The ceiling is the same sockets and frames at
a server that does nothing but commit the raw frames in groups, as full as Deno
KV takes them, acknowledge them and pass them on. Server and generators are
processes of their own; both servers are measured in turn, ${ROUNDS} times, and
the medians are shown. Each runs with the window of unacknowledged messages per
Agent, of ${WINDOWS.join(", ")}, that is best for it. Half load is half of a
server's own throughput, evenly paced. A single message is the only one in the
whole system; there are ${SINGLES} in each round.`,
  async run(context) {
    const generators = new LoadGenerators(context.processes, GENERATORS);
    const rapport = await prepareRapport(context, generators);
    const ceiling = await prepareCeiling(context, rapport.targets);
    const bench = new IngestRounds(context, generators);
    for (const side of [rapport, ceiling]) await bench.warmUp(side);
    const sides = [rapport, ceiling];
    await bench.rounds(sides, "throughput", (side) => bench.burst(side));
    await bench.rounds(sides, "half load", (side) => bench.pace(side));
    await bench.rounds(sides, "single messages", (side) => bench.single(side));
    await bench.checkCounts(rapport);
    return resultOf(rapport, ceiling);
  },
};

class IngestRounds {
  readonly #context: BenchmarkContext;
  readonly #generators: LoadGenerators;

  constructor(context: BenchmarkContext, generators: LoadGenerators) {
    this.#context = context;
    this.#generators = generators;
  }

  /** Both sides in turn, so that noise of the machine hits them alike. */
  async rounds(
    sides: readonly Side[],
    what: string,
    measure: (side: Side) => Promise<void>,
  ): Promise<void> {
    for (let round = 1; round <= ROUNDS; round++) {
      this.#context.log(`ingest: ${what}, round ${round} of ${ROUNDS} …`);
      for (const side of sides) {
        await this.#connected(side, () => measure(side));
      }
    }
  }

  /** Warms a server up and finds its best window. */
  async warmUp(side: Side): Promise<void> {
    this.#context.log("ingest: warm-up …");
    await this.#connected(side, async () => {
      const window = side.window;
      await this.#burst(side, { seconds: WARM_UP_SECONDS, window });
      let best = 0;
      for (const window of WINDOWS) {
        await atRest(side.server.child.pid);
        const seconds = WINDOW_SECONDS;
        const rate = rateOf(await this.#burst(side, { seconds, window }));
        if (rate > best) side.window = window;
        best = Math.max(best, rate);
      }
    });
  }

  async burst(side: Side): Promise<void> {
    const { window } = side;
    const { result: load, cpuMs } = await cpuTimeDuring(
      [side.server.child.pid],
      () => this.#burst(side, { seconds: BURST_SECONDS, window }),
    );
    side.rates.push(rateOf(load));
    side.generatorCores.push(load.generatorCores);
    side.serverCores.push(cpuMs === null ? null : cpuMs / 1000 / load.seconds);
  }

  async pace(side: Side): Promise<void> {
    const rate = median(side.rates) / 2;
    const load = await this.#generators.pace({ seconds: PACE_SECONDS, rate });
    side.sent += load.sent;
    side.half.push(load);
  }

  async single(side: Side): Promise<void> {
    const load = await this.#generators.single(SINGLES);
    side.sent += load.sent;
    side.single.push(load);
  }

  /** Whatever was sent is in the figures of a dashboard that comes anew. */
  async checkCounts(side: Side): Promise<void> {
    const { counted } = await this.#generators.connect(side.targets);
    await this.#generators.disconnect();
    const expected = AGENTS * MESSAGES + side.sent;
    if (counted === expected) return;
    throw new Error(`${counted} messages are counted, but ${expected} sent.`);
  }

  async #burst(
    side: Side,
    options: { seconds: number; window: number },
  ): Promise<Load> {
    const load = await this.#generators.burst({ ...options, until: "acked" });
    side.sent += load.sent;
    return load;
  }

  async #connected(side: Side, work: () => Promise<void>): Promise<void> {
    await this.#generators.connect(side.targets);
    await atRest(side.server.child.pid);
    await work();
    await atRest(side.server.child.pid);
    await this.#generators.disconnect();
  }
}

async function prepareRapport(
  { processes, log }: BenchmarkContext,
  generators: LoadGenerators,
): Promise<Side> {
  log(`ingest: ${AGENTS} accounts of ${MESSAGES} messages …`);
  const { kvPath, accounts } = await newDatabase(processes, seeds(AGENTS));
  const server = await startRapport(processes, kvPath);
  const targets = accounts.map((account) =>
    rapportTarget(server, account, { messages: MESSAGES, dashboards: 1 })
  );
  const silent = targets.map((target) => ({ ...target, dashboards: 0 }));
  await generators.snapshot(silent);
  await atRest(server.child.pid);
  return sideOf(server, targets);
}

async function prepareCeiling(
  { processes }: BenchmarkContext,
  targets: readonly Target[],
): Promise<Side> {
  const kvPath = `${await processes.folder()}/ceiling.kv`;
  const server = await startBare(processes, "commit_server.ts", kvPath);
  return sideOf(server, targets.map((target) => bareTarget(server, target)));
}

function sideOf(server: Server, targets: Target[]): Side {
  return {
    server,
    targets,
    window: 100,
    rates: [],
    half: [],
    single: [],
    serverCores: [],
    generatorCores: [],
    sent: 0,
  };
}

function rateOf({ views, seconds }: Load): number {
  return views / seconds;
}

function resultOf(rapport: Side, ceiling: Side): Result {
  const row = (
    measure: string,
    of: (side: Side) => number,
    compare = true,
  ): Row => ({
    measure,
    Rapport: round(of(rapport)),
    ceiling: round(of(ceiling)),
    ratio: compare ? round(of(rapport) / of(ceiling)) : "",
  });
  const percentile =
    (p: number, loads: (side: Side) => Load[]) => (side: Side) =>
      median(loads(side).map(({ latencies }) => latencies.percentile(p)));
  const half = (side: Side) => side.half;
  const single = (side: Side) => side.single;
  const rate = (side: Side) => median(side.rates);
  const singleP99 = percentile(0.99, single);
  const p99s = (side: Side) =>
    side.single.map(({ latencies }) => latencies.percentile(0.99));
  return {
    rows: [
      row("messages/s", rate),
      {
        measure: "… lowest – highest",
        Rapport: spread(rapport.rates),
        ceiling: spread(ceiling.rates),
        ratio: "",
      },
      row("window per Agent", ({ window }) => window, false),
      row("half load: messages/s", (side) => rate(side) / 2),
      row("half load: p50, ms", percentile(0.5, half)),
      row("half load: p99, ms", percentile(0.99, half)),
      row("single message: p50, ms", percentile(0.5, single)),
      row("single message: p99, ms", singleP99),
      {
        measure: "… lowest – highest",
        Rapport: spread(p99s(rapport)),
        ceiling: spread(p99s(ceiling)),
        ratio: "",
      },
      row("cores busy: server", (side) => cores(side.serverCores), false),
      row(
        `cores busy: ${GENERATORS} generators`,
        (side) => cores(side.generatorCores),
        false,
      ),
    ],
    goals: [
      {
        what: "messages/s, to the ceiling",
        must: "at least",
        limit: 0.25,
        value: rate(rapport) / rate(ceiling),
      },
      {
        what: "p99 of a single message, to the ceiling",
        must: "at most",
        limit: 5,
        value: singleP99(rapport) / singleP99(ceiling),
      },
    ],
    notes: [],
  };
}

function cores(values: readonly (number | null)[]): number {
  return median(values.map((value) => value ?? NaN));
}
