import type { BenchmarkContext, Goal, Result, Row } from "../benchmark.ts";
import { median, spread } from "../statistics.ts";
import { rowOf } from "./part.ts";
import type { Subject } from "./subject.ts";

const ROUNDS = 10;
/** Messages to each graph in a round. */
const APPENDS = 60;
/** Rounds before, in which the server compiles what it runs often. */
const WARM_UP_ROUNDS = 5;

/** What appends to one graph took, in ms. */
interface Measured {
  subject: Subject;
  embedded: number[];
  server: number[];
  /** Median of each round. */
  embeddedRounds: number[];
  serverRounds: number[];
}

/** The cost of one message, in rounds that alternate between the graphs. */
export class AppendRounds {
  readonly #context: BenchmarkContext;
  readonly #subjects: readonly Subject[];

  constructor(context: BenchmarkContext, subjects: readonly Subject[]) {
    this.#context = context;
    this.#subjects = subjects;
  }

  /** The cost by size, the smallest graph first, and what that is to be. */
  async run(): Promise<Result> {
    this.#context.log("graph: appending …");
    await this.#rounds(WARM_UP_ROUNDS);
    const measured = await this.#rounds(ROUNDS);
    return {
      rows: measured.flatMap(rowsOf),
      goals: goalsOf(measured),
      notes: [],
    };
  }

  async #rounds(count: number): Promise<Measured[]> {
    const all = this.#subjects.map((subject): Measured => ({
      subject,
      embedded: [],
      server: [],
      embeddedRounds: [],
      serverRounds: [],
    }));
    for (let round = 0; round < count; round++) {
      // Message by message, and in turn the one first and the other.
      const order = round % 2 === 0 ? all : all.toReversed();
      const from = all.map(({ embedded }) => embedded.length);
      for (let i = 0; i < APPENDS; i++) {
        for (const measured of order) await append(measured);
      }
      for (const [i, measured] of all.entries()) {
        const { embedded, server } = measured;
        measured.embeddedRounds.push(median(embedded.slice(from[i])));
        measured.serverRounds.push(median(server.slice(from[i])));
      }
    }
    return all;
  }
}

async function append({ subject, embedded, server }: Measured): Promise<void> {
  const { changes, ms } = await subject.append();
  embedded.push(ms);
  if (subject.served === null) return;
  server.push(await subject.tell(subject.served, changes));
}

function rowsOf(measured: Measured): Row[] {
  const { subject, embedded, server, embeddedRounds, serverRounds } = measured;
  const isServed = server.length > 0;
  return [
    rowOf({
      what: `${subject.name}: append, ms`,
      embedded: median(embedded),
      ...(isServed ? { server: median(server) } : {}),
      ratio: median(embedded) / median(server),
    }),
    rowOf({
      what: "… medians of the rounds",
      embedded: spread(embeddedRounds),
      ...(isServed ? { server: spread(serverRounds) } : {}),
    }),
  ];
}

function goalsOf(all: readonly Measured[]): Goal[] {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  const goal = (where: string, of: (measured: Measured) => number[]): Goal => ({
    what:
      `an append to ${last.subject.name}, to ${first.subject.name}, ${where}`,
    must: "at most",
    limit: 1.2,
    value: median(of(last)) / median(of(first)),
  });
  return [
    goal("embedded", ({ embedded }) => embedded),
    ...(last.server.length > 0
      ? [goal("Gremlin Server", ({ server }) => server)]
      : []),
  ];
}
