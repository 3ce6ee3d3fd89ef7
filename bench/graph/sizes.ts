import type { BenchmarkContext, Result } from "../benchmark.ts";
import { AppendRounds } from "./append.ts";
import { rowOf, together } from "./part.ts";
import type { GremlinServers } from "./servers.ts";
import { type Loading, Subject } from "./subject.ts";
import { measureTraversals } from "./traversals.ts";

/** Conversations of the graphs that are compared. */
const SIZES = [1_000, 100_000] as const;

const SEED = 1;

/** A subject with what loading it took. */
interface Loaded {
  subject: Subject;
  embedded: Loading;
  server: Loading | null;
}

/** What appending and asking costs by the size of the graph, on both sides. */
export async function measureSizes(
  context: BenchmarkContext,
  servers: GremlinServers | null,
): Promise<Result> {
  const loaded: Loaded[] = [];
  for (const conversations of SIZES) {
    loaded.push(await load(context, servers, conversations));
  }
  const subjects = loaded.map(({ subject }) => subject);
  const appends = await new AppendRounds(context, subjects).run();
  const notes = servers === null ? [] : [
    "The Gremlin Server holds its graphs in the memory of this machine, with " +
    "nothing on disk and no network in between: others take longer.",
  ];
  return together([
    { rows: loaded.map(loadingRow), goals: [], notes },
    appends,
    await measureTraversals(context, subjects),
  ]);
}

async function load(
  { processes, log }: BenchmarkContext,
  servers: GremlinServers | null,
  conversations: number,
): Promise<Loaded> {
  log(`graph: ${conversations} conversations, embedded …`);
  const served = servers && servers.open(await servers.start());
  const options = { seed: SEED, conversations };
  const subject = await Subject.open(processes, options, served);
  const embedded = await subject.load();
  if (served === null) return { subject, embedded, server: null };
  log(`graph: ${conversations} conversations, Gremlin Server …`);
  return { subject, embedded, server: await subject.copy(served) };
}

function loadingRow({ subject, embedded, server }: Loaded) {
  const rate = ({ elements, seconds }: Loading) => elements / seconds;
  return rowOf({
    what: `${subject.name}: vertices and edges loaded/s`,
    embedded: rate(embedded),
    ...(server === null ? {} : {
      server: rate(server),
      ratio: rate(embedded) / rate(server),
    }),
  });
}
