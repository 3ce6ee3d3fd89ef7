import type { Benchmark, BenchmarkContext, Result, Row } from "./benchmark.ts";
import type { SnapshotTimes } from "./load/protocol.ts";
import { LoadGenerators } from "./load_generators.ts";
import { memoryOf } from "./machine.ts";
import { newDatabase, rapportTarget, startRapport } from "./service.ts";
import { median, round, spread } from "./statistics.ts";

const MESSAGES = 100_000;
const SEED = 1;
const ROUNDS = 3;

/** What one round has found. */
interface Round {
  times: SnapshotTimes;
  /** Highest resident memory of the server, in MB. */
  peak: number;
  /** What bare Deno KV takes, in ms. */
  bare: number;
}

/** A whole account, beside the time that bare Deno KV needs to write it. */
export const benchSnapshot: Benchmark = {
  name: "snapshot",
  about: "a whole account in parts, until it is live and shown",
  method: `An Agent sends ${MESSAGES} messages with their chats in parts over a
real socket, to a new account with a dashboard. It is over when the account is
\`REALTIME\` and the dashboard has the full sync. Beside it: the time that a
process with nothing but Deno KV needs to write the same records, each as JSON
under a key of its own, into a new file, in batches as full as Deno KV takes
them. Both in turn, ${ROUNDS} times, each time with a new process and a new file;
the medians are shown.`,
  async run(context) {
    const generators = new LoadGenerators(context.processes, 1);
    const rounds: Round[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      context.log(`snapshot: round ${round} of ${ROUNDS} …`);
      const bare = await writeBare(context);
      rounds.push({ bare, ...await sendToRapport(context, generators) });
    }
    return resultOf(rounds);
  },
};

async function writeBare({ processes }: BenchmarkContext): Promise<number> {
  const kvPath = `${await processes.folder()}/bare.kv`;
  const module = "bench/bare/kv_writer.ts";
  const writer = processes.start([
    ...["run", "--quiet", "-A", module],
    ...[kvPath, String(SEED), String(MESSAGES)],
  ]);
  const ms = Number(await writer.next((line) => line));
  await writer.status;
  return ms;
}

async function sendToRapport(
  { processes }: BenchmarkContext,
  generators: LoadGenerators,
): Promise<Pick<Round, "times" | "peak">> {
  const { kvPath, accounts: [account] } = await newDatabase(processes, [SEED]);
  if (!account) throw new Error("The database has no account.");
  const { child, origin } = await startRapport(processes, kvPath);
  const target = rapportTarget({ child, origin }, account, {
    messages: MESSAGES,
    dashboards: 1,
  });
  const { snapshots: [times] } = await generators.snapshot([target]);
  if (!times) throw new Error("No snapshot was sent.");
  const peak = (await memoryOf(child.pid))?.peak ?? NaN;
  await child.end();
  return { times, peak };
}

function resultOf(rounds: readonly Round[]): Result {
  const row = (measure: string, of: (round: Round) => number): Row => ({
    measure,
    median: round(median(rounds.map(of))),
    "lowest – highest": spread(rounds.map(of)),
  });
  const ratio = ({ times, bare }: Round) => completed(times) / bare;
  const [first] = rounds;
  return {
    rows: [
      row("sent and acknowledged, s", ({ times }) => times.acknowledged / 1000),
      row("until REALTIME, s", ({ times }) => times.realtime / 1000),
      row(
        "until the full sync is complete, s",
        ({ times }) => times.synced / 1000,
      ),
      row("until both, s", ({ times }) => completed(times) / 1000),
      row("bare Deno KV, s", ({ bare }) => bare / 1000),
      row("to bare Deno KV", ratio),
      row("messages/s", ({ times }) => MESSAGES / (completed(times) / 1000)),
      row("peak memory of the server, MB", ({ peak }) => peak),
    ],
    goals: [
      {
        what: "time of a snapshot, to bare Deno KV",
        must: "at most",
        limit: 6,
        value: median(rounds.map(ratio)),
      },
      {
        what: "peak memory of the server, in any round",
        must: "at most",
        limit: 400,
        value: Math.max(...rounds.map(({ peak }) => peak)),
        unit: "MB",
      },
    ],
    notes: first === undefined ? [] : [
      `The snapshot is ${first.times.parts} parts of together ` +
      `${round(first.times.bytes / 1e6)} MB.`,
    ],
  };
}

function completed({ realtime, synced }: SnapshotTimes): number {
  return Math.max(realtime, synced);
}
