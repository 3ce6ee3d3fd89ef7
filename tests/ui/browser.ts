/**
 * The service in a real browser: pages of a demo, opened as its owner does, and
 * watched for anything that a developer would see in red.
 * @module
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
  launch,
} from "@/lib/fresh/tests/chromium.ts";
import { Account } from "../account.ts";
import { PATIENCE_MS } from "../conditions.ts";
import { type Demo, startDemo } from "../service.ts";
import { Wire } from "../wire.ts";

/** A window as most have it. */
export const WIDE = { width: 1440, height: 900 };
/** The narrowest window that pages are made for. */
export const NARROW = { width: 768, height: 1024 };

/** Windows in which every page is looked at. */
export const LOOKS = [WIDE, NARROW].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({
    viewport,
    colorScheme,
    look: `${viewport.width} px, ${colorScheme}`,
  }))
);

/** How a page is opened. */
export type WindowOptions = BrowserContextOptions;

/** A demo, and a browser that is signed in to it. */
export class Ui {
  readonly demo: Demo;
  /** The network between them, to cut and to mend. */
  readonly wire: Wire;
  /** The account's owner beside the browser. */
  readonly owner: Account;
  /** Whatever went wrong in pages since the last look. */
  readonly problems: string[] = [];
  readonly #browser: Browser;
  readonly #session: WindowOptions["storageState"];

  private constructor(
    demo: Demo,
    { wire, browser, owner, session }: {
      wire: Wire;
      browser: Browser;
      owner: Account;
      session: WindowOptions["storageState"];
    },
  ) {
    this.demo = demo;
    this.wire = wire;
    this.owner = owner;
    this.#browser = browser;
    this.#session = session;
  }

  /** Starts a demo and the Chromium at `path`. */
  static async start(path: string): Promise<Ui> {
    const demo = await startDemo();
    const wire = new Wire(demo.origin);
    const owner = await Account.open(demo.loginUrl);
    const browser = await launch(path);
    const [name = "", value = ""] = owner.cookie.split("=");
    const session = {
      cookies: [{
        name,
        value,
        domain: "127.0.0.1",
        path: "/",
        expires: -1,
        httpOnly: true,
        secure: false,
        sameSite: "Lax" as const,
      }],
      origins: [],
    };
    return new Ui(demo, { wire, browser, owner, session });
  }

  /** A window, signed in, in which nothing is open yet. */
  async window(options: WindowOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: WIDE,
      storageState: this.#session,
      ...options,
    });
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    this.#watch(page);
    return page;
  }

  /** A page in a window of its own, when it is live. */
  async open(path: string, options: WindowOptions = {}): Promise<Page> {
    const page = await this.window(options);
    await page.goto(`${this.wire.origin}${path}`);
    await isLive(page);
    return page;
  }

  /** Closes all windows, and gives what went wrong in them. */
  async tidy(): Promise<string[]> {
    this.wire.mend();
    for (const context of this.#browser.contexts()) await context.close();
    return this.problems.splice(0);
  }

  /** Ends browser and demo. */
  async end(): Promise<void> {
    await this.#browser.close();
    this.wire.close();
    await this.demo.child.end("SIGTERM");
  }

  #watch(page: Page): void {
    const note = (text: string) => this.problems.push(text);
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      note(`console: ${message.text()}`);
    });
    page.on("pageerror", ({ message }) => note(`page: ${message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      // A page that is left, or asks anew, gives up what was on its way.
      if (why !== "net::ERR_ABORTED") note(`request: ${request.url()} ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() < 400) return;
      note(`response: ${response.status()} ${response.url()}`);
    });
  }
}

/** Resolves when the page says that it is live. */
export async function isLive(page: Page): Promise<void> {
  await page.locator(".connection [role=status]")
    .filter({ hasText: /^Live$/ }).waitFor({ state: "attached" });
}

/** How far the page is wider than its window, in pixels. */
export async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() =>
    document.documentElement.scrollWidth - innerWidth
  );
}

/**
 * Tests of pages of one demo, each with no problem in the end. Without a browser
 * they are left out, which is said; in CI it is a failure.
 */
export function describeUi(name: string, tests: (ui: () => Ui) => void): void {
  const path = chromiumPath();
  test("there is a browser to test with, or CI fails", ({ skip }) => {
    if (path !== null) return;
    if (Deno.env.get("CI") === "true") expect.fail(HOW_TO_GET_CHROMIUM);
    console.warn(HOW_TO_GET_CHROMIUM);
    skip(HOW_TO_GET_CHROMIUM);
  });
  describe.runIf(path !== null)(name, () => {
    let running: Ui;
    beforeAll(async () => {
      running = await Ui.start(path ?? "");
    });
    afterEach(async () => {
      expect(await running.tidy()).toEqual([]);
    });
    afterAll(() => running?.end());
    tests(() => running);
  });
}
