import { tell } from "../commands.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import { cpuTimeDuring } from "../machine.ts";
import type { Child, Processes } from "../processes.ts";
import { type Server, startBare } from "../service.ts";
import { Latencies } from "../statistics.ts";
import type { AskResult, Command } from "./protocol.ts";
import { insightsPath } from "./questions.ts";
import type { Subject } from "./subject.ts";

/** Client processes. */
export const CLIENTS = 2;
/** Connections of each of them. */
export const CONNECTIONS = 16;
/** Messages that arrive in a second, where any do. */
export const RATE = 50;
const ROUNDS = 3;
const SECONDS = 3;
/** Before anything is measured. */
const WARM_UP_SECONDS = 2;

/** What as many questions as fit came to. */
export interface Throughput {
  answersPerSecond: number;
  latencies: Latencies;
  /** Cores kept busy; `null` where that is not known. */
  cores: { server: number | null; clients: number | null };
}

/** The rounds of each side. */
export interface ThroughputRounds {
  /** Nothing else happens. */
  atRest: Throughput[];
  /** New messages arrive. */
  live: Throughput[];
  /** A bare server answers. */
  bare: Throughput[];
  /** Size of an answer, in bytes. */
  bytes: number;
}

/** As many questions for all figures as one service answers, and a bare one. */
export async function measureThroughput(
  { processes, log }: BenchmarkContext,
  subject: Subject,
): Promise<ThroughputRounds> {
  const path = insightsPath("full");
  const { bytes } = await subject.read(path);
  const bare = await startBare(processes, "http_server.ts", String(bytes));
  const clients = new Clients(processes);
  const { server, account: { cookie } } = subject;
  const ask = (server: Server, seconds: number) =>
    clients.ask(server, { path, cookie, seconds });
  log("insights: as many questions as possible, warm-up …");
  for (const one of [server, bare]) await ask(one, WARM_UP_SECONDS);
  const rounds: ThroughputRounds = { atRest: [], live: [], bare: [], bytes };
  for (let round = 1; round <= ROUNDS; round++) {
    log(`insights: as many as possible, round ${round} of ${ROUNDS} …`);
    rounds.atRest.push(await ask(server, SECONDS));
    rounds.bare.push(await ask(bare, SECONDS));
    const [live] = await Promise.all([
      ask(server, SECONDS),
      subject.addMessages({ seconds: SECONDS, rate: RATE }),
    ]);
    rounds.live.push(live);
  }
  await clients.end();
  await bare.child.end();
  return rounds;
}

/** Processes that ask. */
class Clients {
  readonly #children: Child[];

  constructor(processes: Processes) {
    this.#children = Array.from(
      { length: CLIENTS },
      () =>
        processes.start(["run", "--quiet", "-A", "bench/insights/client.ts"]),
    );
  }

  /** All of them ask a server at the same time. */
  async ask(
    { origin, child }: Server,
    options: Pick<Command, "path" | "cookie" | "seconds">,
  ): Promise<Throughput> {
    const { seconds } = options;
    const command: Command = {
      do: "ask",
      origin,
      connections: CONNECTIONS,
      ...options,
    };
    const clients = this.#children.map(({ pid }) => pid);
    const start = performance.now();
    const { result: { result: results, cpuMs: ofClients }, cpuMs: ofServer } =
      await cpuTimeDuring(
        [child.pid],
        () =>
          cpuTimeDuring(clients, () =>
            Promise.all(
              this.#children.map((one) => tell<AskResult>(one, command)),
            )),
      );
    const elapsed = performance.now() - start;
    const latencies = new Latencies();
    for (const one of results) latencies.merge(one.latencies);
    const cores = (ms: number | null) => ms === null ? null : ms / elapsed;
    return {
      answersPerSecond: latencies.count / seconds,
      latencies,
      cores: { server: cores(ofServer), clients: cores(ofClients) },
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.end()));
  }
}
