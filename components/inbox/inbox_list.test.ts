import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type {
  ExtendedConversationNode,
  OutgoingWssMessage,
} from "@/lib/models/mod.ts";
import { conversation, seed } from "@/components/live/examples.ts";
import { LiveState } from "@/components/live/state.ts";
import { type InboxFilter, NO_FILTER } from "./filter.ts";
import { InboxList } from "./inbox_list.ts";

type Change = Partial<ExtendedConversationNode>;

function open(
  nodes: Record<string, Change>,
  filter: Partial<InboxFilter> = {},
  suggested = signal<ReadonlyMap<string, number>>(new Map()),
) {
  const state = new LiveState(seed({
    conversations: Object.entries(nodes)
      .map(([id, change]) => conversation(id, change)),
  }));
  const list = new InboxList(state, {
    filter: { ...NO_FILTER, ...filter },
    order: "priority",
    creator: null,
    suggested,
  });
  const stop = list.start();
  const receive = (...frames: OutgoingWssMessage[]) => {
    for (const frame of frames) state.apply(frame, true);
    state.settle();
  };
  const change = (id: string, change: Change) =>
    receive({
      type: "append_message",
      payload: { ...conversation(id, change), revision: 1 },
    });
  const online = (...users: string[]) =>
    receive({
      type: "online_users_update",
      payload: { user_ids: users, timestamp: "2025-11-08T12:00:00.000Z" },
    });
  return { list, change, online, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the list of conversations", () => {
  it("follows the account calmly", () => {
    const { list, change } = open({
      a: { priorityScore: 3 },
      b: { priorityScore: 2 },
    });
    expect(list.calm.shown.value).toEqual(["a", "b"]);
    change("b", { priorityScore: 9 });
    change("c", { priorityScore: 5 });
    expect(list.calm.shown.value).toEqual(["a", "b"]);
    expect(list.matching.value).toBe(3);
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["b", "c", "a"]);
  });

  it("counts what waits while it is held, and shows what is asked for at once", () => {
    const { list, change } = open({
      a: { priorityScore: 3, unreadCount: 1 },
      b: { priorityScore: 2 },
    });
    list.calm.hold("pointer");
    change("b", { priorityScore: 9 });
    change("b", { priorityScore: 8 });
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["a", "b"]);
    expect(list.calm.waiting.value).toBe(1);
    list.filter.value = { ...NO_FILTER, marks: new Set(["unread"]) };
    expect(list.calm.shown.value).toEqual(["a"]);
    expect(list.calm.waiting.value).toBe(0);
    list.filter.value = NO_FILTER;
    expect(list.calm.shown.value).toEqual(["b", "a"]);
  });

  it("follows who comes online, also where a chat is not named after the fan", () => {
    const { list, online } = open({
      a: {},
      b: { withUser: { id: "77", name: "Sam" } },
    }, { marks: new Set(["online"]) });
    expect(list.calm.shown.value).toEqual([]);
    online("77", "stranger");
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["b"]);
    online("a");
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["a"]);
  });

  it("follows which conversations have suggestions", () => {
    const suggested = signal<ReadonlyMap<string, number>>(new Map([["a", 1]]));
    const marks = new Set(["suggested"] as const);
    const { list } = open({ a: {}, b: {} }, { marks }, suggested);
    expect(list.calm.shown.value).toEqual(["a"]);
    suggested.value = new Map([["b", 2]]);
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["b"]);
    list.filter.value = NO_FILTER;
    suggested.value = new Map();
    expect(list.calm.shown.value).toEqual(["a", "b"]);
  });

  it("finds names among what meets the filter", () => {
    const { list, change } = open({
      a: { withUser: { id: "a", name: "Zoë" }, unreadCount: 1 },
      b: { withUser: { id: "b", name: "Zoe" } },
    }, { marks: new Set(["unread"]) });
    list.query.value = "zo";
    expect(list.calm.shown.value).toEqual(["a"]);
    change("b", { withUser: { id: "b", name: "Zoe" }, unreadCount: 1 });
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["a", "b"]);
    list.query.value = "x";
    expect(list.calm.shown.value).toEqual([]);
    expect(list.isNarrowed).toBe(true);
  });

  it("goes from one that waits to the next, and around", () => {
    const waitingSince = "2025-11-08T12:00:00.000Z";
    const { list, change } = open({
      a: { priorityScore: 4, waitingSince },
      b: { priorityScore: 3 },
      c: { priorityScore: 2, waitingSince },
      d: { priorityScore: 1 },
    });
    expect(list.nextWaiting(null)).toBe("a");
    expect(list.nextWaiting("a")).toBe("c");
    expect(list.nextWaiting("b")).toBe("c");
    expect(list.nextWaiting("c")).toBe("a");
    change("a", { waitingSince: null });
    expect(list.nextWaiting("c")).toBeNull();
    expect(list.nextWaiting("elsewhere")).toBe("c");
  });

  it("knows the topics that conversations have", () => {
    const { list, change } = open({ a: { topics: ["travel"] } });
    change("b", { topics: ["food", "travel"] });
    expect(list.topics.value).toEqual(["travel", "food"]);
  });

  it("follows nothing after it was stopped", () => {
    const { list, change, stop } = open({ a: { priorityScore: 3 } });
    stop();
    change("b", { priorityScore: 9 });
    vi.advanceTimersByTime(400);
    expect(list.calm.shown.value).toEqual(["a"]);
  });
});
