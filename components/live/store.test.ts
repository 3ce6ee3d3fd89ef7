import { describe, expect, it } from "vitest";
import { effect } from "@preact/signals";
import { ChatId, Message, type OutgoingWssMessage } from "@/lib/models/mod.ts";
import { ACK, analytics, conversation, seed } from "./examples.ts";
import { FakeBrowser } from "./fake_browser.ts";
import { MESSAGES_KEPT } from "./state.ts";
import { LiveStore } from "./store.ts";

function open() {
  const browser = new FakeBrowser();
  const store = new LiveStore(seed());
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
): OutgoingWssMessage {
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
});
