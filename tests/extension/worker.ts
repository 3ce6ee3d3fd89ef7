/**
 * The extension's service worker, to be killed at any moment.
 * @module
 */
import type { CDPSession } from "playwright-core";
import { within } from "../conditions.ts";
import { extensionId, type Profile } from "./profile.ts";

/** How DevTools names what a worker does. */
type RunningStatus = "stopped" | "starting" | "running" | "stopping";

/**
 * Kills the service worker through the DevTools protocol, as often as one likes.
 * The browser starts it again with the next event.
 */
export class WorkerSwitch {
  /** How often it was stopped, as the browser says. */
  stops = 0;
  /** How often it began to run since it is watched. */
  starts = 0;
  readonly #browser: CDPSession;
  readonly #extension: CDPSession;
  readonly #origin: string;
  #status: RunningStatus = "running";
  #waiting: (() => void)[] = [];

  private constructor(
    sessions: { browser: CDPSession; extension: CDPSession },
    origin: string,
  ) {
    this.#browser = sessions.browser;
    this.#extension = sessions.extension;
    this.#origin = origin;
  }

  /** Watches the worker of a profile, from a tab that holds no script. */
  static async of(profile: Profile): Promise<WorkerSwitch> {
    const origin = `chrome-extension://${await extensionId(profile)}`;
    const { context } = profile;
    const tab = await context.newPage();
    await tab.goto(`${origin}/manifest.json`);
    const extension = await context.newCDPSession(tab);
    const browser = await context.browser()?.newBrowserCDPSession();
    if (browser === undefined) throw new Error("There is no browser.");
    const worker = new WorkerSwitch({ browser, extension }, origin);
    extension.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const { runningStatus } of versions) worker.#take(runningStatus);
    });
    await extension.send("ServiceWorker.enable");
    return worker;
  }

  /**
   * Kills it if it runs, in the middle of whatever it does; `false` if it does
   * not run. Resolves when the browser says that it is gone.
   */
  async kill(): Promise<boolean> {
    if (this.#status === "stopped") return false;
    const stops = this.stops;
    const { targetInfos } = await this.#browser.send("Target.getTargets");
    const target = targetInfos.find(({ type, url }) =>
      type === "service_worker" && url.startsWith(this.#origin)
    );
    if (target === undefined) return false;
    const { targetId } = target;
    await this.#browser.send("Target.closeTarget", { targetId });
    const gone = async () => {
      while (this.stops === stops) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    };
    await within("the worker's end", gone());
    return true;
  }

  #take(status: RunningStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    if (status === "stopped") this.stops++;
    if (status === "running") this.starts++;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
