/**
 * Windows of a real browser that is signed in, watched for anything that a
 * developer would see in red.
 * @module
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launch } from "@/lib/fresh/tests/chromium.ts";

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

/** How a window is opened. */
export type WindowOptions = BrowserContextOptions;

/** How long a page may take for anything, in ms. */
const PATIENCE_MS = 20_000;

/** What Chromium notes of WebGL where it draws without a graphics card. */
const DRIVER_NOTE = /^\[\.WebGL-.*GPU stall due to ReadPixels/;

/** A browser that is signed in to a service. */
export class Windows {
  /** Where the service answers. */
  readonly origin: string;
  /** Whatever went wrong in pages since the last look. */
  readonly problems: string[] = [];
  readonly #browser: Browser;
  readonly #session: WindowOptions["storageState"];

  private constructor(
    browser: Browser,
    { origin, cookie }: { origin: string; cookie: string },
  ) {
    this.#browser = browser;
    this.origin = origin;
    this.#session = sessionOf(origin, cookie);
  }

  /** Starts the Chromium at `path`; `cookie` is that of the session. */
  static async launch(
    path: string,
    service: { origin: string; cookie: string },
  ): Promise<Windows> {
    return new Windows(await launch(path), service);
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
    await page.goto(`${this.origin}${path}`);
    await isLive(page);
    return page;
  }

  /** Closes all windows, and gives what went wrong in them. */
  async tidy(): Promise<string[]> {
    for (const context of this.#browser.contexts()) await context.close();
    return this.problems.splice(0);
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#browser.close();
  }

  #watch(page: Page): void {
    const note = (text: string) => this.problems.push(text);
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      if (DRIVER_NOTE.test(message.text())) return;
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

/** The cookie that a sign-in link gives, which works once. */
export async function signIn(link: string): Promise<string> {
  const response = await fetch(link, { redirect: "manual" });
  await response.body?.cancel();
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`Not signed in: ${response.status}`);
  return cookie;
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

function sessionOf(
  origin: string,
  cookie: string,
): WindowOptions["storageState"] {
  const [name = "", value = ""] = cookie.split("=");
  return {
    cookies: [{
      name,
      value,
      domain: new URL(origin).hostname,
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: "Lax",
    }],
    origins: [],
  };
}
