import type { Benchmark, BenchmarkContext, Result } from "./benchmark.ts";
import { measureAcknowledgements } from "./graph/acknowledgement.ts";
import { together } from "./graph/part.ts";
import { GREMLIN_MISSING, GremlinServers } from "./graph/servers.ts";
import { measureSizes } from "./graph/sizes.ts";
import { compareWritten } from "./graph/written.ts";

/** The graph embedded in Deno KV beside its copy on a Gremlin server. */
export const benchGraph: Benchmark = {
  name: "graph",
  about: "the embedded graph beside a Gremlin Server: cost, equality, faults",
  method: `Two graphs of synthetic conversations, each in a database file and
on a Gremlin Server of TinkerPop's with 2 GiB of heap. Loading: the embedded one
is drawn as after a snapshot, the server's by the comparison that brings a copy
up to date. An append is what one new message of a random conversation changes:
a commit of its own, and the same changes on the server, one message at a time,
to one graph after the other, so that noise of the machine hits all alike;
medians. Traversals are asked one after the other, as many as there can be; a
neighbourhood is a page of 50 neighbours in each direction. Written: 500
conversations that people wrote (the Schema-Guided Dialogue dataset, where
\`../shared/data\` is there), through the whole service, four fifths as a
snapshot and the rest message by message; numbers are values that were compared
between the two graphs and, where it says so, with the insights.
Acknowledgements: two services at the same time, one without a graph server, one
with a server of whose requests 5 % fail and that is silent for 30 s; 5,000
messages to each, 100 a second, in ten rounds, of which six are in the silence.`,
  async run(context) {
    const servers = GremlinServers.find(context);
    const sizes = await alone(context, () => measureSizes(context, servers));
    if (servers === null) {
      return together([sizes, {
        rows: [],
        goals: [],
        notes: [GREMLIN_MISSING],
      }]);
    }
    return together([
      sizes,
      await alone(context, () => compareWritten(context, servers)),
      await alone(context, () => measureAcknowledgements(context, servers)),
    ]);
  },
};

/** Measures a part; what it started is gone before the next one. */
async function alone(
  { processes }: BenchmarkContext,
  measure: () => Promise<Result>,
): Promise<Result> {
  const result = await measure();
  await processes.end();
  return result;
}
