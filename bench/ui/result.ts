import type { Goal, Result, Row } from "../benchmark.ts";
import { inOneTable } from "../report.ts";
import { median, round, spread } from "../statistics.ts";
import type { PageLoad, PageLoads } from "./loading.ts";
import {
  GRAPH_PAGE,
  LIVE_PAGES,
  type LivePagePath,
  type PagePath,
  PAGES,
} from "./pages.ts";
import type { RenderedPage, Rendering } from "./rendering.ts";
import { type LivePage, RATE, SECONDS, type TrafficResult } from "./traffic.ts";

/** What was measured. */
export interface Measured {
  /** The account's history. */
  messages: number;
  loads: PageLoads;
  traffic: TrafficResult;
  rendering: Rendering;
  /** What went wrong in pages. */
  problems: readonly string[];
}

/** Most that the dashboard's JavaScript may have, in KB. */
const SCRIPT_KB = 70;
/** Most that a page's heap may grow, in MB. */
const HEAP_MB = 20;
/** Problems that a note tells. */
const SHOWN = 5;

/** The figures by page, and which goals they reach. */
export function resultOf(measured: Measured): Result {
  const { loads, traffic, rendering } = measured;
  return {
    rows: inOneTable([
      ...scriptRows(loads),
      ...timeRows("first contentful paint, ms", loads, (one) => one.paintMs),
      ...timeRows("live data, ms", loads, (one) => one.liveMs),
      ...trafficRows(traffic),
      ...renderingRows(rendering),
    ]),
    goals: [
      ...scriptGoals(loads),
      ...LIVE_PAGES.flatMap((path) => liveGoals(path, traffic.pages[path])),
    ],
    notes: notesOf(measured),
  };
}

/** The scripts of a page: all loads have the same. */
function scriptsOf(loads: PageLoads, path: PagePath): PageLoad["scripts"] {
  const [first] = loads[path];
  if (first === undefined) throw new Error(`${path} was not loaded.`);
  return first.scripts;
}

function scriptRows(loads: PageLoads): Row[] {
  const row = (
    measure: string,
    of: (scripts: PageLoad["scripts"]) => string | number,
  ) => pagesRow(measure, PAGES, (path) => of(scriptsOf(loads, path)));
  return [
    row("JavaScript, KB", (one) => kilobytes(one.transferred)),
    row("… without compression, KB", (one) => kilobytes(one.size)),
    row("… if it were gzip, KB", (one) => kilobytes(one.gzip)),
    row(
      "… with the graph library",
      ({ loadsGraphLibrary }) => loadsGraphLibrary ? "yes" : "no",
    ),
  ];
}

function timeRows(
  measure: string,
  loads: PageLoads,
  of: (load: PageLoad) => number,
): Row[] {
  return [
    pagesRow(measure, PAGES, (path) => round(median(loads[path].map(of)))),
    pagesRow(
      "… lowest – highest",
      PAGES,
      (path) => spread(loads[path].map(of)),
    ),
  ];
}

function trafficRows({ pages }: TrafficResult): Row[] {
  const row = (measure: string, of: (page: LivePage) => number) =>
    pagesRow(measure, LIVE_PAGES, (path) => round(of(pages[path])));
  return [
    row(
      `${RATE} messages/s: long tasks, first minute`,
      ({ longTasks }) => longTasks.perMinute[0] ?? NaN,
    ),
    row("… middle minute", ({ longTasks }) => median(longTasks.perMinute)),
    row("… most in a minute", mostInAMinute),
    row("… in all", ({ longTasks }) => longTasks.all),
    row("… the longest, ms", ({ longTasks }) => longTasks.longest),
    row("… main thread busy, % of the time", busyShare),
    row("… JavaScript heap at first, MB", ({ start }) => start.heap / 1e6),
    row("… heap growth, MB", heapGrowth),
    row("… DOM nodes at first", ({ start }) => start.nodes),
    row("… more nodes in the end", ({ start, end }) => end.nodes - start.nodes),
    row("… frames received, /s", framesPerSecond),
  ];
}

function mostInAMinute({ longTasks }: LivePage): number {
  return longTasks.perMinute.length === 0
    ? NaN
    : Math.max(...longTasks.perMinute);
}

function busyShare({ start, end }: LivePage): number {
  return 100 * (end.taskMs - start.taskMs) / (end.at - start.at);
}

function heapGrowth({ start, end }: LivePage): number {
  return (end.heap - start.heap) / 1e6;
}

function framesPerSecond({ start, end }: LivePage): number {
  return 1000 * (end.frames - start.frames) / (end.at - start.at);
}

function renderingRows({ rapport, plain, ceiling }: Rendering): Row[] {
  const row = (
    measure: string,
    of: (page: RenderedPage) => string | number,
  ): Row => ({
    measure,
    "/": of(rapport),
    "plain page": of(plain),
    ceiling: of(ceiling),
  });
  const rates = ({ rounds }: RenderedPage) =>
    rounds.map(({ answersPerSecond }) => answersPerSecond);
  const middle = (
    measure: string,
    of: (round: RenderedPage["rounds"][number]) => number,
  ) => row(measure, ({ rounds }) => round(median(rounds.map(of))));
  const most = median(rates(ceiling));
  return [
    middle("rendered, requests/s", (one) => one.answersPerSecond),
    row("… lowest – highest", (page) => spread(rates(page))),
    row("… to the ceiling", (page) => round(median(rates(page)) / most)),
    middle("… p99, ms", ({ latencies }) => latencies.percentile(0.99)),
    middle("… cores busy, server", ({ cores }) => cores.server ?? NaN),
    row("… size, KB", ({ bytes }) => kilobytes(bytes)),
  ];
}

function scriptGoals(loads: PageLoads): Goal[] {
  const others = PAGES.filter((path) =>
    path !== GRAPH_PAGE && scriptsOf(loads, path).loadsGraphLibrary
  );
  const isKnown = scriptsOf(loads, GRAPH_PAGE).loadsGraphLibrary;
  return [
    {
      what: "JavaScript of `/`, as transferred",
      must: "at most",
      limit: SCRIPT_KB,
      value: scriptsOf(loads, "/").transferred / 1e3,
      unit: "KB",
    },
    {
      what: `pages but ${GRAPH_PAGE} that load the graph library`,
      must: "at most",
      limit: 0,
      // Where no page has it, it is not known how to tell it.
      value: isKnown || others.length > 0 ? others.length : NaN,
    },
  ];
}

function liveGoals(path: LivePagePath, page: LivePage): Goal[] {
  return [
    {
      what: `tasks over 50 ms in a minute at ${RATE} messages/s, ${
        code(path)
      }, worst minute`,
      must: "at most",
      limit: 0,
      value: mostInAMinute(page),
    },
    {
      what: `heap growth in ${SECONDS / 60} minutes of ${RATE} messages/s, ${
        code(path)
      }`,
      must: "at most",
      limit: HEAP_MB,
      value: heapGrowth(page),
      unit: "MB",
    },
  ];
}

function notesOf(
  { messages, loads, traffic: { cores, load }, problems }: Measured,
): string[] {
  const encodings = new Set(
    PAGES.flatMap((path) => scriptsOf(loads, path).encodings),
  );
  const busy = (cores: number | null) =>
    cores === null ? "an unknown number of" : String(round(cores));
  return [
    `The account has ${messages.toLocaleString("en")} messages. Scripts are ` +
    `compressed with: ${[...encodings].join(", ")}.`,
    `While messages arrived, the machine had ${busy(cores.machine)} of ` +
    `${navigator.hardwareConcurrency} cores busy, of these the server ` +
    `${busy(cores.server)}; its load over the last 15 minutes was ` +
    `${round(load)}. The browser draws without a GPU. A page that waits for ` +
    "a core has longer tasks: where nearly all cores are busy, long tasks " +
    "tell more of the machine than of the page.",
    ...problems.length === 0 ? [] : [
      `Pages met ${problems.length} problems: ` +
      `${problems.slice(0, SHOWN).join("; ")}.`,
    ],
  ];
}

function pagesRow<Path extends PagePath>(
  measure: string,
  paths: readonly Path[],
  of: (path: Path) => string | number,
): Row {
  return {
    measure,
    ...Object.fromEntries(paths.map((path) => [path, of(path)])),
  };
}

function kilobytes(bytes: number): number {
  return round(bytes / 1e3);
}

function code(path: string): string {
  return `\`${path}\``;
}
