import { GremlinProxy } from "@/tests/gremlin/proxy.ts";
import { atRandom, type Fault } from "@/tests/gremlin/faults.ts";
import type { BenchmarkContext, Result } from "../benchmark.ts";
import { tell } from "../commands.ts";
import type { Target } from "../load/protocol.ts";
import { LoadGenerators } from "../load_generators.ts";
import { atRest } from "../machine.ts";
import type { Child } from "../processes.ts";
import { newDatabase, rapportTarget, startRapport } from "../service.ts";
import { Latencies, median, round, spread } from "../statistics.ts";
import { type AckCommand, ackKey, type AckResult } from "./ack_protocol.ts";
import { CopyWatch } from "./copy_watch.ts";
import { rowOf } from "./part.ts";
import type { GremlinServers } from "./servers.ts";

/** Messages that each account holds beforehand. */
const HISTORY = 4_000;
const ROUNDS = 10;
/** Messages to each account in a round. */
const MESSAGES = 500;
/** Messages a second to each account. */
const RATE = 100;
const WARM_UP = 200;
const SEED = 1;
/** The silence begins after this round, and lasts so long, in ms. */
const SILENCE_AFTER = 2;
const SILENCE_MS = 30_000;
const FAULT_SHARE = 0.05;
const FAULTS: readonly Fault[] = [
  { kind: "throttle", retryAfter: "00:00:00.0500000" },
  { kind: "status", code: 409, isExecuted: false },
  { kind: "cut", isExecuted: false },
  { kind: "cut", isExecuted: true },
];
/** A request unit for each answer, as Cosmos DB tells them. */
const CHARGE = 1;

/** A service, and what acknowledgements of it took. */
interface Side {
  target: Target;
  kvPath: string;
  pid: number;
  all: Latencies;
  /** 99th percentiles of the rounds, in ms. */
  p99s: number[];
}

/** Acknowledgements while the graph server fails, and where there is none. */
export async function measureAcknowledgements(
  context: BenchmarkContext,
  servers: GremlinServers,
): Promise<Result> {
  const { processes, log } = context;
  log("graph: acknowledgements, two services …");
  const gremlin = await servers.start();
  const proxy = processes.keep(
    new GremlinProxy({ to: gremlin.settings, charge: CHARGE }),
  );
  const generators = new LoadGenerators(processes, 1);
  const without = await prepare(context, generators);
  const failing = await prepare(context, generators, proxy);
  await generators.end();
  const copy = await CopyWatch.open(processes, failing);
  await copy.untilCurrent();
  const agents = await openAgents(context, [without, failing]);
  await pace(agents, WARM_UP);
  await copy.untilCurrent();
  for (const { pid } of [without, failing]) await atRest(pid);
  const requestsBefore = proxy.counters.requests;
  proxy.plan = atRandom({ seed: SEED, share: FAULT_SHARE, faults: FAULTS });
  for (let i = 1; i <= ROUNDS; i++) {
    const result = await pace(agents, MESSAGES);
    const [a, b] = [without, failing].map((side) => note(side, result));
    log(
      `graph: acknowledgements, round ${i} of ${ROUNDS}: p99 without | with a ` +
        `failing server ${round(a ?? NaN)} | ${round(b ?? NaN)} ms`,
    );
    if (i === SILENCE_AFTER) proxy.silence({ ms: SILENCE_MS });
  }
  log("graph: the copy catches up …");
  const start = performance.now();
  await copy.untilCurrent();
  const seconds = (performance.now() - start) / 1000;
  const wrong = await copy.countWrong(servers.open(gremlin).target);
  return resultOf({ without, failing }, {
    seconds,
    wrong,
    requests: proxy.counters.requests - requestsBefore,
    faults: proxy.counters.faults,
  });
}

async function prepare(
  { processes }: BenchmarkContext,
  generators: LoadGenerators,
  proxy?: GremlinProxy,
): Promise<Side> {
  const { kvPath, accounts: [account] } = await newDatabase(processes, [SEED]);
  if (!account) throw new Error("The database has no account.");
  const server = await startRapport(
    processes,
    kvPath,
    proxy === undefined ? {} : { gremlin: proxy.settings },
  );
  const target = rapportTarget(server, account, {
    messages: HISTORY,
    dashboards: 0,
  });
  await generators.snapshot([target]);
  const { pid } = server.child;
  return { target, kvPath, pid, all: new Latencies(), p99s: [] };
}

async function openAgents(
  { processes }: BenchmarkContext,
  sides: readonly Side[],
): Promise<Child> {
  const module = "bench/graph/ack_agents.ts";
  const child = processes.start(["run", "--quiet", "-A", module]);
  const targets = sides.map(({ target }) => target);
  await tell<AckResult>(
    child,
    { do: "connect", targets } satisfies AckCommand,
  );
  return child;
}

function pace(agents: Child, messages: number): Promise<AckResult> {
  const command: AckCommand = { do: "pace", messages, rate: RATE };
  return tell<AckResult>(agents, command);
}

/** Gives the 99th percentile of the round. */
function note({ target, all, p99s }: Side, result: AckResult): number {
  const counts = result[ackKey(target)];
  if (counts === undefined) throw new Error("An account was sent nothing.");
  all.merge(counts);
  const p99 = new Latencies().merge(counts).percentile(0.99);
  p99s.push(p99);
  return p99;
}

/** What became of the copy. */
interface Copying {
  /** Until it was up to date, after the last acknowledgement. */
  seconds: number;
  /** Vertices and edges of which it is not as the embedded graph. */
  wrong: number;
  requests: number;
  faults: Record<Fault["kind"], number>;
}

function resultOf(
  { without, failing }: Record<"without" | "failing", Side>,
  { seconds, wrong, requests, faults }: Copying,
): Result {
  const row = (what: string, of: (side: Side) => number) =>
    rowOf({
      what: `acknowledgement without | with a failing server: ${what}`,
      embedded: of(without),
      server: of(failing),
      ratio: of(failing) / of(without),
    });
  const percentile = (p: number) => ({ all }: Side) => all.percentile(p);
  const sent = ROUNDS * MESSAGES;
  const ratios = failing.p99s.map((p99, i) => p99 / (without.p99s[i] ?? NaN));
  return {
    rows: [
      row("p50, ms", percentile(0.5)),
      row("p99, ms", percentile(0.99)),
      row("median of the rounds' p99, ms", ({ p99s }) => median(p99s)),
      rowOf({
        what: "… lowest – highest",
        embedded: spread(without.p99s),
        server: spread(failing.p99s),
      }),
      rowOf({
        what: "… ratio of the rounds, median",
        embedded: "",
        server: spread(ratios),
        ratio: median(ratios),
      }),
    ],
    goals: [
      {
        what: "p99 of acknowledgements, with a failing graph server to " +
          "without one, median of the rounds",
        must: "at most",
        limit: 1.2,
        value: median(ratios),
      },
      {
        what: "vertices and edges that the copy has wrong after the failures",
        must: "at most",
        limit: 0,
        value: wrong,
      },
    ],
    notes: [
      `Faults that the copy met: ${faults.throttle} × 429, ${faults.status} × ` +
      `409, ${faults.cut} cut connections, and a silence of ` +
      `${SILENCE_MS / 1000} s. It was current ${round(seconds)} s after the ` +
      `last acknowledgement.`,
      `${sent.toLocaleString("en")} messages took ` +
      `${
        requests.toLocaleString("en")
      } requests to the server, those that met ` +
      `a fault and were sent again included.`,
    ],
  };
}
