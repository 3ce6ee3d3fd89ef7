import type { CDPSession, Page } from "playwright-core";
import { isLive, type Windows } from "@/tests/ui/windows.ts";
import {
  countLongTasks,
  type LongTask,
  type LongTaskCounts,
  type Span,
} from "./long_tasks.ts";

/** What a page holds after a garbage collection, and what it has done so far. */
export interface PageState {
  /** JavaScript heap in use, in bytes. */
  heap: number;
  /** DOM nodes, also those that are in no document. */
  nodes: number;
  /** Frames that its socket has received. */
  frames: number;
  /** What its main thread has spent in tasks, in ms. */
  taskMs: number;
  /** When it was looked at, in ms of the page's clock. */
  at: number;
}

/** Time that a page has to come to rest after it is live, in ms. */
const SETTLE_MS = 3_000;
/** Where the page keeps its long tasks. */
const TASKS = "benchLongTasks";

/** A page that is open for long. */
export class WatchedPage {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  /** When measuring itself kept the page busy. */
  readonly #looks: Span[] = [];
  #frames = 0;
  #startedAt = 0;

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
    page.on("websocket", (socket) => {
      socket.on("framereceived", () => {
        this.#frames++;
      });
    });
  }

  /** Opens a page in a window of its own, and lets it come to rest. */
  static async open(windows: Windows, path: string): Promise<WatchedPage> {
    const page = await windows.window();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    const watched = new WatchedPage(page, cdp);
    await page.goto(`${windows.origin}${path}`);
    await isLive(page);
    await page.waitForTimeout(SETTLE_MS);
    await page.evaluate(collectLongTasks, TASKS);
    return watched;
  }

  /** Counts long tasks from here on. */
  async start(): Promise<void> {
    this.#startedAt = await this.#clock();
  }

  /** Collects garbage, and looks what is left. */
  async look(): Promise<PageState> {
    const from = await this.#clock();
    await this.#cdp.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.#cdp.send("Runtime.getHeapUsage");
    const { nodes } = await this.#cdp.send("Memory.getDOMCounters");
    const { metrics } = await this.#cdp.send("Performance.getMetrics");
    const to = await this.#clock();
    this.#looks.push({ from, to });
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
    return {
      heap: usedSize,
      nodes,
      frames: this.#frames,
      taskMs: 1000 * (seconds ?? NaN),
      at: to,
    };
  }

  /**
   * Long tasks since {@linkcode start}, without those of looking. Throws where
   * the page is not live and visible any more.
   */
  async longTasks(): Promise<LongTaskCounts> {
    await isLive(this.#page);
    const to = await this.#clock();
    const { tasks, isVisible } = await this.#page.evaluate((name) => {
      const tasks: LongTask[] = Reflect.get(globalThis, name);
      return { tasks, isVisible: document.visibilityState === "visible" };
    }, TASKS);
    if (!isVisible) throw new Error(`${this.#page.url()} is not visible.`);
    return countLongTasks(tasks, { from: this.#startedAt, to }, this.#looks);
  }

  #clock(): Promise<number> {
    return this.#page.evaluate(() => performance.now());
  }
}

/** Has a page keep its long tasks under a global name. */
function collectLongTasks(name: string): void {
  const tasks: LongTask[] = [];
  Reflect.set(globalThis, name, tasks);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tasks.push({ start: startTime, duration });
    }
  }).observe({ type: "longtask", buffered: true });
}
