import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { BridgeAnswer } from "@/extension/messages.ts";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
  launch,
} from "@/lib/fresh/tests/chromium.ts";
import { PATIENCE_MS } from "../conditions.ts";
import { Account } from "../account.ts";
import { databaseWith, type Service, startService } from "../service.ts";
import { creatorStatus } from "./fake_background.ts";

const chromium = chromiumPath();
const ID = "abcdefghijklmnopabcdefghijklmnop";

test("there is a browser to test with, or CI fails", ({ skip }) => {
  if (chromium !== null) return;
  if (Deno.env.get("CI") === "true") expect.fail(HOW_TO_GET_CHROMIUM);
  console.warn(HOW_TO_GET_CHROMIUM);
  skip(HOW_TO_GET_CHROMIUM);
});

describe.runIf(chromium !== null)("Settings beside the extension", () => {
  let service: Service;
  let robin: Account;
  let browser: Browser;
  /** Whatever a developer would see in red or yellow. */
  const problems: string[] = [];

  beforeAll(async () => {
    service = await startService({ kvPath: await databaseWith("Robin") });
    robin = await Account.signIn(service, "Robin");
    await robin.pair("Script");
    const response = await fetch(`${service.origin}/api/v1/agents`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: `chrome-extension://${ID}`,
      },
      body: JSON.stringify({ code: await robin.pairingCode(), name: "Laptop" }),
    });
    await response.body?.cancel();
    browser = await launch(chromium ?? "");
  });
  afterAll(() => browser?.close());

  /** Settings in a browser whose extension of that id answers so. */
  async function openSettings(
    answers: Record<string, BridgeAnswer> | null,
  ): Promise<Page> {
    const [name = "", value = ""] = robin.cookie.split("=");
    const context = await browser.newContext();
    await context.addCookies([{ name, value, url: service.origin }]);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        problems.push(message.text());
      }
    });
    page.on("pageerror", ({ message }) => problems.push(message));
    await page.addInitScript((answers) => {
      if (answers === null) return;
      const runtime = {
        lastError: undefined as { message: string } | undefined,
        sendMessage(id: string, _: unknown, done: (answer: unknown) => void) {
          queueMicrotask(() => {
            const message = "Receiving end does not exist.";
            runtime.lastError = id in answers ? undefined : { message };
            done(answers[id]);
          });
        },
      };
      Reflect.set(globalThis, "chrome", { runtime });
    }, answers);
    await page.goto(`${service.origin}/settings`);
    return page;
  }

  const row = (page: Page, name: string) =>
    page.locator("#agents tbody tr").filter({ hasText: name });

  it("says what the Agent of this browser does, and of no other", async () => {
    const pairing = {
      origin: service.origin,
      userId: robin.id,
      name: "Laptop",
      pairedAt: Date.now(),
    };
    const page = await openSettings({
      [ID]: {
        ok: true,
        version: "0.1.0",
        creators: [creatorStatus({ pairing })],
      },
    });
    await row(page, "Laptop").getByText(
      "In this browser: connected, 12,340 messages captured, 18 waiting",
    ).waitFor();
    expect(await row(page, "Script").innerText()).not.toContain("In this");
    expect(problems.splice(0)).toEqual([]);
  });

  it.each<[string, Record<string, BridgeAnswer> | null]>([
    ["no extension may be asked", null],
    ["the extension is elsewhere", {}],
    ["it refuses", { [ID]: { ok: false, error: "Not paired." } }],
  ])("says nothing where %s", async (_, answers) => {
    const page = await openSettings(answers);
    await row(page, "Laptop").waitFor();
    await page.getByRole("status").filter({ hasText: "Waiting for" })
      .waitFor({ state: "attached" });
    expect(await page.locator("#agents").innerText())
      .not.toContain("In this browser");
    expect(problems.splice(0)).toEqual([]);
  });
});
