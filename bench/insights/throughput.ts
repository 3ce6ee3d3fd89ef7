import type { BenchmarkContext } from "../benchmark.ts";
import { type Server, startBare } from "../service.ts";
import { Clients, type Throughput } from "./clients.ts";
import { insightsPath } from "./questions.ts";
import type { Subject } from "./subject.ts";

/** Messages that arrive in a second, where any do. */
export const RATE = 50;
const ROUNDS = 3;
const SECONDS = 3;
/** Before anything is measured. */
const WARM_UP_SECONDS = 2;

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
