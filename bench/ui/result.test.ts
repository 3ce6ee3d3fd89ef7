import { expect, test } from "vitest";
import { isMet } from "../benchmark.ts";
import { Latencies } from "../statistics.ts";
import type { PageLoad, PageLoads } from "./loading.ts";
import type { RenderedPage } from "./rendering.ts";
import { type Measured, resultOf } from "./result.ts";
import type { LivePage } from "./traffic.ts";
import type { PageState } from "./watched_page.ts";

const SCRIPTS: PageLoad["scripts"] = {
  transferred: 54_000,
  size: 129_000,
  gzip: 53_000,
  encodings: ["br"],
  loadsGraphLibrary: false,
};
const GRAPH_SCRIPTS = { ...SCRIPTS, loadsGraphLibrary: true };

function loadsWith(scripts: PageLoad["scripts"]): PageLoad[] {
  return [200, 100, 600].map((paintMs) => ({
    scripts,
    paintMs,
    liveMs: paintMs + 50,
  }));
}

const LOADS: PageLoads = {
  "/": loadsWith(SCRIPTS),
  "/inbox": loadsWith(SCRIPTS),
  "/analytics": loadsWith(SCRIPTS),
  "/graph": loadsWith(GRAPH_SCRIPTS),
  "/settings": loadsWith(SCRIPTS),
};

const START: PageState = {
  heap: 6e6,
  nodes: 8_000,
  frames: 100,
  taskMs: 1_000,
  at: 30_000,
};

const CALM: LivePage = {
  longTasks: { perMinute: [0, 0], all: 0, longest: 0 },
  start: START,
  end: { heap: 8e6, nodes: 8_060, frames: 600, taskMs: 3_000, at: 40_000 },
};

function rendered(bytes: number, ...rates: number[]): RenderedPage {
  return {
    bytes,
    rounds: rates.map((answersPerSecond) => ({
      answersPerSecond,
      latencies: new Latencies(),
      cores: { server: null, clients: null },
    })),
  };
}

function measured(
  change: { loads?: Partial<PageLoads>; inbox?: LivePage } = {},
): Measured {
  return {
    messages: 14_400,
    loads: { ...LOADS, ...change.loads },
    traffic: {
      pages: { "/": CALM, "/inbox": change.inbox ?? CALM },
      cores: { machine: 3.5, server: null },
      load: 6,
    },
    rendering: {
      rapport: rendered(216_000, 40, 60, 50),
      plain: rendered(1_500, 9_000, 10_000, 12_000),
      ceiling: rendered(1_500, 50_000, 40_000, 60_000),
    },
    problems: [],
  };
}

function goalsOf(change: Parameters<typeof measured>[0] = {}) {
  return resultOf(measured(change)).goals;
}

test("a row holds the same figure of every page", () => {
  const { rows } = resultOf(measured());
  const row = (measure: string) => rows.find((row) => row.measure === measure);

  expect(row("live data, ms")).toEqual({
    measure: "live data, ms",
    "/": 250,
    "/inbox": 250,
    "/analytics": 250,
    "/graph": 250,
    "/settings": 250,
    "plain page": "-",
    ceiling: "-",
  });
  expect(row("… more nodes in the end")).toMatchObject({
    "/": 60,
    "/inbox": 60,
    "/graph": "-",
  });
  expect(row("… main thread busy, % of the time")).toMatchObject({ "/": 20 });
  expect(row("… frames received, /s")).toMatchObject({ "/": 50 });
});

test("rendering is compared with the ceiling", () => {
  const { rows } = resultOf(measured());

  expect(rows).toContainEqual(expect.objectContaining({
    measure: "… to the ceiling",
    "/": 0.001,
    "plain page": 0.2,
    ceiling: 1,
  }));
});

test("all goals are met by small and calm pages", () => {
  expect(goalsOf().map(isMet)).toEqual(Array(6).fill(true));
});

test("a dashboard with too much JavaScript misses its goal", () => {
  const scripts = { ...SCRIPTS, transferred: 70_001 };
  const [size] = goalsOf({ loads: { "/": loadsWith(scripts) } });

  expect(size).toMatchObject({ value: 70.001, unit: "KB" });
  expect(size && isMet(size)).toBe(false);
});

test("pages that load the graph library beside the graph are counted", () => {
  const [, others] = goalsOf({
    loads: {
      "/": loadsWith(GRAPH_SCRIPTS),
      "/inbox": loadsWith(GRAPH_SCRIPTS),
    },
  });

  expect(others?.value).toBe(2);
});

test("where not even the graph has its library, nothing is known", () => {
  const [, others] = goalsOf({ loads: { "/graph": loadsWith(SCRIPTS) } });

  expect(others?.value).toBeNaN();
  expect(others && isMet(others)).toBe(false);
});

test("the worst minute of each page counts, and how much its heap grows", () => {
  const inbox: LivePage = {
    ...CALM,
    longTasks: { perMinute: [1, 3, 0], all: 4, longest: 80 },
    end: { ...CALM.end, heap: START.heap + 21e6 },
  };
  const { rows, goals } = resultOf(measured({ inbox }));
  const [tasks, heap, inboxTasks, inboxHeap] = goals.slice(2);

  expect([tasks, heap, inboxTasks, inboxHeap].map((goal) => goal?.value))
    .toEqual([0, 2, 3, 21]);
  expect(rows).toContainEqual(
    expect.objectContaining({ measure: "… middle minute", "/inbox": 1 }),
  );
  expect(
    [tasks, heap, inboxTasks, inboxHeap].map((goal) => goal && isMet(goal)),
  )
    .toEqual([true, true, false, false]);
});

test("what went wrong in pages is told", () => {
  const problems = Array.from({ length: 7 }, (_, i) => `problem ${i}`);
  const { notes } = resultOf({ ...measured(), problems });

  expect(notes.at(-1)).toContain("7 problems: problem 0; problem 1");
  expect(notes.at(-1)).not.toContain("problem 6");
  expect(resultOf(measured()).notes.join()).not.toContain("problem");
});
