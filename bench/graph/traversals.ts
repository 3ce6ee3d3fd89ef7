import type { GraphStore } from "@/lib/graph/mod.ts";
import type { BenchmarkContext, Goal, Result, Row } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { rowOf } from "./part.ts";
import type { Subject } from "./subject.ts";

const ROUNDS = 5;
/** Time for one kind of traversal on one graph in a round, in ms. */
const ROUND_MS = 150;
const WARM_UP_MS = 300;
/** Neighbours of a page, in each direction. */
const PAGE = 50;
const RANGE_DAYS = 30;
const TOP_TOPICS = 10;

/** A question that is asked of both stores. */
interface Kind {
  what: string;
  isNeighbourhood: boolean;
  ask(store: GraphStore, subject: Subject): Promise<unknown>;
}

const KINDS: readonly Kind[] = [
  neighbourhood(
    "a conversation",
    ({ synthetic }) => synthetic.randomConversation(),
  ),
  neighbourhood("a fan", ({ synthetic }) => synthetic.randomFan()),
  neighbourhood("a topic", ({ synthetic }) => synthetic.randomTopic()),
  {
    what: `volumes of topics over ${RANGE_DAYS} days/s`,
    isNeighbourhood: false,
    ask: (store, { scope, synthetic: { range: { to } } }) =>
      store.topicVolumes(scope, { from: to - RANGE_DAYS, to }),
  },
  {
    what: `the ${TOP_TOPICS} topics with the most edges/s`,
    isNeighbourhood: false,
    ask: (store, { scope }) =>
      store.top(scope, { label: "Topic", by: "degree", limit: TOP_TOPICS }),
  },
];

/** Rates of one kind of traversal on one graph, by round. */
interface Measured {
  kind: Kind;
  subject: Subject;
  embedded: number[];
  server: number[];
}

/** How many traversals a second there can be, one after the other. */
export async function measureTraversals(
  { log }: BenchmarkContext,
  subjects: readonly Subject[],
): Promise<Result> {
  log("graph: traversals …");
  const all = subjects.flatMap((subject) =>
    KINDS.map((kind): Measured => ({ kind, subject, embedded: [], server: [] }))
  );
  for (const measured of all) await measure(measured, WARM_UP_MS);
  for (const { embedded, server } of all) embedded.length = server.length = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const measured of all) await measure(measured, ROUND_MS);
  }
  return {
    rows: subjects.flatMap((subject) => {
      const own = all.filter((measured) => measured.subject === subject);
      return [...own.map(traversalRow), mixedRow(own)];
    }),
    goals: goalsOf(all),
    notes: [],
  };
}

/** Of the largest graph. */
function goalsOf(all: readonly Measured[]): Goal[] {
  const last = all.at(-1)?.subject;
  const own = all.filter(({ subject }) => subject === last);
  const [embedded, server] = mixedRates(own);
  if (last === undefined || Number.isNaN(server)) return [];
  return [{
    what: `${last.name}: ${MIXED}, embedded to Gremlin Server`,
    must: "at least",
    limit: 5,
    value: embedded / server,
  }];
}

const MIXED = "neighbourhoods of each kind in turn/s";

/** Neighbourhoods a second where as many of each kind are asked for. */
function mixedRates(
  all: readonly Measured[],
): [embedded: number, server: number] {
  const kinds = all.filter(({ kind }) => kind.isNeighbourhood);
  const rate = (side: "embedded" | "server") =>
    kinds.length /
    kinds.reduce((sum, measured) => sum + 1 / median(measured[side]), 0);
  return [rate("embedded"), rate("server")];
}

function mixedRow(all: readonly Measured[]): Row {
  const [embedded, server] = mixedRates(all);
  const what = `${all[0]?.subject.name}: ${MIXED}`;
  return rowOf({
    what,
    embedded,
    ...(Number.isNaN(server) ? {} : { server, ratio: embedded / server }),
  });
}

function neighbourhood(
  of: string,
  vertex: (subject: Subject) => string,
): Kind {
  return {
    what: `neighbourhoods of ${of}/s`,
    isNeighbourhood: true,
    ask: (store, subject) => {
      const id = vertex(subject);
      return Promise.all(
        (["out", "in"] as const).map((direction) =>
          store.neighbours(subject.scope, id, { direction, limit: PAGE })
        ),
      );
    },
  };
}

async function measure(measured: Measured, ms: number): Promise<void> {
  const { kind, subject, embedded, server } = measured;
  embedded.push(await rateOf(ms, () => kind.ask(subject.embedded, subject)));
  const reader = subject.served?.reader;
  if (reader === undefined) return;
  server.push(await rateOf(ms, () => kind.ask(reader, subject)));
}

async function rateOf(
  ms: number,
  ask: () => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  let count = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    await ask();
    count++;
    elapsed = performance.now() - start;
  }
  return count * 1000 / elapsed;
}

function ratioOf({ embedded, server }: Measured): number {
  return median(embedded) / median(server);
}

function traversalRow(measured: Measured): Row {
  const { kind, subject, embedded, server } = measured;
  return rowOf({
    what: `${subject.name}: ${kind.what}`,
    embedded: median(embedded),
    ...(server.length > 0
      ? { server: median(server), ratio: ratioOf(measured) }
      : {}),
  });
}
