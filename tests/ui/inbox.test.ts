import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { AgentClient } from "@/lib/agent/client.ts";
import { plainText } from "@/components/wording/plain_text.ts";
import { chromiumPath } from "@/lib/fresh/tests/chromium.ts";
import { Account } from "../account.ts";
import { eventually } from "../conditions.ts";
import { chat, message } from "../records.ts";
import { startService } from "../service.ts";
import { describeUi } from "./browser.ts";
import { isLive, NARROW, overflow, Windows } from "./windows.ts";

const rows = (page: Page) => page.locator(".inbox-scroll .row-link");
const count = (page: Page) => page.locator(".inbox-count");
const focused = (page: Page) =>
  page.evaluate(() =>
    document.activeElement?.closest<HTMLElement>("[data-chat]")?.dataset
      .index ?? null
  );

/** Ids of the conversations that are listed, from the top. */
async function listed(page: Page): Promise<string[]> {
  const found = await page.locator(".inbox-scroll .row").evaluateAll((rows) =>
    rows.map((row): [number, string] => [
      Number(row.getAttribute("aria-posinset")),
      row.getAttribute("data-chat") ?? "",
    ])
  );
  return found.sort(([a], [b]) => a - b).map(([, id]) => id);
}

/** Whether the list shows a conversation as a whole. */
const inSight = (page: Page, id: string) =>
  page.evaluate((id) => {
    const row = document.querySelector(`.inbox-scroll [data-chat="${id}"]`);
    const pane = row?.closest(".inbox-scroll")?.getBoundingClientRect();
    const { top, bottom } = row?.getBoundingClientRect() ?? {};
    return pane !== undefined && top !== undefined && bottom !== undefined &&
      top >= pane.top - 1 && bottom <= pane.bottom + 1;
  }, id);

/** What the address asks for. */
const query = (page: Page) => new URL(page.url()).search;

describeUi("the Inbox in Chromium", (ui) => {
  it("filters, says how many are left, and keeps the filter when one is opened", async () => {
    const page = await ui().open("/inbox");
    await count(page).filter({ hasText: "40 conversations" }).waitFor();
    await page.getByRole("button", { name: "Unread" }).click();
    await count(page).filter({ hasText: /^\d+ of 40/ }).waitFor();
    expect(await page.locator(".row-link:not([data-unread=true])").count())
      .toBe(0);
    expect(await rows(page).count()).toBeGreaterThan(0);
    expect(query(page)).toBe("?f=unread");

    const menu = page.locator(".filter-menu");
    await menu.locator("summary").click();
    await menu.getByLabel("Sentiment").selectOption("negative");
    expect(query(page)).toBe("?f=unread&sentiment=negative");
    await page.getByRole("button", { name: "Any instead of Negative" })
      .click();
    expect(query(page)).toBe("?f=unread");

    await rows(page).first().click();
    expect(query(page)).toMatch(/^\?f=unread&chat=\d+$/);
    await page.reload();
    await isLive(page);
    await count(page).filter({ hasText: /^\d+ of 40/ }).waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await count(page).filter({ hasText: "40 conversations" }).waitFor();
    expect(query(page)).toMatch(/^\?chat=\d+$/);
  });

  it("shows in the list whom the address names, at first and not again", async () => {
    const all = await ui().owner.conversations();
    const [last] = all.toSorted((a, b) => a.priorityScore - b.priorityScore);
    const id = last?.conversationId ?? expect.fail();
    const page = await ui().open(`/inbox?chat=${id}`);
    await eventually("the open conversation", () => inSight(page, id));

    const pane = page.locator(".inbox-scroll");
    await pane.evaluate((pane) => pane.scrollTop = 0);
    const search = page.getByRole("searchbox");
    await search.fill("nobody is called so");
    await page.getByText("No fan’s name has").waitFor();
    await search.fill("");
    await rows(page).first().waitFor();
    expect(await pane.evaluate((pane) => pane.scrollTop)).toBe(0);
    expect(await inSight(page, id)).toBe(false);
  });

  it("says so where nothing meets the filter", async () => {
    const page = await ui().open("/inbox?topic=nothing-has-this");
    await page.getByText("No conversation meets this filter.").waitFor();
    await page.locator(".inbox-note").getByRole("button").click();
    await count(page).filter({ hasText: "40 conversations" }).waitFor();
  });

  it("finds names at once and messages soon, and opens the message", async () => {
    const page = await ui().open("/inbox");
    const spoken = (await ui().owner.conversations()).map((one) => ({
      chat: one.conversationId,
      name: one.withUser?.name ?? "",
      message: one.lastMessage?.id,
      text: plainText(one.lastMessage?.text ?? ""),
    }));
    const { name, chat, message, text } = spoken.find(({ text }) =>
      text.length >= 20
    ) ?? expect.fail();
    await page.keyboard.press("/");
    await page.keyboard.type(name.toUpperCase());
    await rows(page).filter({ hasText: name }).waitFor();
    expect(await page.locator(".row-name mark").first().innerText())
      .toBe(name.split(" ")[0]);

    const search = page.getByRole("searchbox");
    await search.fill(text);
    const address = `/inbox?chat=${chat}&message=${message}`;
    const hit = page.locator(`.hit-row[href="${address}"]`);
    await hit.waitFor();
    expect(await hit.locator("mark").count()).toBeGreaterThan(0);
    await hit.click();
    expect(page.url()).toBe(`${ui().wire.origin}${address}`);

    await search.fill("xqzzy");
    await page.getByText("No fan’s name has “xqzzy”").waitFor();
    await page.getByText("No message has “xqzzy”").waitFor();
    await search.press("Escape");
    await count(page).filter({ hasText: "40 conversations" }).waitFor();
    expect(await search.inputValue()).toBe("");
  });

  it("is worked by keyboard alone", async () => {
    const page = await ui().open("/inbox?order=spend");
    await page.keyboard.press("j");
    await eventually("the first row", async () => await focused(page) === "0");
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe("2");
    await page.keyboard.press("k");
    expect(await focused(page)).toBe("1");
    await page.keyboard.press("End");
    await eventually("the last row", async () => await focused(page) === "39");
    await page.keyboard.press("PageUp");
    const above = Number(await focused(page));
    expect(above).toBeLessThan(39 - 5);
    await page.keyboard.press("Home");
    await eventually("the first row", async () => await focused(page) === "0");

    const tip = page.getByRole("tooltip");
    await tip.getByText(/^Priority \d+ of 100$/).waitFor();
    await tip.getByText("Recency", { exact: true }).waitFor();
    expect(await page.locator(":focus").getAttribute("aria-describedby"))
      .toBe(await tip.getAttribute("id"));
    await page.keyboard.press("Escape");
    await tip.waitFor({ state: "detached" });

    const [first] = await listed(page);
    await page.keyboard.press("Enter");
    await page.locator(`.row-link[aria-current][href="/inbox?chat=${first}"]`)
      .waitFor();
    expect(query(page)).toBe(`?order=spend&chat=${first}`);
    await page.keyboard.press("u");
    await eventually(
      "another conversation",
      () => query(page) !== `?order=spend&chat=${first}`,
    );
    const opened = page.locator(".row-link[aria-current]");
    await opened.locator(".row-waiting").waitFor();
  });

  it("tells a pointer why a conversation has its priority", async () => {
    const page = await ui().open("/inbox");
    await page.locator(".row-score").first().hover();
    const tip = page.getByRole("tooltip");
    await tip.getByText("Waiting", { exact: true }).waitFor();
    await tip.hover();
    await tip.getByText("Subscription", { exact: true }).waitFor();
    await page.mouse.move(900, 700);
    await tip.waitFor({ state: "detached" });
  });

  it("opens what its address names, goes back, and knows what is not there", async () => {
    const page = await ui().open("/inbox");
    const [first, second] = await listed(page);
    await page.locator(`.row[data-chat="${first}"] a`).click();
    await page.locator(`.row[data-chat="${second}"] a`).click();
    expect(query(page)).toBe(`?chat=${second}`);
    const current = page.locator(".row-link[aria-current]");
    const isOpen = (id?: string) =>
      page.locator(`.row[data-chat="${id}"] a[aria-current]`).waitFor();
    await page.goBack();
    await isOpen(first);
    await page.goBack();
    await page.getByText("No conversation is open").waitFor();
    expect(await current.count()).toBe(0);
    await page.goForward();
    await isOpen(first);

    await page.goto(`${ui().wire.origin}/inbox?chat=${second}`);
    await isOpen(second);
    await page.goto(`${ui().wire.origin}/inbox?chat=404`);
    await page.getByText("There is no such conversation").waitFor();
    await page.getByRole("button", { name: "Back to the list" }).click();
    await page.getByText("No conversation is open").waitFor();
  });

  it("keeps the order while somebody points at it, and then catches up", async () => {
    const page = await ui().open("/inbox?order=latest");
    await page.mouse.move(150, 400);
    const waiting = page.getByRole("button", {
      name: /^Order updates waiting/,
    });
    const before = await listed(page);
    await waiting.waitFor();
    expect(await listed(page)).toEqual(before);
    await waiting.click();
    await eventually(
      "another order",
      async () => (await listed(page)).join() !== before.join(),
    );
    // Held again, until the pointer leaves.
    await waiting.waitFor();
    await page.mouse.move(900, 400);
    await waiting.waitFor({ state: "detached" });
  });

  it("shows the list and the conversation in turn where both do not fit", async () => {
    const page = await ui().open("/inbox", { viewport: NARROW });
    await rows(page).first().click();
    expect(await page.locator(".inbox-list").isVisible()).toBe(true);
    await page.setViewportSize({ width: 640, height: 900 });
    expect(await page.locator(".inbox-list").isVisible()).toBe(false);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Conversations" }).click();
    expect(await page.locator(".inbox-list").isVisible()).toBe(true);
    await rows(page).first().click();
    await page.locator(".inbox-stream:focus").waitFor();
  });

  it(
    "scrolls through 20,000 conversations with few rows on the page",
    async () => {
      const many = 20_000;
      const service = await startService();
      const account = await Account.signIn(service);
      const { token, ws_url: url } = await account.pair();
      const client = new AgentClient({ url, token });
      client.connect();
      const ids = Array.from({ length: many }, (_, i) => i + 1);
      await client.sendSnapshot(() => ({
        chats: ids.map(chat),
        messages: ids.map((id) => message(id, id)),
      }));
      await client.close();

      const windows = await Windows.launch(chromiumPath() ?? "", {
        origin: service.origin,
        cookie: account.cookie,
      });
      const page = await windows.open("/inbox?order=latest");
      await count(page).filter({ hasText: "20,000 conversations" })
        .waitFor({ timeout: 60_000 });
      const scroll = (to: number) =>
        page.locator(".inbox-scroll").evaluate(
          (pane, to) => pane.scrollTop = to * pane.scrollHeight,
          to,
        );
      for (const to of [0.2, 0.5, 0.9, 1]) {
        await eventually(`rows at ${to}`, async () => {
          await scroll(to);
          const at = await page.locator(".row").first()
            .getAttribute("aria-posinset");
          return Math.abs(Number(at) - to * many) < 60;
        });
        expect(await page.locator(".row").count()).toBeLessThan(60);
      }
      const last = page.locator(".row").last();
      expect(await last.getAttribute("aria-posinset")).toBe("20000");
      expect(await last.getAttribute("aria-setsize")).toBe("20000");
      await page.getByRole("searchbox").fill("fan 1999");
      await count(page).filter({ hasText: "11 of 20,000" }).waitFor();
      await page.getByRole("button", { name: "Show all 11" }).click();
      expect(await rows(page).count()).toBe(11);
      await page.context().close();

      // Far beyond what the page is rendered with.
      const linked = await windows.open("/inbox?order=latest&chat=9000");
      await eventually(
        "the conversation that the address names",
        () => inSight(linked, "9000"),
      );
      await linked.context().close();
      await service.child.end("SIGTERM");
    },
    120_000,
  );
});
