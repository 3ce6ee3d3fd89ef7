import type { Goal, Result, Row } from "../benchmark.ts";
import { inOneTable } from "../report.ts";
import { round } from "../statistics.ts";
import { type AccountResult, LIVE, MESSAGES } from "./account.ts";
import { type Kind, type LatencyResult, typical } from "./latency.ts";

/** What was measured. */
export interface Measured {
  latency: LatencyResult;
  account: AccountResult;
}

/** Most that the extension may add to a captured fetch, in ms. */
const ADDED_MS = 1;
const KINDS: readonly [Kind, string][] = [
  ["captured", "fetch that is captured"],
  ["captured at once", "… one right after the other"],
  ["ignored", "fetch that is not captured"],
];

/** The figures, and which goals they reach. */
export function resultOf({ latency, account }: Measured): Result {
  return {
    rows: inOneTable([
      ...KINDS.flatMap(([kind, what]) => latencyRows(latency, kind, what)),
      ...throughputRows(account),
      ...heapRows(account),
    ]),
    goals: [addedGoal(latency)],
    notes: [
      `A captured answer has ${latency.bytes.toLocaleString("en")} bytes. ` +
      "What comes live goes to the worker a batch after the other, and each is " +
      "stored durably before the next one is sent: a profile shows the worker " +
      "idle for three quarters of that time.",
    ],
  };
}

/** What the extension adds to the median of a kind of fetch, in ms. */
export function added(latency: LatencyResult, kind: Kind, p = 0.5): number {
  return typical(latency.with[kind], p) - typical(latency.without[kind], p);
}

function latencyRows(
  latency: LatencyResult,
  kind: Kind,
  what: string,
): Row[] {
  const row = (measure: string, p: number): Row => {
    const withIt = typical(latency.with[kind], p);
    const without = typical(latency.without[kind], p);
    return {
      measure,
      "with the extension": round(withIt),
      "without it": round(without),
      difference: round(withIt - without),
      ratio: round(withIt / without),
    };
  };
  return [row(`${what}, median, ms`, 0.5), row("… p99, ms", 0.99)];
}

function throughputRows({ lists, snapshot, live }: AccountResult): Row[] {
  const row = (measure: string, value: number): Row => ({
    measure,
    "with the extension": round(value),
  });
  const rate = (count: number, ms: number) => 1000 * count / ms;
  return [
    row("lists: page, messages/s", rate(MESSAGES, lists.heardMs)),
    row("… to stored here, messages/s", rate(MESSAGES, lists.storedMs)),
    row(
      `snapshot of ${MESSAGES.toLocaleString("en")} messages, s`,
      snapshot.committedMs / 1000,
    ),
    row("… reading of them, s", snapshot.readingMs / 1000),
    row(
      "… its share of the time, %",
      100 * snapshot.readingMs / snapshot.committedMs,
    ),
    row("live: page, messages/s", rate(LIVE, live.heardMs)),
    row("… to stored here, messages/s", rate(LIVE, live.storedMs)),
    row("… to the service, messages/s", rate(LIVE, live.committedMs)),
  ];
}

function heapRows({ heap }: AccountResult): Row[] {
  const row = (measure: string, bytes: number): Row => ({
    measure,
    "with the extension": round(bytes / 1e6),
  });
  return [
    row("heap of the worker: at first, MB", heap.before),
    row("… most while lists come, MB", heap.lists),
    row("… most during the snapshot, MB", heap.snapshot),
    row("… most while live messages come, MB", heap.live),
    row("… in the end, MB", heap.after),
  ];
}

function addedGoal(latency: LatencyResult): Goal {
  return {
    what: "time that the extension adds to a captured fetch, median",
    must: "at most",
    limit: ADDED_MS,
    value: added(latency, "captured"),
    unit: "ms",
  };
}
