import type { Benchmark, BenchmarkContext, Result } from "./benchmark.ts";
import type { Target } from "./load/protocol.ts";
import { LoadGenerators } from "./load_generators.ts";
import { atRest, cpuTimeOf } from "./machine.ts";
import {
  newDatabase,
  rapportTarget,
  type Server,
  startRapport,
} from "./service.ts";
import { Latencies, median, round, spread } from "./statistics.ts";

/** Messages that an account holds before deltas are measured. */
const SIZES = [1_000, 10_000, 100_000, 500_000];
const WARM_UP = 500;
const ROUNDS = 5;
/** Deltas to each account in a round. */
const DELTAS = 500;

/** An account of one size, alone on its server and database. */
interface Subject {
  size: number;
  server: Server;
  target: Target;
  latencies: Latencies;
  /** Median of each round, in ms. */
  medians: number[];
  /** The server's CPU time for each delta, in ms. */
  cpu: number[];
}

/** The cost of one delta on accounts of growing history. */
export const benchHistory: Benchmark = {
  name: "history",
  about: "cost of one delta by the size of the account's history",
  method: `Each account is alone on a server and a database of its own; all of
the servers run at the same time. One new message at a time goes to one account
after the other, so that noise of the machine hits all alike: its cost is the
time from sending it on the Agent's socket to its arrival on the dashboard's,
and the CPU time of its server. ${ROUNDS} rounds of ${DELTAS} messages to each.`,
  async run(context) {
    const generators = new LoadGenerators(context.processes, 1);
    const subjects: Subject[] = [];
    for (const size of SIZES) {
      subjects.push(await prepare(context, generators, size));
    }
    await generators.connect(subjects.map(({ target }) => target));
    for (const { server } of subjects) await atRest(server.child.pid);
    context.log("history: warm-up …");
    await generators.single(WARM_UP * SIZES.length);
    for (let round = 1; round <= ROUNDS; round++) {
      context.log(`history: round ${round} of ${ROUNDS} …`);
      await measure(generators, subjects);
    }
    return resultOf(subjects);
  },
};

async function prepare(
  { processes, log }: BenchmarkContext,
  generators: LoadGenerators,
  size: number,
): Promise<Subject> {
  log(`history: an account of ${size} messages …`);
  // The size is the seed as well: accounts differ in their ids.
  const { kvPath, accounts: [account] } = await newDatabase(processes, [size]);
  if (!account) throw new Error("The database has no account.");
  const server = await startRapport(processes, kvPath);
  const target = rapportTarget(server, account, {
    messages: size,
    dashboards: 1,
  });
  await generators.snapshot([{ ...target, dashboards: 0 }]);
  await atRest(server.child.pid);
  const latencies = new Latencies();
  return { size, server, target, latencies, medians: [], cpu: [] };
}

async function measure(
  generators: LoadGenerators,
  subjects: readonly Subject[],
): Promise<void> {
  const cpuTimes = () =>
    Promise.all(subjects.map(({ server }) => cpuTimeOf(server.child.pid)));
  const before = await cpuTimes();
  const { byAccount } = await generators.single(DELTAS * subjects.length);
  const after = await cpuTimes();
  for (const [i, subject] of subjects.entries()) {
    const latencies = byAccount.get(subject.target.id);
    if (!latencies) throw new Error("An account has seen nothing.");
    subject.latencies.merge(latencies.counts());
    subject.medians.push(latencies.percentile(0.5));
    subject.cpu.push(((after[i] ?? NaN) - (before[i] ?? NaN)) / DELTAS);
  }
}

function resultOf(subjects: readonly Subject[]): Result {
  const medianOf = (subject: Subject | undefined) =>
    subject?.latencies.percentile(0.5) ?? NaN;
  const first = medianOf(subjects[0]);
  return {
    rows: subjects.map((subject) => ({
      messages: subject.size,
      "median, ms": round(medianOf(subject)),
      "… of the rounds": spread(subject.medians),
      "p90, ms": round(subject.latencies.percentile(0.9)),
      "CPU of the server, ms": round(median(subject.cpu)),
      "median to the first": round(medianOf(subject) / first),
    })),
    goals: [{
      what: "cost of a delta, the largest account to the smallest",
      must: "at most",
      limit: 1.2,
      value: medianOf(subjects.at(-1)) / first,
    }],
    notes: [],
  };
}
