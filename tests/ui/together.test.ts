import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../conditions.ts";
import type { Peer } from "../peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "../records.ts";
import { describeUi, startEmpty, type Ui } from "./browser.ts";
import { isLive } from "./windows.ts";

/** Messages about one topic: more than one page of what is behind a number. */
const TALKATIVE = 70;
const [TALK, ANSWERED] = [1001, 1002];

/** A figure of the first row, as it stands. */
async function figure(page: Page, label: string): Promise<number> {
  const text = await kpi(page, label).locator(".kpi-value").innerText();
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", ""));
}

function kpi(page: Page, label: string): Locator {
  return page.locator(".kpi").filter({
    has: page.getByText(label, { exact: true }),
  });
}

/** The row of a chat in the Inbox's list. */
const row = (page: Page, id: number) =>
  page.locator(`.inbox-scroll .row[data-chat="${id}"]`);
const said = (page: Page, text: string) =>
  page.locator(".stream-message").filter({ hasText: text });

describeUi("one account in several windows", (ui) => {
  let agent: Peer;
  let nextId = 5_001;

  beforeAll(async () => {
    agent = await ui().owner.agent();
    const talk = Array.from(
      { length: TALKATIVE },
      (_, i) => message(2 * i + 1, TALK, `Number ${i} of our trip to Rome`),
    );
    const answered = [message(901, ANSWERED, "Hi"), message(902, ANSWERED)];
    agent.send(snapshotFrame([TALK, ANSWERED].map(chat), [
      ...talk,
      ...answered,
    ]));
    await agent.next("system_status", ({ status }) => status === "REALTIME");
  });
  afterAll(() => agent?.close());

  /** A fan writes; gives the text. */
  function happens(chat: number, text: string): string {
    const createdAt = new Date().toISOString();
    agent.send(deltaFrame({ ...message(nextId, chat, text), createdAt }));
    nextId += 2;
    return text;
  }

  /** Windows of two browsers, which share nothing but the account. */
  async function open(ui: Ui, ...paths: string[]): Promise<Page[]> {
    const pages: Page[] = [];
    for (const path of paths) pages.push(await ui.open(path));
    return pages;
  }

  it("shows what a fan writes on the Dashboard and in every Inbox", async () => {
    const inbox = `/inbox?chat=${ANSWERED}`;
    const [dashboard, one, two] = await open(ui(), "/", inbox, "/inbox");
    if (!dashboard || !one || !two) throw new Error("No windows");
    expect(await figure(dashboard, "Unanswered now")).toBe(1);
    const messages = await figure(dashboard, "Messages");

    const text = happens(ANSWERED, "Are you there?");
    await said(one, text).waitFor();
    for (const page of [one, two]) {
      await row(page, ANSWERED).filter({ hasText: text }).waitFor();
    }
    await eventually(
      "one more who waits",
      async () => await figure(dashboard, "Unanswered now") === 2,
    );
    await dashboard.locator("[data-tile=waiting] .person")
      .filter({ hasText: `Fan ${ANSWERED}` }).waitFor();
    await eventually(
      "one more message",
      async () => await figure(dashboard, "Messages") === messages + 1,
    );
  });

  it("leaves the focus where it is while the number there changes", async () => {
    const page = await ui().open("/");
    const number = kpi(page, "Messages").locator(".evidence-number");
    await number.focus();
    const before = await figure(page, "Messages");
    happens(TALK, "One more");
    await eventually(
      "one more message",
      async () => await figure(page, "Messages") === before + 1,
    );
    await number.and(page.locator(":focus")).waitFor();
  });

  it("shows what is written in one window in the other, state by state", async () => {
    const inbox = `/inbox?chat=${ANSWERED}`;
    const [one, two] = await open(ui(), inbox, inbox);
    if (!one || !two) throw new Error("No windows");
    const field = one.getByRole("textbox", { name: /^Message to/ });
    await field.fill("Yes, I am");
    await field.press("Enter");
    const { command_id } = await agent.next(
      "command_to_execute",
      ({ text }) => text === "Yes, I am",
    );
    const state = (page: Page, words: string | RegExp) =>
      page.locator(".stream-pending").filter({ hasText: "Yes, I am" })
        .getByText(words);
    for (const page of [one, two]) {
      await state(page, "Sent to the Agent")
        .waitFor();
    }
    const id = nextId + 1;
    nextId += 2;
    agent.send({
      type: "command_result",
      payload: { command_id, status: "succeeded", message_id: id },
    });
    for (const page of [one, two]) await state(page, /^Sent$/).waitFor();
    agent.send(deltaFrame({
      ...message(id, ANSWERED, "Yes, I am"),
      createdAt: new Date().toISOString(),
    }));
    for (const page of [one, two]) {
      await page.locator(`[data-row="${id}"]`).waitFor();
      await row(page, ANSWERED).filter({ hasText: "You: Yes, I am" }).waitFor();
    }
  });

  it.each([
    ["Dashboard", "/", "[data-tile=topics]"],
    ["Analytics", "/analytics", "#topics"],
  ])("opens the messages behind a number of the %s", async (_, path, part) => {
    const page = await ui().open(path);
    const number = page.locator(`${part} tbody tr`)
      .filter({ hasText: "Travel" }).locator(".evidence-number");
    await number.press("Enter");
    const sheet = page.getByRole("dialog", { name: "Messages about Travel" });
    const items = sheet.locator(".evidence-item");
    const more = sheet.getByRole("button", { name: "Show more" });
    for (const shown of [30, 60]) {
      await more.waitFor();
      expect(await items.count()).toBe(shown);
      await more.click();
    }
    await sheet.getByText("These are all.").waitFor();
    expect(await items.count()).toBe(TALKATIVE);

    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await number.and(page.locator(":focus")).waitFor();

    await number.press("Enter");
    const item = items.nth(20);
    const text = await item.locator(".evidence-message bdi").innerText();
    await item.getByRole("link", { name: "Open in Inbox" }).press("Enter");
    await page.waitForURL(`**/inbox?chat=${TALK}&message=*`);
    const goal = page.locator("[data-goal]");
    await goal.waitFor();
    expect(await goal.innerText()).toContain(text);
    await isLive(page);
  });
}, startEmpty);
