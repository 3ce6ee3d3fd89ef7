/**
 * A creator at work on the look-alike's page.
 * @module
 */
import type { BrowserContext, Page } from "playwright-core";
import { PATIENCE_MS } from "../conditions.ts";
import type { Lookalike } from "./site.ts";

/** How somebody signs in or out. */
export interface SignOptions {
  /** Whether the page is loaded anew; default `true`. */
  reload?: boolean;
}

/** One page of the site, open in a browser. */
export class Visit {
  readonly page: Page;
  /** Whatever a developer would see in red or yellow. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("console", (message) => {
      // The browser itself reports that somebody is not signed in.
      const isExpected = /status of 401/.test(message.text());
      if (!["error", "warning"].includes(message.type()) || isExpected) return;
      this.problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", ({ message }) => this.problems.push(message));
  }

  /** Opens the page in a tab of its own. */
  static async begin(context: BrowserContext, site: Lookalike): Promise<Visit> {
    const visit = new Visit(await context.newPage());
    await visit.page.goto(site.url);
    await visit.page.locator("body:not([data-state=loading])").waitFor();
    return visit;
  }

  /** Signs in, and waits until chats are there and the socket is open. */
  async signIn(name: string, { reload = true }: SignOptions = {}) {
    await this.page.locator("#reload").setChecked(reload);
    await this.page.getByRole("button", { name: `Sign in as ${name}` }).click();
    await this.isReady(name);
  }

  /** Signs out. */
  async signOut({ reload = true }: SignOptions = {}): Promise<void> {
    await this.page.locator("#reload").setChecked(reload);
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.page.locator("body[data-state=signed-out]").waitFor();
  }

  /** Resolves when somebody's chats are there, and the socket is open. */
  async isReady(name: string): Promise<void> {
    await this.page.locator("body[data-state=ready][data-live=open]").waitFor();
    await this.page.locator("#me").filter({ hasText: name }).waitFor();
  }

  /** Resolves when nothing that the page asked for is under way. */
  async isIdle(): Promise<void> {
    await this.page.locator("body[data-busy='0']").waitFor();
  }

  /** Shows the next chats of the list. */
  async moreChats(): Promise<void> {
    await this.page.getByRole("button", { name: "More chats" }).click();
    await this.isIdle();
  }

  /** Opens a fan's chat, whose latest messages come by `fetch`. */
  async open(fan: number): Promise<void> {
    await this.page.locator(`[data-chat="${fan}"]`).click();
    await this.page.locator(`body[data-open="${fan}"]`).waitFor();
    await this.isIdle();
  }

  /** Shows older messages, which come by `XMLHttpRequest`. */
  async older(): Promise<void> {
    await this.page.getByRole("button", { name: "Older messages" }).click();
    await this.isIdle();
  }

  /** Has all chats listed, and every message of every chat loaded. */
  async readAll(): Promise<void> {
    const more = this.page.getByRole("button", { name: "More chats" });
    while (await more.isVisible()) await this.moreChats();
    const older = this.page.getByRole("button", { name: "Older messages" });
    const chats = await this.page.locator("[data-chat]").evaluateAll(
      (buttons) => buttons.map((one) => Number(one.getAttribute("data-chat"))),
    );
    for (const fan of chats) {
      await this.open(fan);
      while (await older.isVisible()) await this.older();
    }
  }

  /** Looks at the list of subscribers. */
  async subscribers(): Promise<void> {
    await this.page.getByRole("button", { name: "Subscribers" }).click();
    await this.page.locator("body[data-subscribers]").waitFor();
    await this.isIdle();
  }

  /** Writes to the fan whose chat is open. */
  async write(text: string): Promise<void> {
    await this.page.getByLabel("Message").fill(text);
    await this.page.getByRole("button", { name: "Send" }).click();
    await this.isIdle();
  }

  /** Resolves when the page has got so many live messages. */
  async hasHeard(messages: number): Promise<void> {
    await this.page.waitForFunction(
      (count) => Number(document.body.dataset.messages ?? 0) >= count,
      messages,
    );
  }
}
