import type { BenchmarkContext } from "../benchmark.ts";
import { Clients, type Throughput } from "../insights/clients.ts";
import { HttpConnection } from "../insights/http_connection.ts";
import type { Subject } from "../insights/subject.ts";
import { type Server, startBare } from "../service.ts";

/** Times that each side is measured. */
export const ROUNDS = 3;
const SECONDS = 5;
/** Before anything is measured. */
const WARM_UP_SECONDS = 3;

/** A page that is asked for as often as it is answered. */
export interface RenderedPage {
  rounds: Throughput[];
  /** Its size without compression, in bytes. */
  bytes: number;
}

/** What the servers answer. */
export interface Rendering {
  /** The dashboard of Rapport. */
  rapport: RenderedPage;
  /** A page of the framework with one island and no data. */
  plain: RenderedPage;
  /** As many constant bytes as the plain page. */
  ceiling: RenderedPage;
}

/** One of the servers that are compared. */
interface Side {
  server: Server;
  cookie: string;
  page: RenderedPage;
}

/** As many pages as the service renders, the framework alone, and bare ones. */
export async function measureRendering(
  { processes, log }: BenchmarkContext,
  { server, account }: Subject,
): Promise<Rendering> {
  const rapport = await sideOf(server, account.cookie);
  const plain = await sideOf(await startBare(processes, "fresh_server.ts"));
  const { bytes } = plain.page;
  const ceiling = await sideOf(
    await startBare(processes, "http_server.ts", String(bytes)),
  );
  const sides = [rapport, plain, ceiling];
  const clients = new Clients(processes);
  const ask = ({ server, cookie }: Side, seconds: number) =>
    clients.ask(server, { path: "/", cookie, seconds });
  log("ui: rendering, warm-up …");
  for (const side of sides) await ask(side, WARM_UP_SECONDS);
  for (let round = 1; round <= ROUNDS; round++) {
    log(`ui: rendering, round ${round} of ${ROUNDS} …`);
    for (const side of sides) side.page.rounds.push(await ask(side, SECONDS));
  }
  await clients.end();
  for (const { server } of [plain, ceiling]) await server.child.end();
  return { rapport: rapport.page, plain: plain.page, ceiling: ceiling.page };
}

async function sideOf(server: Server, cookie = ""): Promise<Side> {
  using connection = await HttpConnection.open({
    origin: server.origin,
    headers: { cookie },
  });
  const { status, body } = await connection.get("/");
  if (status !== 200) throw new Error(`${server.origin}/: ${status}`);
  return { server, cookie, page: { rounds: [], bytes: body.length } };
}
