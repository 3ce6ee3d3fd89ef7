import type { Benchmark } from "./benchmark.ts";
import { CLIENTS, CONNECTIONS } from "./insights/clients.ts";
import { measureAnswers } from "./insights/latency.ts";
import { type ReadAccount, resultOf } from "./insights/result.ts";
import { Subject } from "./insights/subject.ts";
import { measureThroughput, RATE } from "./insights/throughput.ts";

const SMALLEST = 10_000;
const MIDDLE = 100_000;
const LARGEST = 1_000_000;

/** The figures over REST by the size of the account's history. */
export const benchInsights: Benchmark = {
  name: "insights",
  about: "figures over REST by the size of the account's history",
  method: `Each account is alone on a service and a database of its own; all of
the services run at the same time, each started anew after its account's
snapshot was stored. All accounts have the same 90 days: the
smaller one is a part of the larger. Every endpoint is asked in turn, of one
account after the other, so that noise of the machine hits all alike, over one
kept-alive connection each; the time is that from request to whole answer. First
one new message goes in before every question, and the dashboard shows it; then
the same number of questions is asked at rest. A question is about 7 to 90 days
at random, the same for all accounts, so that hardly any is asked twice, but for
those who wait: there it is how many are listed, from 5 to 20. Evidence is asked
of each metric in turn. By reading: when an account's service has ended, another
process lists all messages of the database and computes every figure from its
definition (\`lib/insights/reference.ts\`), all at once; every number of the
default range that the endpoints gave, and the evidence of one day, has to be the
same, else there is no result. Goals take the time of reading alone, with nothing
computed. Throughput: ${CLIENTS} processes with ${CONNECTIONS} connections each ask
the service of the largest account for /insights/full of the default range, at
rest and while ${RATE} messages arrive a second; the ceiling is \`Deno.serve\` that
answers as many constant bytes. All three in turn; medians.`,
  async run(context) {
    const { log } = context;
    const smallest = await Subject.load(context, SMALLEST);
    const middle = await Subject.load(context, MIDDLE);
    const largest = await Subject.load(context, LARGEST);
    const subjects = [smallest, middle, largest];
    for (const subject of subjects) await subject.connect();
    const times = await measureAnswers(context, subjects);
    const throughput = await measureThroughput(context, largest);
    const read = async (subject: Subject): Promise<ReadAccount> => {
      const { messages, loadingSeconds } = subject;
      log(`insights: reading ${messages} messages …`);
      const { readMs, totalMs } = await subject.readEverything();
      return { messages, loadingSeconds, readMs, totalMs };
    };
    return resultOf({
      smallest: await read(smallest),
      others: [await read(middle)],
      largest: await read(largest),
      times,
      throughput,
    });
  },
};
