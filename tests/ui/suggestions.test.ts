import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  type Command,
  CommandList,
  type SuggestionRule,
} from "@/lib/models/mod.ts";
import { eventually } from "../conditions.ts";
import type { Peer } from "../peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "../records.ts";
import { describeUi, startEmpty } from "./browser.ts";
import { isLive, LOOKS, type WindowOptions } from "./windows.ts";

/** A chat for each test: what happens in one is over in the next. */
const CHATS = Array.from({ length: 12 }, (_, i) => 1_001 + i);
const RULES: SuggestionRule[] = ["unanswered", "renewal", "drop_off", "tip"];

const card = (page: Page) => page.locator("[data-suggestion]");
const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole("button", { name });
const pending = (page: Page, text: string) =>
  page.locator(".stream-pending").filter({ hasText: text });
const field = (page: Page) =>
  page.getByRole("textbox", { name: /^Suggested message to/ });
const count = (page: Page) => page.locator(".filter-count");

describeUi("suggested messages", (ui) => {
  let agent: Peer;
  let nextId = 5_001;
  let nextChat = 0;

  beforeAll(async () => {
    agent = await ui().owner.agent();
    const first = CHATS.map((id, i) => message(2 * i + 1, id, "Hi"));
    agent.send(snapshotFrame(CHATS.map(chat), first));
    await agent.next("system_status", ({ status }) => status === "REALTIME");
    for (const rule of RULES) {
      await change(`rules/${rule}`, { enabled: rule === "tip" });
    }
    await change("rules/tip", { templates: ["Thank you so much, {name}!"] });
  });
  afterAll(() => agent?.close());
  beforeEach(() => agent.send({ type: "keepalive", payload: {} }));

  async function change(what: string, change: object): Promise<void> {
    const response = await ui().owner.ask(`/api/v1/suggestions/${what}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    });
    await response.body?.cancel();
    expect(response.status).toBe(200);
  }

  /** What is proposed at present. */
  async function suggested(): Promise<Command[]> {
    const response = await ui().owner.ask("/api/v1/commands?status=suggested");
    return CommandList.parse(await response.json()).commands;
  }

  /** A fan tips: thanks are proposed, in a chat where nothing was so far. */
  async function tipped(): Promise<{ id: number; tip: number; text: string }> {
    const id = CHATS[nextChat++] ?? expect.fail("Too few chats");
    const tip = nextId;
    agent.send(deltaFrame({
      ...message(tip, id, "For you"),
      createdAt: new Date().toISOString(),
      isTip: true,
      tipAmount: 20,
    }));
    nextId += 2;
    await eventually(
      "thanks that are proposed",
      async () =>
        (await suggested()).some(({ chat_id }) => chat_id === String(id)),
    );
    return { id, tip, text: `Thank you so much, Fan ${id}!` };
  }

  /** The Agent takes a command, and says that it became a message. */
  async function sent(text: string, chat: number): Promise<number> {
    const { command_id } = await agent.next(
      "command_to_execute",
      (command) => command.text === text,
    );
    const id = nextId + 1;
    nextId += 2;
    agent.send({
      type: "command_result",
      payload: { command_id, status: "succeeded", message_id: id },
    });
    agent.send(deltaFrame({
      ...message(id, chat, text),
      createdAt: new Date().toISOString(),
    }));
    return id;
  }

  const open = (id: number, options?: WindowOptions) =>
    ui().open(`/inbox?chat=${id}`, options);

  /** A conversation as Kim sees it, in another browser. */
  async function openAsKim(id: number): Promise<Page> {
    const kim = await ui().guest({ name: "Kim", role: "operator" });
    await kim.goto(`${ui().wire.origin}/inbox?chat=${id}`);
    await isLive(kim);
    return kim;
  }

  it("are there at first paint, lead to their message, and are sent as they are", async () => {
    const { id, tip, text } = await tipped();
    const still = await ui().window({ javaScriptEnabled: false });
    await still.goto(`${ui().wire.origin}/inbox?chat=${id}`);
    await card(still).getByText(text).waitFor();
    // Scripts that are not let in are all that is missed.
    ui().windows.problems.splice(0);

    const page = await open(id);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await button(card(page), "Fan").click();
    await page.locator(`[data-goal][data-row="${tip}"]`).waitFor();
    expect(asked.filter((url) => url.includes("/commands"))).toEqual([]);

    await button(card(page), "Approve as it is").click();
    await pending(page, text).getByText("Sent to the Agent").waitFor();
    await card(page).waitFor({ state: "detached" });
    await page.locator(".stream-scroll:focus").waitFor();

    const sentAs = await sent(text, id);
    const row = page.locator(`[data-row="${sentAs}"]`);
    await button(row, "Suggested").click();
    await row.getByText(
      "Suggested by the rule “Thanks for a tip”, approved by",
    ).waitFor();
    await button(row, "History").click();
    const steps = row.locator(".command-steps li");
    await steps.first().waitFor();
    expect((await steps.allInnerTexts()).map((step) => step.split(" ")[0]))
      .toEqual(["Suggested", "Approved", "Given", "Sent"]);
    expect(await steps.nth(1).innerText()).toMatch(/Approved by .+ \d\d:\d\d/);
  });

  it("are sent as they are edited, which outlasts a reload", async () => {
    const { id } = await tipped();
    const page = await open(id);
    await button(card(page), "Edit").click();
    await field(page).and(page.locator(":focus")).waitFor();
    await field(page).fill("You are too kind!");
    await page.reload();
    await isLive(page);
    await eventually(
      "the edit after a reload",
      async () => await field(page).inputValue() === "You are too kind!",
    );
    await button(card(page), "Approve with your edit").click();
    await sent("You are too kind!", id);
    await page.locator(".stream-message:not(.stream-pending)")
      .filter({ hasText: "You are too kind!" }).waitFor();
  });

  it("are rejected, with a reason for the team", async () => {
    const { id, text } = await tipped();
    const page = await open(id);
    await button(card(page), "Reject").click();
    await page.locator("[data-part=reason]:focus").waitFor();
    await page.keyboard.press("Escape");
    await button(card(page), "Reject").click();
    await page.keyboard.type("Too soon");
    await button(card(page), "Reject it").click();
    await card(page).waitFor({ state: "detached" });
    const response = await ui().owner.ask(
      `/api/v1/commands?chat_id=${id}&status=rejected`,
    );
    const { commands } = CommandList.parse(await response.json());
    expect(commands).toMatchObject([{ text, detail: "Too soon" }]);
    expect(await pending(page, text).count()).toBe(0);
  });

  it("vanish where somebody else decides, and are counted everywhere", async () => {
    const { id } = await tipped();
    const page = await open(id);
    const kim = await openAsKim(id);
    for (const window of [page, kim]) {
      await card(window).waitFor();
      await count(window).filter({ hasText: "1" }).waitFor();
      await window.locator(`.row[data-chat="${id}"] .row-suggested`).waitFor();
    }
    await button(card(page), "Approve as it is").click();
    await card(kim).waitFor({ state: "detached" });
    await kim.locator(".stream-pending").waitFor();
    for (const window of [page, kim]) {
      await count(window).waitFor({ state: "detached" });
      await window.locator(".row-suggested").waitFor({ state: "detached" });
    }
  });

  it("say who was faster, and keep what was edited", async () => {
    const { id } = await tipped();
    const page = await open(id);
    await button(card(page), "Edit").click();
    await field(page).fill("Edited here");
    const kim = await openAsKim(id);
    await button(card(kim), "Approve as it is").click();
    await card(page).getByText(/^Kim approved it a moment ago\./).waitFor();
    await button(card(page), "Write on with your edit").click();
    const composer = page.getByPlaceholder("Write a message");
    await composer.and(page.locator(":focus")).waitFor();
    expect(await composer.inputValue()).toBe("Edited here");
    await composer.fill("");
  });

  it("say so where a decision comes too late", async () => {
    const { id } = await tipped();
    const page = await open(id);
    const kim = await openAsKim(id);
    await card(kim).waitFor();
    // What is decided elsewhere does not come through to this window.
    await page.route("**/approve", async (route) => {
      const [one] = (await suggested())
        .filter(({ chat_id }) => chat_id === String(id));
      const answer = await kim.request.post(
        `${ui().wire.origin}/api/v1/commands/${one?.command_id}/reject`,
        { data: { reason: "Not now" }, headers: { origin: ui().wire.origin } },
      );
      expect(answer.status()).toBe(200);
      await route.continue();
    }, { times: 1 });
    await button(card(page), "Approve as it is").click();
    await card(page).getByText("Kim rejected it a moment ago: Not now")
      .waitFor();
    expect(await page.locator(".stream-pending").count()).toBe(0);
    await page.locator("[data-suggestion]:focus").waitFor();
    await button(card(page), "Dismiss").click();
    await card(page).waitFor({ state: "detached" });
    // The service's refusal is what this is about.
    const problems = ui().windows.problems.splice(0);
    expect(problems.filter((problem) => !problem.includes("409"))).toEqual([]);
  });

  it("keep an edit while there is no network", async () => {
    const { id } = await tipped();
    const page = await open(id);
    await button(card(page), "Edit").click();
    ui().wire.cut();
    await card(page).getByText(/^Not connected at present/).waitFor();
    await field(page).fill("Edited without a network");
    const approve = button(card(page), "Approve with your edit");
    expect(await approve.isDisabled()).toBe(true);
    ui().wire.mend();
    await eventually("the connection", async () => !await approve.isDisabled());
    expect(await field(page).inputValue()).toBe("Edited without a network");
    await button(card(page), "Undo the edit").click();
    await button(card(page), "Reject").click();
    await button(card(page), "Reject it").click();
    await card(page).waitFor({ state: "detached" });
    // Whatever failed for want of a network is no fault of the page.
    ui().windows.problems.splice(0);
  });

  it("are gone through by keyboard alone, across conversations", async () => {
    const one = await tipped();
    const two = await tipped();
    const page = await ui().open("/inbox?f=suggested");
    await page.locator(".inbox-count").filter({ hasText: /^2 of/ }).waitFor();
    const focused = (id: number) =>
      page.locator(
        `.inbox:has([aria-current][href="/inbox?chat=${id}"]) ` +
          "[data-suggestion]:focus",
      ).waitFor();
    await page.keyboard.press("n");
    await focused(one.id);
    await page.keyboard.press("n");
    await focused(two.id);
    await page.keyboard.press("p");
    await focused(one.id);

    await page.keyboard.press("c");
    await field(page).and(page.locator(":focus")).waitFor();
    await page.keyboard.type(" By keyboard.");
    await page.keyboard.press("Escape");
    await page.locator("[data-suggestion]:focus").waitFor();
    await page.keyboard.press("a");
    await pending(page, `${one.text} By keyboard.`).waitFor();
    const next = button(page, /^Next/).and(page.locator(":focus"));
    await next.waitFor();
    await page.keyboard.press("Enter");
    await focused(two.id);
    await page.keyboard.press("x");
    await page.keyboard.type("Enough");
    await page.keyboard.press("Enter");
    await card(page).waitFor({ state: "detached" });
    await page.locator(".stream-scroll:focus").waitFor();

    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.getByText("Next suggestion").waitFor();
    await help.getByText("Approve it").waitFor();
    expect(await suggested()).toEqual([]);
  });

  it("are not sent by a key that nobody looks at", async () => {
    const { id, text } = await tipped();
    const page = await open(id);
    await card(page).waitFor();
    await page.keyboard.press("a");
    await page.locator("[data-suggestion]:focus").waitFor();
    expect((await suggested()).map((one) => one.text)).toEqual([text]);
  });

  it.each(LOOKS)(
    "leave nothing for axe to find: $look",
    async ({ viewport, colorScheme }) => {
      const [one] = await suggested();
      const id = Number(one?.chat_id ?? (await tipped()).id);
      const page = await open(id, { viewport, colorScheme });
      await card(page).waitFor();
      expect(await violations(page)).toEqual([]);
      await button(card(page), "Edit").click();
      await field(page).waitFor();
      expect(await violations(page)).toEqual([]);
      await button(card(page), "Reject").click();
      await page.locator("[data-part=reason]").waitFor();
      expect(await violations(page)).toEqual([]);
      await button(card(page), "Keep it").click();
      await field(page).fill("");
      await card(page).getByText("There is nothing to send.").waitFor();
      expect(await violations(page)).toEqual([]);
      await button(card(page), "Undo the edit").click();
    },
  );
}, startEmpty);

/** What axe finds wrong, one line each. */
async function violations(page: Page): Promise<string[]> {
  // The policy lets no script in, but the debugger does.
  await page.evaluate(axe.source);
  const found: axe.Result[] = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })" +
      ".then((results) => results.violations)",
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.join(" ")}: ${failureSummary}`
    )
  );
}
