import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AgentStatus } from "@/extension/messages.ts";
import { eventually, PATIENCE_MS } from "../conditions.ts";
import {
  describeInChromium,
  extensionId,
  openProfile,
  type Profile,
} from "./browser.ts";
import { buildExtension, unpackedIn } from "./build.ts";
import {
  creatorStatus,
  FakeBackground,
  FRESH,
  NOW,
  PAIRING,
  standing,
} from "./fake_background.ts";

const UNPAIRED = creatorStatus({
  creator: { id: "9002", name: "Sam", username: null },
  pairing: null,
  connection: { state: "not_paired", detail: null },
  chats: 9,
  messages: 214,
  waiting: 214,
  delivered: 0,
  lastDeliveredAt: null,
});
const BUSY = creatorStatus({
  connection: { state: "waiting", detail: "Reconnecting in 8 s" },
  snapshot: { done: 3, total: 12 },
  refused: 3,
  evicted: 1_200,
  lastError: { message: "The connection broke.", at: NOW - 61_000 },
});
const STATES: Record<string, AgentStatus> = {
  "nothing yet": FRESH,
  "connected": standing(),
  "busy": standing({ pages: 0, creators: [BUSY] }),
  "stopped": standing({
    creators: [
      creatorStatus({
        connection: { state: "stopped", detail: "pair this browser again" },
      }),
    ],
  }),
  "not paired": standing({ creators: [UNPAIRED], current: "9002", held: 4 }),
  "two accounts": standing({ creators: [UNPAIRED, creatorStatus()] }),
  "paused": standing({
    paused: true,
    creators: [
      creatorStatus({ connection: { state: "paused", detail: null } }),
    ],
  }),
  "paired before": standing({ creators: [], pending: PAIRING, pages: 0 }),
};

describeInChromium("the extension's panel", () => {
  let profile: Profile;
  let id: string;
  /** Whatever a developer would see in red or yellow. */
  const problems: string[] = [];

  beforeAll(async () => {
    const built = await buildExtension();
    profile = await openProfile(await unpackedIn(built));
    id = await extensionId(profile);
  });
  afterEach(async () => {
    // Without any page, the browser would end.
    const [, ...others] = profile.context.pages();
    for (const page of others) await page.close();
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(() => profile?.context.close());

  async function open(
    status: AgentStatus,
    {
      kind = "popup",
      width = kind === "popup" ? 360 : 1_440,
      colorScheme = "light",
    }: {
      kind?: "popup" | "options";
      width?: number;
      colorScheme?: "light" | "dark";
    } = {},
  ): Promise<{ page: Page; background: FakeBackground }> {
    const page = await profile.context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        problems.push(`console: ${message.text()}`);
      }
    });
    page.on("pageerror", ({ message }) => problems.push(`page: ${message}`));
    await page.setViewportSize({ width, height: 600 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.clock.setFixedTime(NOW);
    const background = new FakeBackground(status);
    await background.answerTo(page);
    await page.goto(`chrome-extension://${id}/${kind}.html`);
    await page.getByText("What is captured, and where it goes").waitFor();
    return { page, background };
  }

  const account = (page: Page, name: string) =>
    page.getByRole("region", { name: new RegExp(name) });
  const button = (page: Page, name: string | RegExp) =>
    page.getByRole("button", { name });

  describe.each(Object.entries(STATES))("with %s", (_, status) => {
    it.each(["light", "dark"] as const)(
      "has nothing that axe finds wrong, %s",
      async (colorScheme) => {
        for (const kind of ["popup", "options"] as const) {
          const { page } = await open(status, { kind, colorScheme });
          const questions = await button(page, /…/).all();
          for (const one of questions) await one.click();
          expect(await violations(page), kind).toEqual([]);
        }
      },
    );

    it("fits popups and pages", async () => {
      const { page } = await open(status);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      const { page: wide } = await open(status, { kind: "options" });
      for (const width of [1_440, 768, 360]) {
        await wide.setViewportSize({ width, height: 600 });
        expect(await overflow(wide), `${width} px`).toBeLessThanOrEqual(0);
      }
    });
  });

  it("says what was captured, what waits and what is delivered", async () => {
    const { page, background } = await open(standing());
    const robin = account(page, "Robin Reed");
    await expectText(robin, [
      "Connected",
      "12,340 messages of 310 chats captured",
      "18 waiting",
      "12,322 delivered, last 2m ago",
      "Sent to https://rapport.example as “Chrome on Linux”",
    ]);
    const said = await page.locator("main").innerText();
    expect(said).not.toMatch(/set aside|removed here|Last error/);

    background.status = standing({ creators: [BUSY], pages: 0 });
    await robin.getByText("Reconnecting in 8 s").waitFor();
    await expectText(robin, [
      "Sending everything captured so far: 3 of 12 parts",
      "3 records were set aside by Rapport",
      "1,200 delivered messages were removed here to make room",
      "Last error, 1m ago: The connection broke.",
    ]);
    await page.getByText("Open or reload OnlyFans to start capturing.")
      .waitFor();
    expect(await page.getByRole("status").textContent())
      .toBe("Robin Reed: Reconnecting");
  });

  it("says so when nobody answers, and when somebody does again", async () => {
    const { page, background } = await open(standing());
    background.isGone = true;
    await page.getByText("The extension does not answer").waitFor();
    await expectText(account(page, "Robin Reed"), ["12,340 messages"]);
    background.isGone = false;
    await page.getByText("The extension does not answer")
      .waitFor({ state: "detached" });
  });

  it("says in plain words what it captures, and where that goes", async () => {
    const { page } = await open(standing());
    await page.getByText("What is captured, and where it goes").click();
    await expectText(page.locator(".about"), [
      "your chats, messages and tips, profiles of fans who chat, and who is online",
      "No request is added",
      "Never kept: cookies, tokens, passwords, signatures",
      "stored in this browser, and sent to https://rapport.example only",
    ]);
    const { page: fresh } = await open(FRESH, { kind: "options" });
    await expectText(fresh.locator(".about"), [
      "sent nowhere until you pair an account",
    ]);
  });

  it("pairs by keyboard alone, and remembers the address", async () => {
    const { page, background } = await open(FRESH);
    await page.getByText("It pairs the first account that you open").waitFor();
    background.answer = () => ({
      ok: true,
      status: background.status = standing({ creators: [], pending: PAIRING }),
    });
    await tabTo(page, "Address of your Rapport");
    await page.keyboard.type("rapport.example/settings");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Pairing code");
    await page.keyboard.type("k7qm-3txa");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Name of this browser");
    await page.keyboard.press("Enter");
    await page.getByText("It takes effect with the first account").waitFor();
    expect(background.asked).toEqual([{
      type: "pair",
      origin: "https://rapport.example",
      code: "k7qm-3txa",
      name: "Browser on Linux",
      creator: null,
    }]);
    expect(await page.getByRole("status").textContent())
      .toBe("Paired with https://rapport.example.");
    // The form is gone: whoever uses the keyboard begins at the top.
    await isAt(page, "Rapport Agent");

    const { page: next } = await open(
      standing({ creators: [UNPAIRED], current: "9002" }),
    );
    expect(await next.getByLabel("Address of your Rapport").inputValue())
      .toBe("https://rapport.example");
    await next.getByText("It pairs Sam only.").waitFor();
  });

  it("says what is wrong with what was entered, field by field", async () => {
    const { page, background } = await open(
      standing({ creators: [UNPAIRED], current: "9002" }),
    );
    const address = page.getByLabel("Address of your Rapport");
    const code = page.getByLabel("Pairing code");
    const name = page.getByLabel("Name of this browser");
    const expectWrong = async (label: string, said: RegExp) => {
      await button(page, "Pair").click();
      await page.getByRole("alert").filter({ hasText: said }).waitFor();
      expect(await page.locator("[aria-invalid]").count()).toBe(1);
      await isAt(page, label);
    };
    await address.fill("http://rapport.example");
    await expectWrong("Address of your Rapport", /with https: without it/);
    await address.fill("");
    await expectWrong("Address of your Rapport", /That is not an address/);
    await address.fill("localhost:8000");
    await expectWrong("Pairing code", /Enter the code/);
    await code.fill("K7QM3TXA");
    await name.fill(" ");
    await expectWrong("Name of this browser", /Give a name/);
    expect(background.asked).toEqual([]);

    await name.fill("Laptop");
    background.answer = () => ({
      ok: false,
      error: "The code was used, or is older than ten minutes.",
    });
    await button(page, "Pair").click();
    await page.getByRole("alert").filter({ hasText: "The code was used" })
      .waitFor();
    expect(background.asked).toEqual([{
      type: "pair",
      origin: "http://localhost:8000",
      code: "K7QM3TXA",
      name: "Laptop",
      creator: "9002",
    }]);
  });

  it("asks before it unpairs, and says where that did not get", async () => {
    const { page, background } = await open(standing());
    const unpair = button(page, "Unpair… Robin Reed");
    await unpair.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Send nothing more to https://rapport.example?")
      .waitFor();
    await isAt(page, "Cancel");
    await page.keyboard.press("Escape");
    expect(await unpair.getAttribute("aria-expanded")).toBe("false");
    expect(await focused(page)).toMatch(/^Unpair/);
    expect(background.asked).toEqual([]);

    await page.keyboard.press("Enter");
    background.answer = () => ({ ok: false, error: "Revoke it in Settings." });
    await isAt(page, "Cancel");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "Revoke it in Settings." })
      .waitFor();
    background.answer = () => ({
      ok: true,
      status: background.status = standing({ creators: [UNPAIRED] }),
    });
    await page.keyboard.press("Enter");
    await page.getByText("Not paired: captured data stays").waitFor();
    expect(background.asked).toEqual([
      { type: "unpair", creator: "9001" },
      { type: "unpair", creator: "9001" },
    ]);
  });

  it("tries again where it had given up", async () => {
    const { page, background } = await open(STATES.stopped ?? standing());
    await page.getByText("Stopped: pair this browser again").waitFor();
    background.answer = () => ({ ok: false, error: "It is paused." });
    const again = button(page, "Connect now Robin Reed");
    await again.click();
    await page.getByRole("alert").filter({ hasText: "It is paused." })
      .waitFor();
    background.answer = () => ({
      ok: true,
      status: background.status = standing(),
    });
    await again.click();
    await again.waitFor({ state: "detached" });
    expect(background.asked).toEqual([
      { type: "connect", creator: "9001" },
      { type: "connect", creator: "9001" },
    ]);
  });

  it("says what is lost before it deletes", async () => {
    const { page, background } = await open(
      standing({ creators: [creatorStatus(), UNPAIRED] }),
    );
    await button(page, "Delete captured data… Robin Reed").click();
    await page.getByText(
      "18 messages are not delivered and will be lost for good. What Rapport has, it keeps.",
    ).waitFor();
    await button(page, "Cancel").click();
    await button(page, "Delete captured data… Sam").click();
    await page.getByText("214 messages are not delivered").waitFor();
    background.answer = () => ({
      ok: true,
      status: background.status = standing(),
    });
    await button(page, "Delete it").click();
    await account(page, "Sam").waitFor({ state: "detached" });
    expect(background.asked).toEqual([{ type: "wipe", creator: "9002" }]);

    const { page: all, background: other } = await open(
      standing({ creators: [creatorStatus(), UNPAIRED] }),
    );
    await button(all, /^Delete all captured data/).click();
    await all.getByText("232 messages are not delivered").waitFor();
    await button(all, "Delete it all").click();
    await eventually(
      "the request",
      () => Promise.resolve(other.asked.length === 1),
    );
    expect(other.asked).toEqual([{ type: "wipe", creator: null }]);
  });

  it("pauses with a key, and shows that it could not", async () => {
    const { page, background } = await open(standing());
    const capture = page.getByRole("switch", { name: "Capture" });
    expect(await capture.isChecked()).toBe(true);
    background.answer = () => ({ ok: false, error: "No." });
    await capture.focus();
    await page.keyboard.press("Space");
    await eventually("it is on again", () => capture.isChecked());
    background.answer = () => ({
      ok: true,
      status: background.status = STATES.paused ?? FRESH,
    });
    await page.keyboard.press("Space");
    await page.getByText("Paused: nothing is captured or sent.").waitFor();
    expect(await capture.isChecked()).toBe(false);
    expect(background.asked).toEqual([
      { type: "pause", paused: true },
      { type: "pause", paused: true },
    ]);
  });

  it("shows names and errors as text", async () => {
    const evil = '<img src="x" onerror="alert(1)">\u202e';
    const { page } = await open(standing({
      creators: [
        creatorStatus({
          creator: { id: "9001", name: evil, username: evil },
          lastError: { message: evil, at: NOW },
        }),
      ],
    }));
    await page.getByRole("heading", { name: "<img src" }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
  });

  it("is reached by Tab in all its parts", async () => {
    const { page } = await open(
      standing({ creators: [creatorStatus(), UNPAIRED] }),
    );
    const names: string[] = [];
    for (let keys = 0; keys < 20; keys++) {
      await page.keyboard.press("Tab");
      names.push(await focused(page));
    }
    for (
      const name of [
        "Capture",
        "https://rapport.example",
        "Address of your Rapport",
        "Pairing code",
        "Name of this browser",
        "Pair",
        "What is captured, and where it goes",
        "Open as a page",
      ]
    ) expect(names).toContain(name);
    for (const name of [/^Unpair/, /^Delete captured/, /^Delete all/]) {
      expect(names).toContainEqual(expect.stringMatching(name));
    }
  });
});

/** Checks that a part of a page says all of it. */
async function expectText(part: Locator, texts: string[]): Promise<void> {
  const said = (await part.innerText()).replaceAll(/\s+/g, " ");
  for (const text of texts) expect(said).toContain(text);
}

/** What axe finds wrong, one line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: axe.Result[] = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })" +
      ".then((results) => results.violations)",
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`
    )
  );
}

async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() =>
    document.documentElement.scrollWidth - innerWidth
  );
}

/** What has the focus, by its label or its text. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement ? at.labels?.[0] : null;
    return (label ?? at)?.textContent?.trim() ?? "";
  });
}

/** Waits until something has the focus. */
async function isAt(page: Page, name: string): Promise<void> {
  const at = async () => await focused(page) === name;
  await eventually(`the focus on ${name}`, at);
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let keys = 0; keys < 20; keys++) {
    await page.keyboard.press("Tab");
    if (await focused(page) === name) return;
  }
  throw new Error(`Tab does not get to ${name}`);
}
