import type { BrowserContext, CDPSession } from "playwright-core";

/** Time between two looks at the heap, in ms. */
const LOOK_EVERY_MS = 100;

/** JavaScript heap of a service worker, in bytes. */
export class WorkerHeap {
  readonly #browser: CDPSession;
  readonly #sessionId: string;
  readonly #asked = new Map<number, (answer: unknown) => void>();
  #id = 0;

  private constructor(browser: CDPSession, sessionId: string) {
    this.#browser = browser;
    this.#sessionId = sessionId;
    browser.on("Target.receivedMessageFromTarget", (event) => {
      if (event.sessionId !== sessionId) return;
      const { id, result }: { id?: number; result?: unknown } = JSON.parse(
        event.message,
      );
      this.#asked.get(id ?? NaN)?.(result);
      this.#asked.delete(id ?? NaN);
    });
  }

  /** Of the one worker that runs in a browser. */
  static async of(context: BrowserContext): Promise<WorkerHeap> {
    const browser = await context.browser()?.newBrowserCDPSession();
    const { targetInfos = [] } = await browser?.send("Target.getTargets") ?? {};
    const worker = targetInfos.find(({ type }) => type === "service_worker");
    if (browser === undefined || worker === undefined) {
      throw new Error("No service worker runs.");
    }
    const { sessionId } = await browser.send("Target.attachToTarget", {
      targetId: worker.targetId,
      flatten: false,
    });
    return new WorkerHeap(browser, sessionId);
  }

  /** What is in use after a garbage collection. */
  async atRest(): Promise<number> {
    await this.#ask("HeapProfiler.collectGarbage");
    return await this.#used();
  }

  /** The most that is in use at any look while `work` is done. */
  async peakDuring<R>(
    work: () => Promise<R>,
  ): Promise<{ result: R; peak: number }> {
    let peak = 0;
    let isOver = false;
    const watch = async () => {
      while (!isOver) {
        peak = Math.max(peak, await this.#used());
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    };
    const [result] = await Promise.all([
      work().finally(() => {
        isOver = true;
      }),
      watch(),
    ]);
    return { result, peak };
  }

  async #used(): Promise<number> {
    const usage = await this.#ask("Runtime.getHeapUsage");
    if (typeof usage !== "object" || usage === null || !("usedSize" in usage)) {
      throw new Error("The worker does not tell its heap.");
    }
    return Number(usage.usedSize);
  }

  async #ask(method: string): Promise<unknown> {
    const id = ++this.#id;
    const answer = new Promise((resolve) => this.#asked.set(id, resolve));
    await this.#browser.send("Target.sendMessageToTarget", {
      sessionId: this.#sessionId,
      message: JSON.stringify({ id, method }),
    });
    return await answer;
  }
}
