import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  test,
} from "vitest";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";
import { Account } from "../account.ts";
import { eventually } from "../conditions.ts";
import type { Peer } from "../peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "../records.ts";
import { type Service, startService } from "../service.ts";
import { Wire } from "../wire.ts";
import { NARROW, Windows } from "./windows.ts";

/** A long conversation, one of hostile texts, and one to write in. */
const [LONG, HOSTILE, WRITTEN] = [1001, 1002, 1003];
const MESSAGES = 400;

/** Texts of one line and of many, so that no two rows are alike in height. */
const long = Array.from({ length: MESSAGES }, (_, i) =>
  message(
    i + 1,
    LONG,
    `<p>Message ${i + 1}</p>` + "<p>and some more words</p>".repeat(i * 7 % 5) +
      "so much to say ".repeat(i * 13 % 41),
  ));

const ATTACKS = [
  `<img src=x onerror="document.title='hacked'">one`,
  `<script>document.title = "hacked"</script>two`,
  `&lt;script&gt;document.title = "hacked"&lt;/script&gt;three`,
  `<a href="javascript:document.title='hacked'">four</a>`,
  "five \u202Egnp.exe\u202C \u2066six\u2069 \u200Fseven",
  "<div><b><i>".repeat(20_000) + "eight",
  `nine ${"x".repeat(100_000)}`,
  `ten ${"word ".repeat(20_000)}end`,
  "<style>* { display: none }</style>eleven",
  `<svg onload="document.title='hacked'"><p>twelve`,
];
const hostile = ATTACKS.map((text, i) =>
  message(10_001 + 2 * i, HOSTILE, text)
);

const path = chromiumPath();

test("there is a browser to test with, or CI fails", ({ skip }) => {
  if (path !== null) return;
  if (Deno.env.get("CI") === "true") expect.fail(HOW_TO_GET_CHROMIUM);
  console.warn(HOW_TO_GET_CHROMIUM);
  skip(HOW_TO_GET_CHROMIUM);
});

describe.runIf(path !== null)("a conversation in the Inbox", () => {
  let service: Service;
  let wire: Wire;
  let windows: Windows;
  let agent: Peer;
  let nextId = 20_001;

  beforeAll(async () => {
    service = await startService();
    wire = new Wire(service.origin);
    const owner = await Account.signIn(service);
    agent = await owner.agent();
    agent.send(snapshotFrame(
      [LONG, HOSTILE, WRITTEN].map(chat),
      [...long, ...hostile, message(19_999, WRITTEN, "Hello?")],
    ));
    await agent.next("system_status", ({ status }) => status === "REALTIME");
    const { cookie } = owner;
    windows = await Windows.launch(path ?? "", { origin: wire.origin, cookie });
  });

  afterEach(async () => {
    wire.mend();
    expect(await windows.tidy()).toEqual([]);
  });

  afterAll(async () => {
    await windows?.close();
    await agent?.close();
    wire?.close();
    await service?.child.end("SIGTERM");
  });

  beforeEach(() => agent.send({ type: "keepalive", payload: {} }));

  const open = (chat: number, more = "") =>
    windows.open(`/inbox?chat=${chat}${more}`);

  /** Something that just happens in a chat; gives its text. */
  function happens(chat: number, text: string): string {
    agent.send(deltaFrame({
      ...message(nextId, chat, text),
      createdAt: new Date().toISOString(),
    }));
    nextId += 2;
    return text;
  }

  it("is shown from its newest message on, also without a script", async () => {
    const page = await windows.window({ javaScriptEnabled: false });
    await page.goto(`${wire.origin}/inbox?chat=${LONG}`);
    await row(page, `Message ${MESSAGES}`).waitFor();
    expect(await seen(page, row(page, `Message ${MESSAGES}`))).toBe(true);
    // Scripts that are not let in are all that is missed.
    windows.problems.splice(0);
  });

  it("is read up to its beginning, and nothing jumps on the way", async () => {
    const page = await open(LONG);
    await row(page, `Message ${MESSAGES}`).waitFor();
    let farthest = 0;
    for (let steps = 0; !await isAtBeginning(page); steps++) {
      expect(steps).toBeLessThan(200);
      farthest = Math.max(farthest, await drift(page, -700));
    }
    expect(farthest).toBeLessThanOrEqual(1);
    expect(await seen(page, row(page, "Message 1"))).toBe(true);
    const drawn = await page.locator(".stream-message").count();
    expect(drawn).toBeLessThan(120);

    for (let steps = 0; steps < 15; steps++) {
      farthest = Math.max(farthest, await drift(page, 700));
    }
    expect(farthest).toBeLessThanOrEqual(1);
    await page.keyboard.press("End");
    await eventually(
      "the newest message",
      () => seen(page, row(page, `Message ${MESSAGES}`)),
    );
  }, 90_000);

  it("shows a message that an address names, and marks it", async () => {
    const page = await open(LONG, "&message=17");
    const goal = page.locator("[data-goal]");
    await goal.waitFor();
    expect(await goal.innerText()).toContain("Message 17");
    expect(await seen(page, goal)).toBe(true);
    await goal.waitFor({ state: "detached" });
    expect(await drift(page, 0)).toBeLessThanOrEqual(1);

    const lost = await open(LONG, "&message=nowhere");
    await lost.getByText("The message is not in this conversation").waitFor();
  });

  it("shows what happens in every window, without moving who reads", async () => {
    const [one, two] = [await open(LONG), await open(LONG)];
    for (const page of [one, two]) {
      await row(page, `Message ${MESSAGES}`).waitFor();
    }
    await drift(two, -900);
    const anchor = await firstSeen(two);
    const text = happens(LONG, "This happens just now");
    await eventually("it at the end", () => seen(one, row(one, text)));
    expect(await one.locator(".stream [role=status]").last().innerText())
      .toContain(text);
    const button = two.getByRole("button", { name: "1 new message" });
    await button.waitFor();
    expect(Math.abs((await topOf(two, anchor.key)) - anchor.top))
      .toBeLessThanOrEqual(1);
    await button.click();
    await eventually("it at a press", () => seen(two, row(two, text)));
    await button.waitFor({ state: "detached" });
  });

  it("shows what it missed while it was cut off", async () => {
    const page = await open(WRITTEN);
    await row(page, "Hello?").waitFor();
    wire.cut();
    const field = page.getByRole("textbox", { name: /^Message to/ });
    await page.getByText("Not connected at present").waitFor();
    await field.fill("Kept meanwhile");
    expect(await page.getByRole("button", { name: "Send" }).isDisabled())
      .toBe(true);
    const missed = happens(WRITTEN, "This was missed");
    wire.mend();
    await row(page, missed).waitFor();
    expect(await row(page, missed).count()).toBe(1);
    expect(await field.inputValue()).toBe("Kept meanwhile");
    await page.reload();
    await eventually(
      "the draft after a reload",
      async () => await field.inputValue() === "Kept meanwhile",
    );
    await field.fill("");
    // Whatever failed for want of a network is no fault of the page.
    windows.problems.splice(0);
  });

  it("shows a message on its way until it has become one of the chat", async () => {
    const page = await open(WRITTEN);
    const other = await open(WRITTEN);
    const field = page.getByRole("textbox", { name: /^Message to/ });
    await field.fill("First line");
    await field.press("Shift+Enter");
    await field.pressSequentially("second line");
    await field.press("Enter");
    const text = "First line\nsecond line";
    const command = await agent.next(
      "command_to_execute",
      (command) => command.text === text,
    );
    expect(await field.inputValue()).toBe("");
    const { command_id } = command;
    for (const window of [page, other]) {
      await pending(window, "Sent to the Agent").waitFor();
    }
    const id = nextId + 1;
    nextId += 2;
    agent.send({
      type: "command_result",
      payload: { command_id, status: "succeeded", message_id: id },
    });
    for (const window of [page, other]) {
      await pending(window, /^Sent$/).waitFor();
    }
    agent.send(deltaFrame({
      ...message(id, WRITTEN, "<p>First line<br />second line</p>"),
      createdAt: new Date().toISOString(),
    }));
    for (const window of [page, other]) {
      await pending(window, /./).waitFor({ state: "detached" });
      const sent = window.locator(`[data-row="${id}"]`);
      await sent.waitFor();
      expect(await sent.locator(".message-text").innerText()).toBe(text);
    }

    await field.fill("Refused");
    await field.press("Enter");
    const refused = await agent.next(
      "command_to_execute",
      (command) => command.text === "Refused",
    );
    agent.send({
      type: "command_result",
      payload: {
        command_id: refused.command_id,
        status: "failed",
        detail: "the site is down",
      },
    });
    await pending(page, "Failed: the site is down").waitFor();
    await page.getByRole("button", { name: "Retry" }).click();
    const again = await agent.next(
      "command_to_execute",
      (command) => command.text === "Refused",
    );
    expect(again.command_id).not.toBe(refused.command_id);
    agent.send({
      type: "command_result",
      payload: { command_id: again.command_id, status: "failed" },
    });
    await pending(page, /^Failed/).waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    await pending(page, /./).waitFor({ state: "detached" });
  });

  it("sends a text once, also where the answer is lost", async () => {
    const page = await open(WRITTEN);
    await page.route("**/api/v1/commands", async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    const field = page.getByRole("textbox", { name: /^Message to/ });
    await field.fill("Only once");
    await field.press("Enter");
    const { command_id } = await agent.next(
      "command_to_execute",
      (command) => command.text === "Only once",
    );
    await pending(page, "Sent to the Agent").waitFor();
    const response = await page.request.get(
      `${wire.origin}/api/v1/commands?chat_id=${WRITTEN}`,
    );
    const { commands } = await response.json();
    expect(
      commands.filter(({ text }: { text: string }) => text === "Only once"),
    ).toHaveLength(1);
    agent.send({
      type: "command_result",
      payload: { command_id, status: "rejected", detail: "not now" },
    });
    await pending(page, "Rejected: not now").waitFor();
    windows.problems.splice(0);
  });

  it("shows hostile texts as nothing but text", async () => {
    const page = await open(HOSTILE);
    await row(page, "twelve").waitFor();
    await eventually("all of them", async () => {
      await page.getByRole("region", { name: /^Messages with/ })
        .press("PageUp");
      return await isAtBeginning(page);
    });
    expect(await page.title()).not.toBe("hacked");
    const markup = page.locator(".stream-rows")
      .locator("img, script, style, svg, b, i, a, iframe");
    expect(await markup.count()).toBe(0);
    const three = row(page, "three").locator(".message-text");
    expect(await three.innerText())
      .toBe(`<script>document.title = "hacked"</script>three`);
    const turned = await row(page, "seven").innerText();
    expect(turned).not.toMatch(/\p{Bidi_Control}/u);
    expect(turned).toContain("gnp.exe");

    const ten = row(page, "ten word");
    await ten.scrollIntoViewIfNeeded();
    expect((await ten.locator(".message-text").innerText()).length)
      .toBeLessThan(1_300);
    await ten.getByRole("button", { name: /^Show all 100,0\d\d characters/ })
      .click();
    await eventually(
      "the whole text",
      async () => (await ten.innerText()).includes("word end"),
    );
    await ten.getByRole("button", { name: "Show less" }).click();
    const nine = row(page, /^nine x/);
    expect(await nine.evaluate((row) => row.scrollWidth - row.clientWidth))
      .toBeLessThanOrEqual(0);
  });

  it("explains what was found in messages, at a key", async () => {
    const page = await open(LONG);
    await row(page, `Message ${MESSAGES}`).waitFor();
    await page.keyboard.press("e");
    const why = page.getByRole("button", { name: "Why?" }).last();
    await why.click();
    await page.locator(".explanation-reasons").waitFor();
    await page.keyboard.press("e");
    await why.waitFor({ state: "detached" });
  });

  it("keeps notes of a fan", async () => {
    const page = await open(WRITTEN);
    const panel = page.getByRole("complementary", { name: "About Fan 1003" });
    await panel.getByRole("textbox", { name: "New note" })
      .fill("Birthday in May");
    await panel.getByRole("button", { name: "Add" }).click();
    await panel.getByText("Birthday in May", { exact: true }).waitFor();
    await panel.getByRole("button", { name: "Edit the note" }).click();
    await panel.getByRole("textbox", { name: "Edit note" })
      .fill("Birthday in June");
    await panel.getByRole("button", { name: "Save" }).click();
    await panel.getByText("Birthday in June", { exact: true }).waitFor();
    await panel.getByRole("button", { name: "Delete the note" }).click();
    await panel.getByRole("button", { name: "Delete it" }).click();
    await panel.getByText("No notes yet.").waitFor();
  });

  it("opens the messages behind a fan's numbers", async () => {
    const page = await open(LONG);
    await page.getByRole("button", {
      name: /^[\d,]+ in, [\d,]+ out.*Messages of this conversation/,
    }).click();
    await page.locator("dialog .evidence-item").first().waitFor();
  });

  it.each(["light", "dark"] as const)(
    "leaves nothing for axe to find, %s",
    async (colorScheme) => {
      for (const viewport of [undefined, NARROW]) {
        const page = await windows.open(`/inbox?chat=${LONG}`, {
          colorScheme,
          ...(viewport === undefined ? {} : { viewport }),
        });
        await row(page, `Message ${MESSAGES}`).waitFor();
        if (viewport !== undefined) {
          await page.getByRole("button", { name: "About" }).click();
        }
        await page.locator(".fan-facts:visible").waitFor();
        await page.keyboard.press("e");
        await page.evaluate(axe.source);
        const found: axe.Result[] = await page.evaluate(
          "axe.run(document, { resultTypes: ['violations'] })" +
            ".then((results) => results.violations)",
        );
        expect(found.map(({ id, nodes }) => [id, nodes[0]?.target]))
          .toEqual([]);
      }
    },
  );
});

/** A message of the stream by its text. */
function row(page: Page, text: string | RegExp): Locator {
  const wanted = typeof text === "string"
    ? new RegExp(`(?<!\\w)${text.replace(/[?.]/g, "\\$&")}(?!\\w)`)
    : text;
  return page.locator(".stream-message").filter({
    has: page.locator(".message-text", { hasText: wanted }),
  });
}

/** A message on its way, by what is said of it. */
function pending(page: Page, state: string | RegExp): Locator {
  return page.locator(".stream-pending .pending-state")
    .filter({ hasText: state });
}

/** Whether there is nothing older than what is seen. */
function isAtBeginning(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const scroller = document.querySelector(".stream-scroll");
    if (scroller === null) return false;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    return scrollHeight - clientHeight + scrollTop < 2 &&
      scroller.textContent?.includes("where the conversation begins") === true;
  });
}

/** Whether something is within what is seen of the stream. */
async function seen(page: Page, locator: Locator): Promise<boolean> {
  const [scroller, box] = await Promise.all([
    page.locator(".stream-scroll").boundingBox(),
    locator.boundingBox(),
  ]);
  return scroller !== null && box !== null && box.y >= scroller.y - 1 &&
    box.y + Math.min(box.height, 40) <= scroller.y + scroller.height + 1;
}

/** The first row that is seen whole, and where its top is. */
function firstSeen(page: Page): Promise<{ key: string; top: number }> {
  return page.evaluate(() => {
    const scroller = document.querySelector(".stream-scroll");
    const edge = scroller?.getBoundingClientRect().top ?? 0;
    for (const row of document.querySelectorAll("[data-row]")) {
      const { top } = row.getBoundingClientRect();
      const key = row.getAttribute("data-row");
      if (top >= edge && key !== null) return { key, top };
    }
    throw new Error("No row is seen");
  });
}

function topOf(page: Page, key: string): Promise<number> {
  return page.evaluate(
    (key) =>
      document.querySelector(`[data-row="${key}"]`)?.getBoundingClientRect()
        .top ?? Infinity,
    key,
  );
}

/**
 * Scrolls by so many pixels, and gives how far what is seen then moves by
 * itself, while more is read and drawn.
 */
function drift(page: Page, by: number): Promise<number> {
  return page.evaluate(async (by) => {
    const scroller = document.querySelector(".stream-scroll");
    if (scroller === null) throw new Error("There is no stream");
    scroller.scrollTop += by;
    const edge = scroller.getBoundingClientRect().top;
    const rows = [...document.querySelectorAll("[data-row]")];
    const row = rows.find((row) => row.getBoundingClientRect().top >= edge);
    const top = row?.getBoundingClientRect().top ?? 0;
    let farthest = 0;
    for (let frame = 0; frame < 6; frame++) {
      await new Promise(requestAnimationFrame);
      if (row === undefined) continue;
      const now = row.isConnected ? row.getBoundingClientRect().top : Infinity;
      farthest = Math.max(farthest, Math.abs(now - top));
    }
    return farthest;
  }, by);
}
