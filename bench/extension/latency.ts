import type { Page } from "playwright-core";
import { ROBIN } from "@/tests/lookalike/site.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import { openSite, signIn } from "./parts.ts";

/** Rounds, each with and without the extension. */
export const ROUNDS = 10;
/** Fetches of each kind in a round. */
export const FETCHES = 50;
/** Fetches of each kind that are not counted. */
const WARM_UP = 50;
/** Pause between fetches that do not follow each other at once, in ms. */
export const PAUSE_MS = 10;
const FAN = ROBIN.fans[0] ?? NaN;

/** What the page fetches. */
export const PATHS = {
  /** Ten messages. */
  captured: `/api2/v2/chats/${FAN}/messages?limit=10&offset=0&order=desc`,
  /** Of about the same size, and of no interest. */
  ignored: "/app.js",
} as const;

/** How fetches follow each other, and what is fetched. */
export type Kind = "captured" | "captured at once" | "ignored";

/** From the call to the parsed body, in ms, round by round. */
export type Times = Record<Kind, number[][]>;

/** What fetches take with the extension, and without it. */
export interface LatencyResult {
  with: Times;
  without: Times;
  /** Size of a captured body in bytes. */
  bytes: number;
}

/** Fetches the same with and without the extension, in turn. */
export async function measureLatency(
  { processes, log }: BenchmarkContext,
  extension: string,
): Promise<LatencyResult> {
  const site = await openSite(processes, { hasPreciseClock: true });
  const { visit: withIt } = await signIn(processes, site, extension);
  const { visit: without } = await signIn(processes, site, null);
  const result: LatencyResult = { with: empty(), without: empty(), bytes: 0 };
  const pages = [["with", withIt.page], ["without", without.page]] as const;
  for (const [, page] of pages) await fetchAll(page, WARM_UP);
  for (let round = 1; round <= ROUNDS; round++) {
    log(`extension: latency, round ${round} of ${ROUNDS} …`);
    const order = round % 2 === 0 ? pages : pages.toReversed();
    for (const [which, page] of order) {
      const times = await fetchAll(page, FETCHES);
      for (const kind of KINDS) result[which][kind].push(times[kind]);
    }
  }
  result.bytes = await without.page.evaluate(async (path) => {
    const response = await fetch(path);
    return (await response.arrayBuffer()).byteLength;
  }, PATHS.captured);
  for (const [, page] of pages) await page.context().close();
  return result;
}

/** What the share `p` (0 to 1) of all fetches does not exceed, in ms. */
export function typical(rounds: readonly number[][], p: number): number {
  return percentile(rounds.flat(), p);
}

/** The value that the share `p` (0 to 1) does not exceed. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? NaN;
}

const KINDS: readonly Kind[] = ["captured", "captured at once", "ignored"];

function empty(): Times {
  return { captured: [], "captured at once": [], ignored: [] };
}

async function fetchAll(
  page: Page,
  count: number,
): Promise<Record<Kind, number[]>> {
  const { captured, ignored } = PATHS;
  return {
    captured: await time(page, captured, count, PAUSE_MS),
    "captured at once": await time(page, captured, count, 0),
    ignored: await time(page, ignored, count, PAUSE_MS),
  };
}

async function time(
  page: Page,
  path: string,
  count: number,
  pauseMs: number,
): Promise<number[]> {
  return await page.evaluate(async ({ path, count, pauseMs }) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      const response = await fetch(path);
      await response.text();
      times.push(performance.now() - start);
      if (pauseMs === 0) continue;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return times;
  }, { path, count, pauseMs });
}
