import { describe, expect, it } from "vitest";
import { effect } from "@preact/signals";
import { ChatId, Message, type OutgoingWssMessage } from "@/lib/models/mod.ts";
import { ACK, analytics, conversation, seed } from "./examples.ts";
import { FakeBrowser } from "./fake_browser.ts";
import { BEYOND_KEPT, MESSAGES_KEPT } from "./state.ts";
import { LiveStore } from "./store.ts";

function open(change: Parameters<typeof seed>[0] = {}) {
  const browser = new FakeBrowser();
  const store = new LiveStore(seed(change));
  store.start(browser);
  browser.socket.deliver(ACK);
  const receive = (...frames: OutgoingWssMessage[]) => {
    for (const frame of frames) browser.socket.deliver(frame);
    browser.pass(100);
  };
  return { browser, store, receive };
}

function sync(
  revision: number,
  ids: string[],
  part?: { index: number; total: number },
): OutgoingWssMessage & { type: "full_sync_response" } {
  return {
    type: "full_sync_response",
    payload: {
      conversations: ids.map((id) => conversation(id)),
      analytics: analytics(),
      revision,
      part,
    },
  };
}

function append(
  revision: number,
  id: string,
  change: Parameters<typeof conversation>[1] = {},
): OutgoingWssMessage {
  return {
    type: "append_message",
    payload: { ...conversation(id, change), revision },
  };
}

describe("the live store", () => {
  it("shows a full sync in parts, and what it no longer holds goes last", () => {
    const { store, receive } = open();
    receive(sync(3, ["1", "2"]));
    receive(sync(9, ["2"], { index: 0, total: 2 }));
    expect(store.revision.value).toBeNull();
    receive(sync(9, ["3"], { index: 1, total: 2 }));
    expect(store.revision.value).toBe(9);
    expect(store.state.ranking.value).toEqual(["2", "3"]);
    expect(store.state.conversation("1")).toBeUndefined();
  });

  it("ranks by priority, and says nothing while the ranking stays", () => {
    const { store, receive } = open();
    receive(sync(1, ["1", "2", "3"]));
    let rankings = 0;
    effect(() => {
      store.state.ranking.value;
      rankings++;
    });
    receive(append(2, "3", { priorityScore: 80 }));
    expect(store.state.ranking.value).toEqual(["3", "1", "2"]);
    receive(append(3, "3", { priorityScore: 81 }));
    expect(rankings).toBe(2);
  });

  it("tells once which conversations a run of changes changed", () => {
    const { store, receive } = open();
    receive(sync(1, ["1", "2", "3"]));
    const told: string[][] = [];
    const stop = store.state.onChanged((ids) => told.push([...ids].sort()));
    receive(append(2, "1", { unreadCount: 4 }), append(3, "3"));
    receive({ type: "system_status", payload: { status: "REALTIME" } });
    receive(sync(9, ["2", "4"]));
    expect(told).toEqual([["1", "3"], ["1", "2", "3", "4"]]);
    stop();
    receive(append(10, "2", { unreadCount: 1 }));
    expect(told).toHaveLength(2);
  });

  it("changes only the conversation that changed", () => {
    const { store, receive } = open();
    receive(sync(1, ["1", "2"]));
    let others = 0;
    effect(() => {
      store.state.conversation("2")?.value;
      others++;
    });
    receive(append(2, "1", { unreadCount: 4 }));
    expect(store.state.conversation("1")?.value.unreadCount).toBe(4);
    expect(others).toBe(1);
  });

  it("merges scores and counts by conversation, and replaces the rest", () => {
    const { store, receive } = open();
    receive(sync(1, ["1", "2"]), {
      type: "analytics_update",
      payload: {
        ...analytics({
          priorityScores: { "2": 90, unknown: 5 },
          unreadCounts: { "1": 3 },
          totals: { conversations: 2, messages: 8, unanswered: 1 },
        }),
        revision: 2,
      },
    });
    expect(store.state.conversation("2")?.value.priorityScore).toBe(90);
    expect(store.state.conversation("1")?.value.unreadCount).toBe(3);
    expect(store.state.conversation("1")?.value.priorityScore).toBe(10);
    expect(store.state.figures.value?.totals?.messages).toBe(8);
    expect(store.state.ranking.value[0]).toBe("2");
  });

  it("takes an enrichment into its conversation", () => {
    const { store, receive } = open();
    receive(sync(1, ["1"]), {
      type: "enrichment_result",
      payload: {
        conversation_id: ChatId.parse("1"),
        topics: ["travel"],
        actions: ["greeting"],
        sentiment: 0.5,
        outcomes: [],
        revision: 2,
      },
    });
    expect(store.state.conversation("1")?.value).toMatchObject({
      topics: ["travel"],
      sentiment: 0.5,
    });
  });

  it("keeps a conversation's latest messages only, an edited one once", () => {
    const { store, receive } = open();
    const message = (id: number, text: string) => Message.parse({ id, text });
    receive(sync(1, ["1"]));
    for (let i = 0; i < 30; i++) {
      receive(append(2 + i, "1", { messages: [message(i, "first")] }));
    }
    receive(append(32, "1", { messages: [message(29, "edited")] }));
    const messages = store.state.conversation("1")?.value.messages ?? [];
    expect(messages).toHaveLength(MESSAGES_KEPT);
    expect(messages.at(-1)?.text).toBe("edited");
  });

  it("ignores what it has, and asks once for what it lacks", () => {
    const { browser, store, receive } = open();
    receive(sync(5, ["1"]));
    receive(append(5, "1", { unreadCount: 9 }), append(4, "1"));
    expect(store.state.conversation("1")?.value.unreadCount).toBe(0);
    receive(append(7, "1"), append(8, "1"));
    expect(store.revision.value).toBe(5);
    expect(browser.socket.sent).toEqual([
      { type: "resume", payload: { since: 5 } },
    ]);
    receive(append(6, "1"), append(7, "1"), append(8, "1"));
    expect(store.revision.value).toBe(8);
    expect(browser.socket.sent).toHaveLength(1);
  });

  it("connects anew where the replay does not come", () => {
    const { browser, receive } = open();
    receive(sync(5, ["1"]), append(7, "1"));
    browser.pass(6_000);
    expect(browser.sockets).toHaveLength(2);
    expect(browser.socket.since).toBe(5);
  });

  it("asks for everything after a cut amid a full sync", () => {
    const { browser, receive } = open();
    receive(sync(5, ["1"]), sync(9, ["1"], { index: 0, total: 2 }));
    browser.socket.cut();
    browser.pass(1_000);
    expect(browser.socket.since).toBeNull();
  });

  it("counts what came just before a cut", () => {
    const { browser, receive } = open();
    receive(sync(5, ["1"]));
    browser.socket.deliver(append(6, "1"));
    browser.socket.cut();
    browser.pass(1_000);
    expect(browser.socket.since).toBe(6);
  });

  it("forgets who is online when that is no longer known", () => {
    const { browser, store, receive } = open();
    receive({
      type: "online_users_update",
      payload: {
        user_ids: ["1"],
        timestamp: new Date(browser.now()).toISOString(),
        expires_at: new Date(browser.now() + 30_000).toISOString(),
      },
    });
    expect(store.state.presence.value?.users.has("1")).toBe(true);
    browser.pass(30_000);
    expect(store.state.presence.value).toBeNull();
  });

  it("says how many conversations it knows, and whether these are all", () => {
    const { store, receive } = open();
    const { known, isComplete } = store.state;
    expect([known.value, isComplete.value]).toEqual([0, false]);
    receive(sync(9, ["1", "2"], { index: 0, total: 2 }));
    expect([known.value, isComplete.value]).toEqual([2, false]);
    receive(sync(9, ["3"], { index: 1, total: 2 }));
    expect([known.value, isComplete.value]).toEqual([3, true]);
    // All of them stay there while they come anew.
    receive(sync(12, ["1"], { index: 0, total: 2 }));
    expect([known.value, isComplete.value]).toEqual([3, true]);
  });

  it("counts the runs of changes that changed a conversation", () => {
    const { store, receive } = open();
    const { changes } = store.state;
    expect(changes.value).toBe(0);
    receive(sync(1, ["1", "2"]));
    expect(changes.value).toBe(1);
    receive(append(2, "1"), append(3, "2"));
    expect(changes.value).toBe(2);
    receive({ type: "system_status", payload: { status: "REALTIME" } });
    expect(changes.value).toBe(2);
  });

  it("tells of new and changed messages, by conversation, until told not to", () => {
    const { store, receive } = open();
    const message = (id: number, text: string) => Message.parse({ id, text });
    const told: [string, (string | null | undefined)[], number][] = [];
    const stop = store.state.onMessages((chatId, messages) => {
      // What listeners look at is up to date by then.
      const shown = store.state.conversation(chatId)?.value.messages.length;
      told.push([chatId, messages.map(({ text }) => text), shown ?? 0]);
    });
    receive(sync(1, ["1", "2"]));
    expect(told).toEqual([]);
    receive(
      append(2, "1", { messages: [message(5, "a")] }),
      append(3, "2", { messages: [message(6, "b")] }),
      append(4, "1", { messages: [message(7, "c")] }),
      append(5, "1", { messages: [message(5, "a, edited")] }),
      append(6, "2", { unreadCount: 1 }),
    );
    expect(told).toEqual([["1", ["a, edited", "c"], 2], ["2", ["b"], 1]]);
    receive(append(7, "2", { unreadCount: 2 }));
    stop();
    receive(append(8, "1", { messages: [message(8, "d")] }));
    expect(told).toHaveLength(2);
  });
});

describe("a store of lists", () => {
  const text = (length: number) => "x".repeat(length);
  const lastMessage = (id: number, text: string) => Message.parse({ id, text });

  it("asks for all conversations unless the page has them", () => {
    const totals = { conversations: 1, messages: 1, unanswered: 0 };
    const seeded = {
      sync: "list" as const,
      revision: 3,
      analytics: analytics({ totals }),
    };
    expect(open(seeded).browser.socket.since).toBeNull();
    const all = { ...seeded, conversations: [conversation("1")] };
    expect(open(all).browser.socket.since).toBe(3);
  });

  it.each([
    ["stay while the last one is the same", lastMessage(2, "two"), true],
    ["go where another one is the last", lastMessage(3, "two"), false],
    ["go where the last one was changed", lastMessage(2, "2"), false],
    ["go where there is no last one any more", null, false],
  ])("messages that are known %s", (_, listed, isKept) => {
    const { store, receive } = open({ sync: "list" });
    const messages = [lastMessage(1, "one"), lastMessage(2, "two")];
    const last = { messages, lastMessage: messages[1] ?? null };
    receive(sync(1, ["1"]), append(2, "1", last));
    const again = sync(9, []);
    again.payload.conversations.push(
      conversation("1", { lastMessage: listed, unreadCount: 7 }),
    );
    receive(again);
    expect(store.state.conversation("1")?.value).toMatchObject({
      unreadCount: 7,
      lastMessage: listed,
      messages: isKept ? messages : [],
    });
  });

  it("knows a long message by its beginning", () => {
    const { store, receive } = open({ sync: "list" });
    const whole = lastMessage(1, text(400));
    const last = { messages: [whole], lastMessage: whole };
    receive(sync(1, ["1"]), append(2, "1", last));
    const again = sync(9, []);
    again.payload.conversations.push(
      conversation("1", { lastMessage: lastMessage(1, text(160)) }),
    );
    receive(again);
    expect(store.state.conversation("1")?.value.messages).toEqual([whole]);
  });

  it("forgets what a sync no longer has", () => {
    const { store, receive } = open({ sync: "list" });
    receive(sync(3, ["1", "2"]), sync(9, ["2"]));
    expect(store.state.ranking.value).toEqual(["2"]);
    expect(store.state.known.value).toBe(1);
  });
});

describe("a store of figures", () => {
  const totalsOf = (conversations: number) =>
    analytics({ totals: { conversations, messages: 9, unanswered: 0 } });
  const page = {
    sync: "figures" as const,
    revision: 7,
    conversations: [conversation("1"), conversation("2")],
    analytics: totalsOf(50_000),
  };

  it("goes on from the page's revision with the first conversations only", () => {
    const { browser, store } = open(page);
    expect(browser.socket.since).toBe(7);
    expect(store.state.isComplete.value).toBe(false);
    const all = { ...page, analytics: totalsOf(2) };
    expect(open(all).store.state.isComplete.value).toBe(true);
  });

  it("starts anew where the account has no figures yet", () => {
    const { browser } = open({ sync: "figures", revision: 7 });
    expect(browser.socket.since).toBeNull();
  });

  it("takes what changes, and keeps all of it at a sync", () => {
    const { store, receive } = open(page);
    receive(append(8, "3", { priorityScore: 90 }));
    expect(store.state.ranking.value).toEqual(["3", "1", "2"]);
    receive(sync(40, []));
    expect(store.revision.value).toBe(40);
    expect(store.state.syncs.value).toBe(1);
    expect(store.state.ranking.value).toEqual(["3", "1", "2"]);
    receive(append(41, "1", { unreadCount: 3 }));
    expect(store.state.conversation("1")?.value.unreadCount).toBe(3);
  });

  it("keeps so many beyond the first: the longest unchanged go", () => {
    const { store, receive } = open(page);
    let revision = page.revision;
    const change = (id: number) => receive(append(++revision, String(id)));
    for (let id = 1_000; id < 1_000 + BEYOND_KEPT; id++) change(id);
    change(1_000);
    change(1);
    expect(store.state.known.value).toBe(2 + BEYOND_KEPT);
    change(5_000);
    change(5_001);
    expect(store.state.known.value).toBe(2 + BEYOND_KEPT);
    expect(store.state.ranking.value).toHaveLength(2 + BEYOND_KEPT);
    const isKnown = (id: number) =>
      store.state.conversation(String(id)) !== undefined;
    expect([1, 2, 1_000, 1_003, 5_000, 5_001].every(isKnown)).toBe(true);
    expect([1_001, 1_002].some(isKnown)).toBe(false);
  });
});
