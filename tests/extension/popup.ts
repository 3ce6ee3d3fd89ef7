/**
 * The extension's popup, used as people do.
 * @module
 */
import type { Page } from "playwright-core";
import { PATIENCE_MS } from "../conditions.ts";
import { extensionId, type Profile } from "./profile.ts";

/** The popup, in a tab: a headless browser has no bar to open it from. */
export class Popup {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens it. */
  static async open(profile: Profile): Promise<Popup> {
    const page = await profile.context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const id = await extensionId(profile);
    await page.goto(`chrome-extension://${id}/popup.html`);
    return new Popup(page);
  }

  /** Pairs the only account that is seen, with a code of Settings. */
  async pair(origin: string, code: string): Promise<void> {
    await this.page.getByLabel("Address of your Rapport").fill(origin);
    await this.page.getByLabel("Pairing code").fill(code);
    await this.page.getByRole("button", { name: "Pair", exact: true }).click();
    await this.#says(/^Paired with/);
  }

  /** Unpairs the only account. */
  async unpair(): Promise<void> {
    await this.page.getByRole("button", { name: /^Unpair(?! it)/ }).click();
    await this.page.getByRole("button", { name: "Unpair it" }).click();
    await this.#says(/^Unpaired/);
  }

  /** Stops capturing. */
  async pause(): Promise<void> {
    await this.page.getByRole("switch", { name: "Capture" }).uncheck();
    await this.#says("Paused.");
  }

  /** Captures again. */
  async goOn(): Promise<void> {
    await this.page.getByRole("switch", { name: "Capture" }).check();
    await this.#says("Capturing.");
  }

  async #says(what: string | RegExp): Promise<void> {
    await this.page.getByRole("status").filter({ hasText: what })
      .waitFor({ state: "attached" });
  }
}
