import type { Goal, Result, Row } from "../benchmark.ts";
import { median, round, spread } from "../statistics.ts";
import { CLIENTS, type Throughput } from "./clients.ts";
import { type Account, type AnswerTimes, MODES } from "./latency.ts";
import { ENDPOINTS } from "./questions.ts";
import { RATE, type ThroughputRounds } from "./throughput.ts";

/** What no reading of all messages answers: it is about one conversation. */
const WITHOUT_READING = ["priority"];

/** An account, and what loading it and reading all of its messages took. */
export interface ReadAccount extends Account {
  /** From the snapshot's first part to `REALTIME`, in s. */
  loadingSeconds: number;
  /** Reading alone, in ms. */
  readMs: number;
  /** Reading and computing, in ms. */
  totalMs: number;
}

/** What was measured. */
export interface Measured {
  smallest: ReadAccount;
  /** Of sizes in between. */
  others: readonly ReadAccount[];
  largest: ReadAccount;
  times: AnswerTimes;
  /** Of the largest account. */
  throughput: ThroughputRounds;
}

/** The figures by size, and which goals they reach. */
export function resultOf(measured: Measured): Result {
  const { times, throughput, largest } = measured;
  const bySize = (what: string, of: (account: ReadAccount) => number) =>
    sizesRow(measured, what, of);
  const answers = ENDPOINTS.map(({ name }) =>
    times.of(largest, { endpoints: [name] }).count
  );
  return {
    rows: [
      ...latencyRows(measured),
      bySize("reading all messages, s", ({ readMs }) => readMs / 1000),
      bySize(
        "… and computing the same figures, s",
        ({ totalMs }) => totalMs / 1000,
      ),
      bySize(
        "snapshot until REALTIME, s",
        ({ loadingSeconds }) => loadingSeconds,
      ),
      ...throughputRows(measured),
    ],
    goals: [...answerGoals(measured), ...throughputGoals(measured)],
    notes: [
      `p50 and p99 of an endpoint are of ${Math.min(...answers)} answers of ` +
      "each account, half of them while messages arrive.",
      `An answer of /insights/full has ${throughput.bytes} bytes. All ` +
      `processes share the ${navigator.hardwareConcurrency} cores of the ` +
      "machine: where their busy cores add up to these, the machine is the " +
      "limit.",
      "Priorities and unread counts also rest on what no message says: they " +
      "are not compared.",
    ],
  };
}

function latencyRows(measured: Measured): Row[] {
  const { times } = measured;
  const rowsOf = (name: string, of: Parameters<AnswerTimes["of"]>[1]) =>
    [0.5, 0.99].map((p) =>
      sizesRow(
        measured,
        `${name}: p${100 * p}, ms`,
        (account) => times.of(account, of).percentile(p),
      )
    );
  return [
    ...ENDPOINTS.flatMap(({ name }) => rowsOf(name, { endpoints: [name] })),
    ...MODES.flatMap((mode) => rowsOf(`all, ${mode}`, { modes: [mode] })),
  ];
}

/** A figure of each account, and the largest one's to the smallest one's. */
function sizesRow(
  { smallest, others, largest }: Measured,
  what: string,
  of: (account: ReadAccount) => number,
): Row {
  const cells = [smallest, ...others, largest]
    .map((account) => [nameOf(account), round(of(account))] as const);
  const ratio = round(of(largest) / of(smallest));
  return { what, ...Object.fromEntries(cells), ratio };
}

/** How the account is called in results. */
function nameOf({ messages }: Account): string {
  return `${messages.toLocaleString("en")} messages`;
}

function throughputRows({ largest, throughput }: Measured): Row[] {
  const { atRest, live, bare } = throughput;
  const row = (
    what: string,
    value: number | string,
    ratio: number | "" = "",
  ): Row => ({ what, [nameOf(largest)]: value, ratio });
  const rowsOf = (name: string, rounds: readonly Throughput[]): Row[] => {
    const middle = (what: string, of: (one: Throughput) => number) =>
      row(what, round(median(rounds.map(of))));
    const rates = rounds.map(({ answersPerSecond }) => answersPerSecond);
    return [
      row(
        `${name}: requests/s, to the ceiling`,
        round(median(rates)),
        round(median(rates) / perSecond(bare)),
      ),
      row("… lowest – highest", spread(rates)),
      middle("… p99, ms", ({ latencies }) => latencies.percentile(0.99)),
      middle("… cores busy, server", ({ cores }) => cores.server ?? NaN),
      middle(
        `… cores busy, ${CLIENTS} clients`,
        ({ cores }) => cores.clients ?? NaN,
      ),
    ];
  };
  return [
    ...rowsOf("full, at rest", atRest),
    ...rowsOf(`full, ${RATE} messages/s`, live),
    ...rowsOf("ceiling, bare Deno.serve", bare),
  ];
}

function perSecond(rounds: readonly Throughput[]): number {
  return median(rounds.map(({ answersPerSecond }) => answersPerSecond));
}

function answerGoals({ smallest, largest, times }: Measured): Goal[] {
  const { readMs } = largest;
  const p99 = (account: Account, name: string) =>
    times.of(account, { endpoints: [name] }).percentile(0.99);
  const names = ENDPOINTS.map(({ name }) => name);
  const slowest = worst(
    names,
    (name) => p99(largest, name) / p99(smallest, name),
  );
  const closest = worst(
    names.filter((name) => !WITHOUT_READING.includes(name)),
    (name) => -readMs / p99(largest, name),
  );
  const size = nameOf(largest);
  return [
    {
      what: `p99 of an endpoint, ${size} to ${nameOf(smallest)}, worst: ` +
        slowest.name,
      must: "at most",
      limit: 1.5,
      value: slowest.value,
    },
    {
      what: `reading ${size}, to the p99 of an endpoint, worst: ` +
        closest.name,
      must: "at least",
      limit: 100,
      value: -closest.value,
    },
  ];
}

function throughputGoals({ largest, throughput }: Measured): Goal[] {
  const goal = (when: string, rounds: readonly Throughput[]): Goal => ({
    what: `/insights/full of ${nameOf(largest)}, ${when}`,
    must: "at least",
    limit: 3_000,
    value: perSecond(rounds),
    unit: "requests/s",
  });
  return [
    goal("at rest", throughput.atRest),
    goal(`while ${RATE} messages arrive a second`, throughput.live),
  ];
}

/** The highest value and whose it is; one that is not known is the highest. */
function worst(
  names: readonly string[],
  valueOf: (name: string) => number,
): { name: string; value: number } {
  const all = names.map((name) => ({ name, value: valueOf(name) }));
  const unknown = all.find(({ value }) => Number.isNaN(value));
  const [highest] = all.toSorted((a, b) => b.value - a.value);
  return unknown ?? highest ?? { name: "none", value: NaN };
}
