import type {
  Browser,
  BrowserContextOptions,
  Locator,
  Page,
} from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  test,
} from "vitest";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
  launch,
} from "@/lib/fresh/tests/chromium.ts";
import { ComparisonInsights } from "@/lib/models/mod.ts";
import { Account, pairAgent } from "./account.ts";
import { eventually, PATIENCE_MS } from "./conditions.ts";
import { type Demo, startDemo } from "./service.ts";
import { BROKEN_BY_A_CUT, Wire } from "./wire.ts";

const chromium = chromiumPath();

test("there is a browser to test with, or CI fails", ({ skip }) => {
  if (chromium !== null) return;
  if (Deno.env.get("CI") === "true") expect.fail(HOW_TO_GET_CHROMIUM);
  console.warn(HOW_TO_GET_CHROMIUM);
  skip(HOW_TO_GET_CHROMIUM);
});

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 768, height: 1024 };
const LOOKS = [WIDE, NARROW].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({
    viewport,
    colorScheme,
    look: `${viewport.width} px, ${colorScheme}`,
  }))
);

describe.runIf(chromium !== null)("the dashboard in Chromium", () => {
  let demo: Demo;
  let wire: Wire;
  let browser: Browser;
  /** The session's cookie, for each page that is opened. */
  let storageState: BrowserContextOptions["storageState"];
  let owner: Account;
  /** Whatever a developer would see in red or yellow. */
  const problems: string[] = [];

  beforeAll(async () => {
    demo = await startDemo();
    wire = new Wire(demo.origin);
    browser = await launch(chromium ?? "");
    const page = await openPage();
    await page.goto(demo.loginUrl.replace(demo.origin, wire.origin));
    await live(page);
    expect(page.url()).toBe(`${wire.origin}/`);
    storageState = await page.context().storageState();
    await page.context().close();
    const [cookie] = storageState.cookies;
    owner = new Account(
      demo.origin,
      `${cookie?.name}=${cookie?.value}`,
      demo.userId,
    );
  });

  afterEach(async () => {
    wire.mend();
    for (const context of browser.contexts()) await context.close();
    expect(problems.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    wire?.close();
  });

  /** A new window, whose every complaint is noted. */
  async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: WIDE,
      ...(storageState === undefined ? {} : { storageState }),
      ...options,
    });
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        problems.push(`console: ${message.text()}`);
      }
    });
    page.on("pageerror", ({ message }) => problems.push(`page: ${message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      // A page that is left gives up what was on its way.
      if (why === "net::ERR_ABORTED") return;
      problems.push(`request: ${request.url()} ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() < 400) return;
      problems.push(`response: ${response.status()} ${response.url()}`);
    });
    return page;
  }

  async function openDashboard(options?: BrowserContextOptions): Promise<Page> {
    const page = await openPage(options);
    await page.goto(`${wire.origin}/`);
    await live(page);
    return page;
  }

  const status = (page: Page) => page.getByRole("status");
  const live = (page: Page) =>
    status(page).filter({ hasText: /^Live$/ }).waitFor({ state: "attached" });

  /** A figure of the first row. */
  async function figure(page: Page, label: string): Promise<number> {
    const card = page.locator(".kpi").filter({
      has: page.getByText(label, { exact: true }),
    });
    const text = await card.locator(".kpi-value").innerText();
    return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", ""));
  }

  /** The messages of the last 30 days, as the service counts them. */
  async function messagesCounted(): Promise<number> {
    const answer = await owner.ask("/api/v1/insights/comparison");
    const { figures } = ComparisonInsights.parse(await answer.json());
    return figures.messages.value ?? 0;
  }

  /** How bright the page's background is, from 0 to 255. */
  async function brightness(page: Page): Promise<number> {
    return await page.evaluate(() => {
      const canvas = document.createElement("canvas").getContext("2d");
      if (canvas === null) throw new Error("no canvas");
      canvas.fillStyle =
        getComputedStyle(document.documentElement).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data[1] ?? NaN;
    });
  }

  it.each(LOOKS)(
    "is live, complete and in one piece at $look",
    async (look) => {
      const page = await openDashboard(look);
      // Those of the last 30 days: of the demo's 40, not quite all.
      expect(await figure(page, "Conversations")).toBeGreaterThan(25);
      expect(await figure(page, "Messages")).toBeGreaterThan(500);
      expect(await figure(page, "Unanswered now")).toBeGreaterThan(0);
      await page.locator(".trend-chart .plot-line").waitFor();

      const isDark = await brightness(page) < 128;
      expect(isDark).toBe(look.colorScheme === "dark");
      const overflow = await page.evaluate(() =>
        document.documentElement.scrollWidth - innerWidth
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );

  it("shows messages as they come", async () => {
    const page = await openDashboard();
    const count = await figure(page, "Messages");
    await eventually(
      "two more messages in the first row",
      async () => await figure(page, "Messages") >= count + 2,
    );
    expect(await messagesCounted()).toBeGreaterThanOrEqual(count + 2);
  });

  it("changes its theme at once, and stays so", async () => {
    const page = await openDashboard({ colorScheme: "light" });
    const choose = async (theme: string) => {
      const choice = page.locator(".theme-switch label")
        .filter({ hasText: theme });
      if (!await choice.isVisible()) {
        await page.locator(".menu > summary")
          .filter({ hasText: "Account" }).click();
      }
      await choice.click();
    };
    await choose("Dark");
    expect(await brightness(page)).toBeLessThan(128);
    await page.reload();
    await live(page);
    expect(await brightness(page)).toBeLessThan(128);
    await choose("Light");
    expect(await brightness(page)).toBeGreaterThan(128);
    await choose("As on this device");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await brightness(page)).toBeLessThan(128);
  });

  it.each(LOOKS)(
    "leads to Settings, and to a pairing code that works, at $look",
    async (look) => {
      const page = await openDashboard(look);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("button", { name: "Get a pairing code" }).click();
      const code = await page.locator(".pairing-code").innerText();
      const paired = await pairAgent(demo.origin, { code, name: look.look });
      await paired.body?.cancel();
      expect(paired.status).toBe(201);

      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("cell", { name: look.look }).waitFor();
      const overflow = await page.evaluate(() =>
        document.documentElement.scrollWidth - innerWidth
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await page.getByRole("link", { name: "Dashboard" }).click();
      await live(page);
    },
  );

  it("says when it is cut off, and catches up with what it missed", async () => {
    const page = await openPage();
    const addresses: string[] = [];
    const frames: string[] = [];
    page.on("websocket", (socket) => {
      addresses.push(socket.url());
      socket.on("framereceived", ({ payload }) => frames.push(String(payload)));
    });
    const types = () => frames.map((frame) => JSON.parse(frame).type);
    await page.goto(`${wire.origin}/`);
    await live(page);
    await eventually(
      "a page that knows all up to a revision",
      () => types().includes("analytics_update"),
    );
    frames.length = 0;
    wire.cut();
    await status(page).filter({ hasText: "Reconnecting" })
      .waitFor({ state: "attached" });
    const shown = await figure(page, "Messages");
    const missed = await eventually(
      "messages that the page misses",
      async () => {
        const count = await messagesCounted();
        return count >= shown + 2 && count;
      },
    );
    expect(await figure(page, "Messages")).toBe(shown);

    wire.mend();
    await live(page);
    await eventually(
      "the messages that the page missed",
      async () => await figure(page, "Messages") >= missed,
    );
    expect(addresses.at(-1)).toMatch(/[?&]since=\d+$/);
    await eventually(
      "what changed meanwhile, by the socket",
      () => types().includes("analytics_update"),
    );
    expect(types()).not.toContain("full_sync_response");
    expect(problems.splice(0).filter((text) => !BROKEN_BY_A_CUT.test(text)))
      .toEqual([]);
  });

  it("draws days as they are, wherever the browser is", async () => {
    /** What is written into the chart of sentiment, and where. */
    async function written(timezoneId: string) {
      const page = await openPage({ timezoneId });
      await page.goto(`${wire.origin}/`);
      await live(page);
      return await eventually("dates below the chart", async () => {
        const words = await page.locator(".trend-chart text").evaluateAll(
          (texts) =>
            texts.map((text): [string, string | null] => [
              text.textContent ?? "",
              text.getAttribute("x"),
            ]),
        );
        const dates = words.filter(([text]) => /^\d+ [A-Z]/.test(text));
        return dates.length > 2 && new Map(dates);
      });
    }
    const there = await written("UTC");
    expect(await written("Asia/Kolkata")).toEqual(there);
    expect(await written("America/Sao_Paulo")).toEqual(there);
  });

  describe("Settings", () => {
    /** The section of topics, when its script runs. */
    async function openTopics(options?: BrowserContextOptions) {
      const page = await openPage(options);
      await page.goto(`${wire.origin}/settings`);
      const section = page.locator("#topics");
      const search = section.getByLabel("Find a topic");
      await eventually("a script that searches", async () => {
        await search.fill("nothing has this");
        return await section.getByText("No topic has").isVisible();
      });
      await search.fill("");
      return { page, section };
    }

    /** The row of a topic, which says what was decided. */
    const row = (section: Locator, title: string) =>
      section.getByRole("listitem").filter({ hasText: title });

    it("adds a topic by keyboard, and dashboards show it by its title", async () => {
      const dashboard = await openDashboard();
      const { page, section } = await openTopics();
      await section.getByRole("button", { name: "Add a topic" }).focus();
      await page.keyboard.press("Enter");
      await section.locator("[data-first]:focus").waitFor();
      await page.keyboard.type("You & me!");
      await page.keyboard.press("Tab");
      await page.keyboard.type("you, your");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await row(section, "You & me!").getByText("2 keywords").waitFor();
      await section.getByRole("button", { name: "Edit You & me!" })
        .and(page.locator(":focus")).waitFor();

      const reading = section.getByText(
        /^Reading messages anew: [\d,]+ of 3,\d{3}$/,
      );
      await reading.waitFor();
      expect(await section.getByRole("progressbar").isVisible()).toBe(true);
      await section.getByText("Figures stay those of before").waitFor();
      await reading.waitFor({ state: "detached" });
      expect(await section.getByRole("progressbar").count()).toBe(0);
      await dashboard.getByRole("rowheader", { name: "You & me!" }).waitFor();
    });

    it("renames, merges, hides and deletes topics", async () => {
      const { section } = await openTopics({
        viewport: NARROW,
        colorScheme: "dark",
      });
      const press = (name: string) =>
        section.getByRole("button", { name, exact: true }).click();
      await press("Add a topic");
      await section.getByLabel("Title").fill("Leg day");
      await section.getByLabel("Keywords").fill("squats\nlunges");
      await press("Add");
      await row(section, "Leg day").waitFor();

      await press("Edit Games");
      await section.getByLabel("Title").fill("Board games");
      await section.getByLabel("Merge into").selectOption({ label: "Leg day" });
      await press("Save");
      const games = row(section, "Board games");
      await games.getByText("merged into Leg day · was Games").waitFor();

      await press("Hide Weather");
      await row(section, "Weather").getByText("hidden").waitFor();
      await press("Show Weather");
      await row(section, "Weather").getByText("hidden")
        .waitFor({ state: "detached" });

      await press("Edit Board games");
      await section.getByLabel("Merge into").selectOption("");
      await section.getByLabel("Title").fill("");
      await press("Save");
      await row(section, "Games").waitFor();
      expect(await row(section, "Games").innerText()).not.toContain("merged");

      await press("Edit Leg day");
      await section.getByText("Delete…").click();
      await press("Delete it");
      await row(section, "Leg day").waitFor({ state: "detached" });
      const kept = await owner.ask("/api/v1/topics");
      expect(await kept.text()).not.toContain("Leg day");
    });

    it("changes topics without a script as well", async () => {
      const page = await openPage({ javaScriptEnabled: false });
      await page.goto(`${wire.origin}/settings`);
      const section = page.locator("#topics");
      await section.getByRole("button", { name: "Edit Health" }).click();
      await section.getByLabel("Title").fill("Health and sleep");
      await section.getByRole("button", { name: "Save" }).click();
      const health = row(section, "Health and sleep");
      await health.getByText("was Health").waitFor();
      await health.hover();
      await health.getByRole("button", { name: "Hide" }).click();
      await health.getByText("hidden").waitFor();
      await health.getByRole("button", { name: "Show" }).click();
      await health.getByText("hidden").waitFor({ state: "detached" });
      // Scripts that are not let in are all that is missed.
      expect(problems.splice(0).filter((text) => !/\.js csp$/.test(text)))
        .toEqual([]);
    });

    describe("days and hours", () => {
      const zones = (page: Page) => page.locator("#time-zone");

      /** The section, when its script runs in a browser of Kolkata. */
      async function openZones(options: BrowserContextOptions = {}) {
        const page = await openPage({
          timezoneId: "Asia/Calcutta",
          ...options,
        });
        await page.goto(`${wire.origin}/settings`);
        const section = zones(page);
        const use = section.getByRole("button", { name: "Use Kolkata" });
        await use.waitFor();
        return { page, section, use };
      }

      it.each(LOOKS)("stay in one piece at $look", async (look) => {
        const { page, section } = await openZones(look);
        await section.getByText("In UTC", { exact: true }).waitFor();
        await section.getByText("UTC+00:00, all year round.").waitFor();
        const overflow = await page.evaluate(() =>
          document.documentElement.scrollWidth - innerWidth
        );
        expect(overflow).toBeLessThanOrEqual(0);
      });

      it("are chosen by keyboard, and all figures counted anew", async () => {
        const dashboard = await openDashboard();
        const { page, section } = await openZones();
        const field = section.getByLabel("Time zone");
        await field.focus();
        await page.keyboard.type("Buenos");
        expect(await field.inputValue()).toBe("America/Argentina/Buenos_Aires");
        await section.getByText("UTC−03:00 at present.").waitFor();
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        const counting = section.getByText(
          /^Counting messages anew: [\d,]+ of 3,\d{3}$/,
        );
        await counting.waitFor();
        expect(await section.getByRole("progressbar").isVisible()).toBe(true);
        await section.getByText("Changing to America/Argentina/Buenos Aires")
          .waitFor();
        await counting.waitFor({ state: "detached" });
        await section.getByText("In America/Argentina/Buenos Aires", {
          exact: true,
        }).waitFor();
        expect((await owner.fullSync()).analytics.range?.start_date)
          .toMatch(/T03:00:00\.000Z$/);
        await live(dashboard);

        await page.reload();
        expect(await field.inputValue()).toBe("America/Argentina/Buenos_Aires");
      });

      it("are those of the browser at a press", async () => {
        const { page, section, use } = await openZones({ viewport: NARROW });
        await use.focus();
        await page.keyboard.press("Enter");
        await section.getByText("In Asia/Kolkata", { exact: true }).waitFor();
        expect(await section.getByLabel("Time zone").inputValue())
          .toBe("Asia/Kolkata");
        await section.getByLabel("Time zone").and(page.locator(":focus"))
          .waitFor();
        expect(await use.count()).toBe(0);
      });

      it("are chosen without a script as well", async () => {
        const page = await openPage({ javaScriptEnabled: false });
        await page.goto(`${wire.origin}/settings`);
        const section = zones(page);
        await section.getByLabel("Time zone").selectOption({ label: "UTC" });
        await section.getByRole("button", { name: "Save" }).click();
        await eventually("the account's zone", async () => {
          const answer = await owner.ask("/api/v1/settings");
          return (await answer.json()).time_zone === "UTC";
        });
        expect(await section.getByLabel("Time zone").inputValue()).toBe("UTC");
        expect(problems.splice(0).filter((text) => !/\.js csp$/.test(text)))
          .toEqual([]);
      });

      it("say when the service cannot be reached", async () => {
        const { page, section } = await openZones();
        await section.getByText("In UTC", { exact: true }).waitFor();
        await page.route("**/api/v1/settings", (route) => route.abort());
        await section.getByLabel("Time zone").selectOption("Europe/Berlin");
        await section.getByRole("button", { name: "Save" }).click();
        const error = section.getByRole("alert");
        await error.waitFor();
        expect(await error.innerText()).toContain("could not be reached");
        await section.getByLabel("Time zone").and(page.locator(":focus"))
          .waitFor();
        await section.getByText("In UTC", { exact: true }).waitFor();
        const { length } = problems.filter((text) =>
          /api\/v1\/settings|ERR_FAILED/.test(text)
        );
        expect(length).toBeGreaterThan(0);
        expect(problems.splice(0)).toHaveLength(length);
      });
    });

    it("says beside the field what is wrong, and keeps what was typed", async () => {
      const { page, section } = await openTopics();
      await section.getByRole("button", { name: "Edit Travel" }).click();
      const title = section.getByLabel("Title");
      await title.fill("music");
      await page.keyboard.press("Enter");
      const error = section.getByRole("alert");
      await error.waitFor();
      expect(await error.innerText())
        .toBe("There is a topic called Music already.");
      expect(await title.getAttribute("aria-describedby"))
        .toBe(await error.getAttribute("id"));
      expect(await title.inputValue()).toBe("music");
      await title.and(page.locator(":focus")).waitFor();
      // The browser itself reports the answer, and nothing else is amiss.
      const { length } = problems.filter((text) => text.includes("409"));
      expect(problems.splice(0)).toHaveLength(length);

      await page.keyboard.press("Escape");
      await section.getByRole("button", { name: "Edit Travel" })
        .and(page.locator(":focus")).waitFor();
    });
  });
});
