import type { Page } from "playwright-core";
import { isLive, type Windows } from "@/tests/ui/windows.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import { type PagePath, PAGES } from "./pages.ts";
import { type ScriptTotals, ScriptWatch, totalsOf } from "./scripts.ts";

/** Times that each page is loaded. */
export const LOADS = 5;

/** One load of a page, by a browser that has nothing of it yet. */
export interface PageLoad {
  scripts: ScriptTotals;
  /** From navigation to the first text or picture, in ms. */
  paintMs: number;
  /** From navigation until the page says that it is live, in ms. */
  liveMs: number;
}

/** The loads of each page. */
export type PageLoads = Record<PagePath, PageLoad[]>;

/** What the page notes when it first says that it is live. */
const LIVE_MARK = "bench: live";

/** Loads all pages in turn. */
export async function measureLoading(
  { log }: BenchmarkContext,
  windows: Windows,
): Promise<PageLoads> {
  log("ui: pages, warm-up …");
  for (const path of PAGES) await load(windows, path);
  const loads: PageLoads = {
    "/": [],
    "/inbox": [],
    "/analytics": [],
    "/graph": [],
    "/settings": [],
  };
  for (let round = 1; round <= LOADS; round++) {
    log(`ui: pages, round ${round} of ${LOADS} …`);
    for (const path of PAGES) loads[path].push(await load(windows, path));
  }
  return loads;
}

/** Loads a page in a window that shares nothing with those before. */
async function load(windows: Windows, path: PagePath): Promise<PageLoad> {
  const page = await windows.window();
  const scripts = new ScriptWatch(page);
  await page.addInitScript(markLive, LIVE_MARK);
  await page.goto(`${windows.origin}${path}`);
  await isLive(page);
  const totals = totalsOf(await scripts.untilIdle());
  const times = {
    paintMs: await timeOf(page, "first-contentful-paint"),
    liveMs: await timeOf(page, LIVE_MARK),
  };
  await page.context().close();
  return { scripts: totals, ...times };
}

/** Marks, in the page, when it says that it is live. */
function markLive(name: string): void {
  const observer = new MutationObserver(() => {
    const status = document.querySelector(".connection [role=status]");
    if (status?.textContent !== "Live") return;
    observer.disconnect();
    performance.mark(name);
  });
  observer.observe(document, {
    childList: true,
    characterData: true,
    subtree: true,
  });
}

/** When the page noted something, in ms since its navigation. */
async function timeOf(page: Page, name: string): Promise<number> {
  const time = await page.evaluate(
    (name) => performance.getEntriesByName(name)[0]?.startTime ?? null,
    name,
  );
  if (time === null) throw new Error(`${page.url()}: no ${name}.`);
  return time;
}
