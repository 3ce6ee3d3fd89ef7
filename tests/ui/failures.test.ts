import type { Locator, Page, Route } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { chat, message, snapshotFrame } from "../records.ts";
import { describeUi, startEmpty, type Ui } from "./browser.ts";

/** A conversation of several pages. */
const LONG = 1001;
const MESSAGES = 150;

/** The service's answer when something broke there. */
const BROKEN = {
  status: 500,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "about:blank",
    title: "Internal error",
    status: 500,
    detail: "Something broke on our side.",
  }),
};
const broken = (route: Route) => route.fulfill(BROKEN);
/** An answer that no page is made for. */
const nonsense = (route: Route) =>
  route.fulfill({ json: { topics: 7, range: 7 } });

/** What the browser itself reports of answers that failed, and nothing else. */
function onlyFailed({ windows }: Ui): void {
  const all = windows.problems.splice(0);
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter((text) => !/\b500\b/.test(text))).toEqual([]);
}

/** Figures of a table, in order. */
function numbers(part: Locator): Promise<string[]> {
  return part.locator(".evidence-number").allInnerTexts();
}

const again = (part: Locator) =>
  part.getByRole("button", { name: "Try again" });

describeUi("pages that something is missing of", (ui) => {
  beforeAll(async () => {
    await using agent = await ui().owner.agent();
    const long = Array.from(
      { length: MESSAGES },
      (_, i) => message(i + 1, LONG, `Message ${i + 1} about a trip to Rome`),
    );
    agent.send(snapshotFrame([LONG, 1002].map(chat), [
      ...long,
      message(901, 1002, "Hello"),
    ]));
    await agent.next("system_status", ({ status }) => status === "REALTIME");
  });

  it.each([
    ["Dashboard", "/", "[data-tile=topics]", "Not up to date."],
    ["Analytics", "/analytics", "#topics", "as it was before"],
  ])("keeps the %s's figures, and asks again", async (_, path, name, words) => {
    const page = await ui().open(path);
    const part = page.locator(name);
    const before = await numbers(part);
    expect(before.length).toBeGreaterThan(0);
    await page.route("**/api/v1/insights/topics?*", broken);
    await page.getByRole("link", { name: "7 days" }).click();
    await part.getByText(words).waitFor();
    expect(await numbers(part)).toEqual(before);
    await again(part).press("Enter");
    await part.getByText(words).waitFor();
    await page.unroute("**/api/v1/insights/topics?*");
    await again(part).press("Enter");
    await part.getByText(words).waitFor({ state: "detached" });
    // Nothing was written in the last seven days.
    await part.getByText(/No topic/).waitFor();
    onlyFailed(ui());
  });

  it("keeps the messages behind a number, and asks again for more", async () => {
    const page = await ui().open("/");
    const sheet = page.getByRole("dialog");
    const more = sheet.getByRole("button", { name: "Show more" });
    await page.locator("[data-tile=topics] .evidence-number").first().click();
    await more.waitFor();
    await page.route("**/evidence?*", broken);
    await more.click();
    await sheet.getByRole("alert").getByText("Something broke on our side.")
      .waitFor();
    expect(await sheet.locator(".evidence-item").count()).toBe(30);
    await page.unroute("**/evidence?*");
    await again(sheet).press("Enter");
    await more.waitFor();
    expect(await sheet.locator(".evidence-item").count()).toBe(60);
    onlyFailed(ui());
  });

  it("keeps a conversation's messages, and asks again for others", async () => {
    const page = await ui().open(`/inbox?chat=${LONG}`);
    const stream = page.locator(".stream");
    const row = (i: number) => stream.locator(`[data-row="${i}"]`);
    await row(MESSAGES).waitFor();
    await page.route("**/messages?*", broken);
    const problem = stream.getByRole("alert");
    const toStart = async () => {
      await stream.hover();
      await page.mouse.wheel(0, -100_000);
    };
    await toStart();
    await problem.waitFor();
    await page.keyboard.press("End");
    await row(MESSAGES).waitFor();
    await toStart();

    // Of a conversation that nothing is known of, it says why.
    await page.locator(`.row[data-chat="1002"] a`).click();
    await problem.getByText("Something broke on our side.").waitFor();
    await page.unroute("**/messages?*");
    await again(stream).press("Enter");
    await row(901).waitFor();
    await page.locator(`.row[data-chat="${LONG}"] a`).click();
    await row(MESSAGES).waitFor();
    onlyFailed(ui());
  });

  it.each([
    ["Dashboard", "/", "[data-tile=topics]", "[data-tile=trend] .trend-chart"],
    ["Analytics", "/analytics", "#topics", "#sentiment h2"],
  ])(
    "shows the rest of the %s where one part cannot be shown",
    async (_, path, name, other) => {
      const page = await ui().open(path);
      await page.route("**/api/v1/insights/topics?*", nonsense);
      await page.getByRole("link", { name: "7 days" }).click();
      const notice = page.getByRole("alert")
        .filter({ hasText: "Topics could not be shown." });
      await notice.waitFor();
      expect(await page.locator(".notice[role=alert]").count()).toBe(1);
      await page.locator(other).first().waitFor();
      // The range is still there to choose.
      await page.unroute("**/api/v1/insights/topics?*");
      await page.getByRole("link", { name: "30 days" }).click();
      const part = page.locator(name);
      await shownAgain(page, notice);
      expect((await numbers(part)).length).toBeGreaterThan(0);
      expect(ui().windows.problems.splice(0).join()).toMatch(/TypeError/);
    },
  );

  it("keeps the navigation where a whole page cannot be shown", async () => {
    const page = await ui().open("/");
    await page.route("**/api/v1/insights/{daily,revenue}?*", nonsense);
    await page.getByRole("link", { name: "7 days" }).click();
    const notice = page.getByRole("alert")
      .filter({ hasText: "The main part could not be shown." });
    await notice.waitFor();
    await page.getByRole("link", { name: "Inbox", exact: true }).click();
    await page.waitForURL("**/inbox");
    expect(ui().windows.problems.splice(0).join()).toMatch(/TypeError/);
  });
}, startEmpty);

/** Presses "Try again" until what came meanwhile can be shown. */
async function shownAgain(page: Page, notice: Locator): Promise<void> {
  await expect.poll(async () => {
    if (await notice.isVisible()) {
      await again(notice).click({ timeout: 1_000 }).catch(() => {});
    }
    return await notice.count();
  }, { timeout: 20_000 }).toBe(0);
  expect(await page.locator(".notice").count()).toBe(0);
}
