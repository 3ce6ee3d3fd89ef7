import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { ConversationList, NewTopic } from "@/lib/models/mod.ts";
import { snapshotFrame } from "../records.ts";
import { describeUi, startEmpty, type Ui } from "./browser.ts";
import { isLive, NARROW, overflow, WIDE } from "./windows.ts";

/** Sets a global if any of it runs. */
const HIT = "globalThis.hit=1";
const MARKUP =
  `<img src=x onerror="${HIT}"><script>${HIT}</script><svg onload="${HIT}">` +
  `</script></title></textarea>"'><script>${HIT}</script>`;
/** Turns what follows around, and says nothing of where that ends. */
const TURN = "\u202E\u2067\u200F";
const HUGE = 100_000;

/** A record of an Agent that takes no care. */
type WireRecord = Record<string, unknown>;

/** What a fan, the creator and what they write may be called. */
const NAMES = [
  `${MARKUP}Mallory`,
  `${TURN}evil`,
  "נועה (אמא) 12",
  "W".repeat(HUGE),
  "so much ".repeat(HUGE / 8),
  "\u0000\u2028\u2029\uFEFF",
  "__proto__",
  "{{constructor.constructor('globalThis.hit=1')()}}",
];
/** Ids that mean something else in addresses, selectors and objects. */
const IDS = [
  `"><img src=x onerror="${HIT}">`,
  `javascript:${HIT}`,
  "../../login",
  "__proto__",
  "a?b#c&d=e%2F",
  "W".repeat(128),
  `${TURN}id`,
  "constructor",
];
/** Titles of topics have at most 60 characters. */
const TITLES = [
  `<img src=x onerror="${HIT}">Rome`,
  `<script>${HIT}</script>`,
  `${TURN}topic`,
  "W".repeat(60),
  "חופשה (1)",
];
const KEYWORDS = ["rome", "refund", "sunset", "museum", "harbour"];

const PAGES: [string, string, RegExp][] = [
  ["the Dashboard", "/", /Mallory[^]*onerror="globalThis.hit=1">Rome/],
  [
    "the Inbox",
    "/inbox",
    /נועה \(אמא\) 12[^]*Mallory|Mallory[^]*נועה \(אמא\) 12/,
  ],
  ["the Analytics", "/analytics", /onerror="globalThis.hit=1">Rome/],
  ["the Graph", "/graph", /Graph/],
  ["Settings", "/settings", /onerror="globalThis.hit=1">Rome[^]*W{60}/],
];

/** Pages whose figures open the messages behind them. */
const COUNTED = ["/", "/analytics"];

/** Messages of a chat: of its fan, and in every other one an answer. */
function messages(i: number): (WireRecord & { id: number })[] {
  const fan = { id: IDS[i], name: NAMES[i] };
  const creator = { id: 9_001, name: `${TURN}${MARKUP}${"W".repeat(HUGE)}` };
  const answer = `An answer about ${KEYWORDS.join(" and ")} ${TURN}`;
  const texts = [
    ...KEYWORDS.map((word) => `${word} ${NAMES[i]?.slice(0, 30_000)}`),
    ...i % 2 === 1 ? [answer] : [],
  ];
  return texts.map((text, j) => {
    const isInbound = text !== answer;
    const id = 100 * i + j + 1;
    return {
      id,
      chat_id: IDS[i],
      text,
      // The newest are of today, in every range.
      createdAt: new Date(Date.now() - 3_600_000 + id * 1_000).toISOString(),
      fromUser: isInbound ? fan : creator,
      is_inbound: isInbound,
      ...j === 0 ? { isTip: true, tipAmount: 5 + i } : {},
    };
  });
}

/** Fills an account with it all. */
async function fill({ owner }: Ui): Promise<void> {
  for (const [i, title] of TITLES.entries()) {
    const topic = NewTopic.parse({ title, keywords: [KEYWORDS[i]] });
    const added = await owner.ask("/api/v1/topics", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(topic),
    });
    expect(added.status, await added.text()).toBe(201);
  }
  await using agent = await owner.agent(`${TURN}${MARKUP}`.slice(0, 60));
  agent.send(snapshotFrame(
    IDS.map((id, i) => ({
      id,
      withUser: { id, name: NAMES[i], username: NAMES[i] },
      unreadMessagesCount: 1_000_000,
    })),
    IDS.flatMap((_, i) => messages(i)),
  ));
  await agent.next("system_status", ({ status }) => status === "REALTIME");
  agent.send({
    type: "online_users_update",
    payload: { user_ids: IDS, timestamp: new Date().toISOString() },
  });
  // Something that fits no schema, for Settings to list.
  agent.send({
    type: "new_raw_message",
    payload: { message: { id: IDS[0], text: MARKUP, chat_id: {} } },
  });
}

/** Nothing ran, nothing stands out, and nothing turned around. */
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate("globalThis.hit")).toBeUndefined();
  expect(await page.locator("img, [onerror], [onload]").count()).toBe(0);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await turned(page)).toEqual([]);
}

/**
 * Texts that turn around what stands beside them: those that run from right to
 * left, or say so, and share a line with others without being set apart.
 */
async function turned(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const TURNS = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069]/;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      const parent = node.parentElement;
      if (!TURNS.test(text) || parent === null) continue;
      if (parent.closest("script, style, option, textarea, title")) continue;
      if (parent.getBoundingClientRect().width <= 1) continue;
      let around: Element | null = parent;
      while (around !== null) {
        const { display, unicodeBidi } = getComputedStyle(around);
        const isApart = display !== "inline" ||
          /isolate|plaintext/.test(unicodeBidi);
        if (isApart || around.localName === "text") break;
        around = around.parentElement;
      }
      if (around?.localName === "bdi") continue;
      if (around?.textContent?.trim() === text.trim()) continue;
      found.push(around?.outerHTML.slice(0, 300) ?? text);
    }
    return found;
  });
}

describeUi("pages of an account that holds the worst", (ui) => {
  beforeAll(() => fill(ui()), 60_000);

  it("holds all of it", async () => {
    const response = await ui().owner.ask("/api/v1/conversations?limit=200");
    const { conversations } = ConversationList.parse(await response.json());
    expect(conversations.map((one) => one.conversationId).sort())
      .toEqual(IDS.toSorted());
  });

  for (const [name, path, shown] of PAGES) {
    it.each([WIDE, NARROW])(
      `${name} shows it as text and in its place: %o`,
      async (viewport) => {
        const page = await ui().open(path, { viewport });
        await expect.poll(() => page.locator("body").innerText())
          .toMatch(shown);
        await expectHarmless(page);
        if (!COUNTED.includes(path)) return;
        await page.getByRole("row").filter({ hasText: `${TURN}topic` })
          .locator(".evidence-number").first().click();
        await page.locator(".evidence-item").nth(IDS.length).waitFor();
        await expectHarmless(page);
      },
    );
  }

  it.each(IDS.map((id, i): [string, number] => [id, i]))(
    "opens the conversation %j",
    async (id, i) => {
      const page = await ui().window();
      await page.goto(
        `${ui().windows.origin}/inbox?chat=${encodeURIComponent(id)}`,
      );
      await isLive(page);
      await page.locator(`[data-row="${100 * i + KEYWORDS.length}"]`).waitFor();
      await page.locator(".fan-panel h2").waitFor();
      await page.locator(".row-link[aria-current]").waitFor();
      expect(await page.locator(".row").count()).toBe(IDS.length);
      await expectHarmless(page);
    },
  );

  it("calls somebody by a name that would rather be a script", async () => {
    for (const name of [MARKUP.slice(0, 60), `${TURN}Kim`, "W".repeat(60)]) {
      const page = await ui().guest({ name, role: "creator" });
      await page.locator(".topbar .menu > summary").click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
      await expectHarmless(page);
      await page.goto(`${ui().windows.origin}/settings`);
      await isLive(page);
      await expectHarmless(page);
    }
  });
}, startEmpty);
