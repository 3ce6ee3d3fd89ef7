import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { eventually } from "../conditions.ts";
import {
  chat,
  deltaFrame,
  message,
  snapshotFrame,
  type WireChat,
  type WireMessage,
} from "../records.ts";
import { BROKEN_BY_A_CUT } from "../wire.ts";
import { describeUi, startEmpty, type Ui } from "./browser.ts";
import { isLive } from "./windows.ts";

/** Chats of the snapshot, each of one message. */
const CHATS = 1_200;

/** What the top bar shows of the connection. */
const shown = (page: Page) => page.locator(".connection > span.truncate");
/** What of it is read out. */
const said = (page: Page) => page.locator(".connection [role=status]");
const rows = (page: Page) => page.locator(".inbox-scroll .row");
const count = (page: Page) => page.locator(".inbox-count");
const toasts = (page: Page) => page.getByRole("alert");

/** Resolves when the connection is called `label`. */
async function says(page: Page, label: string | RegExp): Promise<void> {
  const hasText = typeof label === "string" ? new RegExp(`^${label}$`) : label;
  await shown(page).filter({ hasText }).waitFor();
}

/** A part of the snapshot. */
function part(index: number, chats: WireChat[], messages: WireMessage[]) {
  const { type, payload } = snapshotFrame(chats, messages);
  const name = { snapshot_id: "snap_1", part: { index, total: 2 } };
  return { type, payload: { ...payload, ...name } };
}

/** Something that just happens; gives its text. */
async function happens(ui: Ui, id: number, text: string): Promise<string> {
  await using agent = await ui.owner.agent();
  const createdAt = new Date().toISOString();
  agent.send(deltaFrame({ ...message(id, 1, text), createdAt }, { seq: 0 }));
  await agent.next("ingest_ack", ({ status }) => status === "committed");
  return text;
}

/** Takes note of the page's sockets: their addresses, and frames that come. */
function watched(page: Page) {
  const [addresses, frames]: [string[], string[]] = [[], []];
  page.on("websocket", (socket) => {
    addresses.push(socket.url());
    socket.on("framereceived", ({ payload }) => frames.push(String(payload)));
  });
  const types = () => frames.map((frame) => JSON.parse(frame).type);
  return { addresses, frames, types };
}

describeUi("the connection, in words", (ui) => {
  it("tells of the first snapshot, from waiting for it to its end", async () => {
    const page = await ui().window();
    await page.goto(`${ui().windows.origin}/inbox`);
    await says(page, "Waiting for the first snapshot");

    const ids = Array.from({ length: CHATS }, (_, i) => i + 1);
    const messages = ids.map((id) => message(id, id, "Hello"));
    await using agent = await ui().owner.agent();
    agent.send(part(0, ids.map(chat), messages.slice(0, 900)));
    // Known: what came; expected: as much again.
    await says(page, "Syncing 2,100 of 4,200");
    expect(await said(page).innerText()).toBe("Syncing");
    agent.send(part(1, [], messages.slice(900)));
    await says(page, "Live");
    await count(page).filter({ hasText: "1,200 conversations" }).waitFor();
  });

  it("is no more than on its way until it is acknowledged", async () => {
    const page = await ui().window();
    await page.routeWebSocket(/\/ws\//, () => {});
    await page.goto(`${ui().windows.origin}/inbox`);
    await says(page, "Connecting…");
    await rows(page).first().waitFor();
    expect(await said(page).innerText()).toBe("Connecting…");
  });

  it("is being mended after a cut, and catches up with what it missed", async () => {
    const page = await ui().window();
    const { addresses, frames, types } = watched(page);
    await page.goto(`${ui().windows.origin}/inbox?chat=1`);
    await isLive(page);
    await count(page).filter({ hasText: "1,200 conversations" }).waitFor();
    await eventually(
      "the last of all conversations",
      () =>
        frames.map((frame) => JSON.parse(frame)).some(({ type, payload }) =>
          type === "full_sync_response" &&
          (payload.part?.index ?? 0) + 1 === (payload.part?.total ?? 1)
        ),
    );
    frames.length = 0;
    ui().wire.refuse();
    await says(page, "Reconnecting…");
    const notice = page.locator(".notice");
    await notice.filter({ hasText: "The service cannot be reached." })
      .waitFor();
    expect(await notice.innerText())
      .toContain("You see what was known a moment ago.");
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    const missed = await happens(ui(), 20_001, "This was missed");
    expect(await page.getByText(missed).count()).toBe(0);

    ui().wire.mend();
    await says(page, "Live");
    await page.locator(".stream-message").filter({ hasText: missed }).waitFor();
    await page.locator(".row[data-chat='1']").filter({ hasText: missed })
      .waitFor();
    await notice.waitFor({ state: "detached" });
    expect(addresses.at(-1)).toMatch(/[?&]since=\d+$/);
    expect(types()).toContain("append_message");
    expect(types()).not.toContain("full_sync_response");
    onlyFailedToConnect(ui());
  });

  it("says at once that the browser is offline, and recovers", async () => {
    const page = await ui().open("/analytics");
    await page.context().setOffline(true);
    await says(page, "Reconnecting…");
    await page.context().setOffline(false);
    await says(page, "Live");
    onlyFailedToConnect(ui());
  });

  it("shows who is online until that is too old to be believed", async () => {
    const dashboard = await ui().open("/");
    const inbox = await ui().open("/inbox?chat=1");
    const count = (page: Page) => page.locator(".online-count");
    expect(await count(dashboard).count()).toBe(0);

    await using agent = await ui().owner.agent();
    /** Tells what was seen some time ago: it holds for two minutes. */
    const observed = (users: number[], secondsAgo: number) =>
      agent.send({
        type: "online_users_update",
        payload: {
          user_ids: users,
          timestamp: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
        },
      });
    observed([], 111);
    await count(inbox).filter({ hasText: /^0 online$/ }).waitFor();
    // The two chats at the top, and somebody who has none.
    const top = await rows(inbox).evaluateAll((rows) =>
      rows.slice(0, 2).map((row) => Number(row.getAttribute("data-chat")))
    );
    observed([...top, 777_777], 110);
    for (const page of [dashboard, inbox]) {
      await count(page).filter({ hasText: /^3 online$/ }).waitFor();
    }
    for (const id of top) {
      const row = rows(inbox).and(inbox.locator(`[data-chat="${id}"]`));
      await row.locator(".online").waitFor();
      await row.getByText("online", { exact: true }).waitFor();
    }
    expect(await rows(inbox).locator(".online").count()).toBe(2);

    for (const page of [dashboard, inbox]) {
      await count(page).waitFor({ state: "detached" });
    }
    expect(await rows(inbox).locator(".online").count()).toBe(0);
    await inbox.reload();
    await isLive(inbox);
    expect(await count(inbox).count()).toBe(0);
  });

  it("tells of the service's errors, once each, until they are dismissed", async () => {
    const page = await ui().window();
    // The page's own socket, for it to say what the service refuses.
    await page.addInitScript(() => {
      const sockets: WebSocket[] = [];
      globalThis.WebSocket = class extends WebSocket {
        constructor(url: string | URL, protocols?: string | string[]) {
          super(url, protocols);
          sockets.push(this);
        }
      };
      Object.assign(globalThis, {
        say: (text: string) => sockets.at(-1)?.send(text),
      });
    });
    await page.goto(`${ui().windows.origin}/settings`);
    await isLive(page);
    const say = (text: string) => page.evaluate(`say(${JSON.stringify(text)})`);
    await say("no JSON");
    await toasts(page).filter({ hasText: "The frame is not JSON." }).waitFor();
    await say('{"type":"nonsense"}');
    await toasts(page).filter({ hasText: "does not fit its schema" })
      .waitFor();
    await say("no JSON");
    await eventually(
      "the newest at the end",
      async () =>
        (await toasts(page).allInnerTexts()).at(-1)?.includes("not JSON"),
    );
    expect(await toasts(page).count()).toBe(2);

    for (const left of [1, 0]) {
      await toasts(page).first().getByRole("button", { name: "Dismiss" })
        .press("Enter");
      await eventually(
        "one less",
        async () => await toasts(page).count() === left,
      );
    }
    await says(page, "Live");
  });
}, startEmpty);

/** What a browser itself reports of a network that fails, and nothing else. */
function onlyFailedToConnect({ windows }: Ui): void {
  const others = windows.problems.splice(0).filter((text) =>
    !BROKEN_BY_A_CUT.test(text)
  );
  expect(others).toEqual([]);
}
