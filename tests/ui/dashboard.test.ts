import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath } from "@/lib/fresh/tests/chromium.ts";
import { ComparisonInsights, HourInsights } from "@/lib/models/mod.ts";
import { Account } from "../account.ts";
import { eventually } from "../conditions.ts";
import { chat, message, snapshotFrame } from "../records.ts";
import { startService } from "../service.ts";
import { describeUi } from "./browser.ts";
import { isLive, NARROW, WIDE, Windows } from "./windows.ts";

const DAY_MS = 86_400_000;

/** A date some days ago, as YYYY-MM-DD. */
function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

/** Two weeks that are over: nothing in them moves while it is looked at. */
const PAST = { from: daysAgo(20), to: daysAgo(7) };
const PAST_PATH = `/?from=${PAST.from}&to=${PAST.to}`;
const PAST_QUERY = `start_date=${PAST.from}&end_date=${daysAgo(6)}`;

/** A figure of the first row. */
async function figure(page: Page, label: string): Promise<number> {
  const card = page.locator(".kpi").filter({
    has: page.getByText(label, { exact: true }),
  });
  const text = await card.locator(".kpi-value").innerText();
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", ""));
}

async function comparison(owner: Account, query: string) {
  const answer = await owner.ask(`/api/v1/insights/comparison?${query}`);
  return ComparisonInsights.parse(await answer.json()).figures;
}

/** All messages of the open sheet, however many pages there are. */
async function allEvidence(page: Page): Promise<number> {
  const sheet = page.getByRole("dialog");
  await eventually("the end of the messages", async () => {
    const more = sheet.getByRole("button", { name: "Show more" });
    if (await more.isVisible()) await more.click();
    return await sheet.getByText("These are all.").isVisible();
  });
  return await sheet.locator(".evidence-item").count();
}

describeUi("the dashboard", (ui) => {
  it("shows the figures of the range that is chosen, and keeps it", async () => {
    const page = await ui().open("/");
    const month = await figure(page, "Messages");
    await page.getByRole("link", { name: "7 days" }).click();
    await page.getByRole("heading", { name: "Last 7 days" }).waitFor();
    const asked = await eventually("figures of a week", async () => {
      const week = await figure(page, "Messages");
      return week < month && week;
    });
    expect(asked).toBeGreaterThan(0);
    expect(new URL(page.url()).search).toBe("?range=7");
    await page.reload();
    await isLive(page);
    expect(await figure(page, "Messages")).toBeGreaterThanOrEqual(asked);
    await page.getByText("Compared with the 7 days before.").waitFor();
  });

  it("shows days of one's own choice, which the REST API agrees with", async () => {
    const page = await ui().open("/");
    await page.getByText("Custom", { exact: true }).click();
    await page.getByLabel("From", { exact: true }).fill(PAST.to);
    await page.getByLabel("To and including").fill(PAST.from);
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("From one day to a later one").waitFor();
    await page.getByLabel("From", { exact: true }).fill(PAST.from);
    await page.getByLabel("To and including").fill(PAST.to);
    await page.getByRole("button", { name: "Show", exact: true }).click();
    const expected = await comparison(ui().owner, PAST_QUERY);
    await eventually(
      "the messages of those days",
      async () => await figure(page, "Messages") === expected.messages.value,
    );
    expect(await figure(page, "Conversations"))
      .toBe(expected.conversations.value);
    expect(new URL(page.url()).search)
      .toBe(`?from=${PAST.from}&to=${PAST.to}`);
    await page.keyboard.press("Escape");
  });

  it("opens as many messages behind a number as it says", async () => {
    const page = await ui().open(PAST_PATH);
    const row = page.locator("[data-tile=topics] tbody tr").last();
    const number = row.locator(".evidence-number");
    const count = Number(/^\d+/.exec(await number.innerText())?.[0]);
    await number.click();
    expect(await allEvidence(page)).toBe(count);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    const kinds = page.locator("[data-tile=outcomes] .evidence-number");
    const last = kinds.last();
    const outcomes = Number(/^\d+/.exec(await last.innerText())?.[0]);
    await last.click();
    expect(await allEvidence(page)).toBe(outcomes);
  });

  it("walks the week by keyboard, and opens an hour", async () => {
    const answer = await ui().owner.ask(`/api/v1/insights/hours?${PAST_QUERY}`);
    const { hours } = HourInsights.parse(await answer.json());
    const hour = hours.find(({ inbound }) => inbound > 1);
    if (hour === undefined) throw new Error("No fan wrote in two weeks.");
    const page = await ui().open(PAST_PATH);
    await page.getByRole("button", { name: "Revenue", exact: true }).focus();
    await page.keyboard.press("Tab");
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute("data-place"));
    expect(await focused()).toBe("1-0");
    for (let i = 1; i < hour.weekday; i++) {
      await page.keyboard.press("ArrowDown");
    }
    for (let i = 0; i < hour.hour; i++) await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe(`${hour.weekday}-${hour.hour}`);
    const read = await page.locator(":focus").getAttribute("aria-label");
    expect(read).toContain(`${hour.inbound} messages from fans`);
    await page.keyboard.press("Enter");
    expect(await allEvidence(page)).toBe(hour.inbound);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe(`${hour.weekday}-${hour.hour}`);
    await page.keyboard.press("Home");
    expect(await focused()).toBe(`${hour.weekday}-0`);
  });

  it("reads the days of the chart by keyboard, and opens one", async () => {
    const page = await ui().open(PAST_PATH);
    const days = page.getByRole("slider", { name: "Messages and sentiment" });
    await days.focus();
    await page.keyboard.press("End");
    const text = await days.getAttribute("aria-valuetext") ?? "";
    const [, fans, you] = /: (\d+) messages? from fans, (\d+)/.exec(text) ?? [];
    await page.locator("[data-tile=trend] .tile-foot .evidence-number")
      .first().waitFor();
    await page.keyboard.press("Enter");
    expect(await allEvidence(page)).toBe(Number(fans) + Number(you));
  });

  it("opens the day of the chart that is pressed", async () => {
    const page = await ui().open(PAST_PATH);
    const plot = page.locator(".trend-chart .plot");
    const box = await plot.boundingBox();
    if (box === null) throw new Error("No chart");
    // The last bar, at its foot: beside it and below it are labels.
    const [right, bottom] = [60, 34];
    await page.mouse.move(
      box.x + box.width - right,
      box.y + box.height - bottom,
    );
    const foot = page.locator("[data-tile=trend] .tile-foot");
    await foot.getByText("from fans").waitFor();
    await plot.click({
      position: { x: box.width - right, y: box.height - bottom },
    });
    await page.getByRole("dialog", { name: /Messages on/ }).waitFor();
  });

  it("changes while one looks at it, without being loaded again", async () => {
    const page = await ui().open("/");
    await page.evaluate(() => Object.assign(globalThis, { here: true }));
    const before = await figure(page, "Messages");
    const drawn = page.locator("[data-tile=trend] [role=slider]");
    const today = await drawn.getAttribute("aria-valuetext");
    await eventually(
      "more messages",
      async () => await figure(page, "Messages") >= before + 2,
    );
    await eventually(
      "more messages today",
      async () => await drawn.getAttribute("aria-valuetext") !== today,
    );
    expect(await page.evaluate("globalThis.here")).toBe(true);
  });

  it("keeps what it knows when an answer fails, and says so", async () => {
    const page = await ui().open("/");
    const topics = page.locator("[data-tile=topics]");
    const first = await topics.getByRole("rowheader").first().innerText();
    await page.route("**/api/v1/insights/topics?*", (route) => route.abort());
    await page.getByRole("link", { name: "7 days" }).click();
    await topics.getByText("Not up to date.").waitFor();
    expect(await topics.getByRole("rowheader").first().innerText()).toBe(first);
    await page.unroute("**/api/v1/insights/topics?*");
    await topics.getByRole("button", { name: "Try again" }).click();
    await topics.getByText("Not up to date.").waitFor({ state: "detached" });
    // The browser itself reports what was cut off, and nothing else is amiss.
    const { problems } = ui().windows;
    expect(
      problems.splice(0).filter((text) =>
        !/insights\/topics|ERR_FAILED/.test(text)
      ),
    ).toEqual([]);
  });

  it("asks for nothing again that it was rendered with", async () => {
    const page = await ui().window();
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/v1/insights/")) asked.push(pathname);
    });
    await page.routeWebSocket(/\/ws\//, () => {});
    await page.goto(`${ui().wire.origin}${PAST_PATH}`);
    await page.locator(".trend-chart .plot-line").waitFor();
    await page.locator("[data-tile=outcomes] time").first().waitFor();
    expect(asked.filter((path) => !path.endsWith("/evidence"))).toEqual([]);
  });

  it("leads to whoever waits, and to all of them", async () => {
    const page = await ui().open("/");
    const waiting = page.locator("[data-tile=waiting]");
    const one = await waiting.getByRole("listitem").getByRole("link").first()
      .getAttribute("href");
    expect(one).toMatch(/^\/inbox\?chat=\d+$/);
    const all = await waiting.getByRole("link", { name: "in the Inbox" })
      .getAttribute("href");
    expect(all).toBe("/inbox?f=unanswered&order=waiting");
  });

  it.each([WIDE, NARROW])(
    "jumps nowhere as figures change: %o",
    async (viewport) => {
      const page = await ui().open("/", { viewport });
      const places = () =>
        page.locator(".panel").evaluateAll((panels) =>
          panels.map((panel) => {
            const { left, top } = panel.getBoundingClientRect();
            return [Math.round(left), Math.round(top)];
          })
        );
      await page.locator(".trend-chart .plot-line").waitFor();
      await page.locator("[data-tile=outcomes] time").first().waitFor();
      const before = await places();
      const count = await figure(page, "Messages");
      await eventually(
        "more messages",
        async () => await figure(page, "Messages") > count,
      );
      expect(await places()).toEqual(before);
    },
  );
});

describe.runIf(chromiumPath() !== null)("an account's first page", () => {
  let windows: Windows;
  let owner: Account;

  beforeAll(async () => {
    const service = await startService();
    owner = await Account.signIn(service);
    windows = await Windows.launch(chromiumPath() ?? "", owner);
  });

  afterAll(async () => {
    await windows?.close();
  });

  it("becomes the dashboard with the first chat", async () => {
    const page = await windows.window();
    await page.goto(`${owner.origin}/`);
    await page.getByRole("heading", { name: "Three steps" }).waitFor();
    await page.evaluate(() => Object.assign(globalThis, { here: true }));
    await page.getByRole("link", { name: "Pair an Agent" }).waitFor();

    await using agent = await owner.agent("My laptop");
    agent.send(snapshotFrame([chat(1001)], [message(1, 1001)]));
    await page.getByRole("heading", { name: "Waiting for an answer" })
      .waitFor();
    await eventually(
      "the first message",
      async () => await figure(page, "Messages") === 1,
    );
    await page.locator("[data-tile=waiting] a[href='/inbox?chat=1001']")
      .waitFor();
    expect(await page.evaluate("globalThis.here")).toBe(true);
    expect(await windows.tidy()).toEqual([]);
  });
});
