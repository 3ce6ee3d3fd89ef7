import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  type FullSyncResponse,
  NewRawMessagePayload,
  SyncMode,
} from "@/lib/models/mod.ts";
import { ManualClock } from "@/lib/store/mod.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR_MS = 3_600_000;

let kv: Deno.Kv;
let brain: Brain;

beforeEach(async () => {
  kv = await Deno.openKv(":memory:");
  brain = new Brain({ kv, clock: new ManualClock(NOW), calmMs: 0 });
});
afterEach(async () => {
  await brain.hub.close();
  await brain.ingest.stop();
  kv.close();
});

interface Said {
  chat: number;
  hoursAgo: number;
  inbound?: boolean;
  text?: string;
  tip?: number;
}

/** Stores a snapshot with one message for each that was said. */
async function store(said: readonly Said[]): Promise<void> {
  const messages = said.map((one, i) => wireMessage(i + 1, one));
  const chats = [...new Set(said.map(({ chat }) => chat))].map((id) => ({
    id,
    withUser: { id, name: `Fan ${id}`, header: "https://cdn.example/h.jpg" },
  }));
  const payload = CacheUpdateEnvelope.parse({ chats, messages });
  await brain.ingest.addSnapshot(ACCOUNT, payload);
  await brain.ingest.idle();
}

function wireMessage(
  id: number,
  { chat, hoursAgo, inbound = true, text = "Hello", tip }: Said,
) {
  return {
    id,
    chat_id: chat,
    fromUser: { id: inbound ? chat : 9 },
    text,
    createdAt: new Date(NOW - hoursAgo * HOUR_MS).toISOString(),
    ...(tip === undefined ? {} : { isTip: true, tipAmount: tip, price: tip }),
  };
}

function numbered(count: number, hoursAgo: (i: number) => number): Said[] {
  return Array.from(
    { length: count },
    (_, i) => ({ chat: 1_000 + i, hoursAgo: hoursAgo(i) }),
  );
}

async function sync(mode?: SyncMode): Promise<FullSyncResponse[]> {
  return await Array.fromAsync(brain.views.fullSync(ACCOUNT, mode));
}

const idsOf = (parts: readonly FullSyncResponse[]) =>
  parts.flatMap(({ conversations }) =>
    conversations.map(({ conversationId }) => conversationId)
  );

describe("a full sync", () => {
  it("has one part without anything before the first snapshot", async () => {
    for (const mode of SyncMode.options) {
      expect(await sync(mode)).toMatchObject([{
        conversations: [],
        analytics: { totals: { conversations: 0, messages: 0 } },
        part: { index: 0, total: 1 },
      }]);
    }
  });

  it("has all conversations, in parts of 50, or as a list of 500", async () => {
    await store(numbered(501, (i) => i));
    const parts = { full: await sync(), list: await sync("list") };
    expect(parts.full.map(({ part }) => part))
      .toEqual(
        Array.from({ length: 11 }, (_, index) => ({ index, total: 11 })),
      );
    expect(parts.list.map(({ part }) => part))
      .toEqual([{ index: 0, total: 2 }, { index: 1, total: 2 }]);
    expect(parts.list.map(({ conversations }) => conversations.length))
      .toEqual([500, 1]);
    expect(idsOf(parts.list)).toEqual(idsOf(parts.full));
    expect(new Set(idsOf(parts.list)).size).toBe(501);
  });

  it("tells priorities and unread counts apart, or in the rows only", async () => {
    await store(numbered(60, (i) => i));
    for (const { conversations, analytics } of await sync("full")) {
      expect(analytics.priorityScores).toEqual(Object.fromEntries(
        conversations.map((node) => [node.conversationId, node.priorityScore]),
      ));
      expect(Object.keys(analytics.unreadCounts)).toHaveLength(
        conversations.length,
      );
    }
    const [list] = await sync("list");
    expect(list?.analytics).toMatchObject({
      priorityScores: {},
      unreadCounts: {},
      totals: { conversations: 60, messages: 60, unanswered: 60 },
    });
  });

  it("has the same figures in all parts of a list: they are made once", async () => {
    await store(numbered(501, (i) => i));
    const [first, second] = await sync("list");
    expect(second?.analytics).toBe(first?.analytics);
    expect(second?.graph).toBe(first?.graph);
  });

  it("has short rows in a list, with what conversations are sorted by", async () => {
    await store([
      { chat: 7, hoursAgo: 30, text: "Here you are", tip: 20 },
      { chat: 7, hoursAgo: 3, text: "long ".repeat(80) },
    ]);
    const [node] = (await sync())[0]?.conversations ?? [];
    const [row] = (await sync("list"))[0]?.conversations ?? [];
    expect(node?.messages).toHaveLength(1);
    expect(node?.outcomes).not.toEqual([]);
    expect(row).toMatchObject({
      messages: [],
      outcomes: [],
      actions: [],
      priorityScore: node?.priorityScore,
      spent: 20,
      waitingSince: new Date(NOW - 30 * HOUR_MS).toISOString(),
      endDate: node?.endDate,
      creatorId: node?.creatorId,
      lastMessage: { id: "2", text: "long ".repeat(32) },
    });
    expect(row?.withUser).not.toHaveProperty("header", expect.anything());
  });

  it("is one part without conversations where figures are enough", async () => {
    await store(numbered(120, (i) => i));
    const [full] = await sync("full");
    expect(await sync("figures")).toEqual([{
      conversations: [],
      analytics: { ...full?.analytics, priorityScores: {}, unreadCounts: {} },
      graph: full?.graph,
      part: { index: 0, total: 1 },
    }]);
  });
});

describe("what is told of a conversation", () => {
  it("says since when the fan waits until there is an answer", async () => {
    await store([{ chat: 7, hoursAgo: 5 }]);
    const told = async () => {
      const node = await brain.chats.getChatWithMessages(
        ACCOUNT,
        (await sync())[0]!.conversations[0]!.conversationId,
      );
      return { spent: node?.spent, waitingSince: node?.waitingSince };
    };
    const since = new Date(NOW - 5 * HOUR_MS).toISOString();
    expect(await told()).toEqual({ spent: 0, waitingSince: since });
    const say = (id: number, said: Omit<Said, "chat">) =>
      brain.ingest.addDelta(
        ACCOUNT,
        NewRawMessagePayload.parse({
          message: wireMessage(id, { chat: 7, ...said }),
        }),
      );
    await say(2, { hoursAgo: 4, tip: 12.5 });
    expect(await told()).toEqual({ spent: 12.5, waitingSince: since });
    await say(3, { hoursAgo: 3, inbound: false });
    expect(await told()).toEqual({ spent: 12.5, waitingSince: null });
  });
});

describe("the first conversations by priority", () => {
  const urgent = (limit: number) =>
    brain.views.urgentConversations(ACCOUNT, limit);

  it("are of all conversations while there are 2,000 at most", async () => {
    await store([
      ...numbered(40, (i) => 100 + i).map((one) => ({
        ...one,
        inbound: false,
      })),
      { chat: 7, hoursAgo: 20, inbound: false, tip: 90 },
      { chat: 8, hoursAgo: 20 },
    ]);
    const nodes = await urgent(50);
    expect(nodes).toHaveLength(42);
    expect(nodes[0]?.conversationId).toBe("8");
    const scores = nodes.map(({ priorityScore }) => priorityScore);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(await urgent(5)).toEqual(nodes.slice(0, 5));
  });

  it("are of those that wait where there are more", async () => {
    const answered = numbered(1_700, () => 50)
      .map((one) => ({ ...one, inbound: false }));
    // One waits for 12 minutes, one for 24, …: 120 hours in all.
    const waiting = Array.from(
      { length: 600 },
      (_, i) => ({ chat: 10_000 + i, hoursAgo: (i + 1) / 5 }),
    );
    await store([...answered, ...waiting]);
    const nodes = await urgent(400);
    const found = nodes.map(({ conversationId }) => Number(conversationId))
      .toSorted((a, b) => a - b);
    const range = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => from + i);
    expect(found).toEqual([
      // The newest; those of a day or a little more; the longest.
      ...range(10_000, 100),
      ...range(10_120, 100),
      ...range(10_500, 100),
    ]);
    const scores = nodes.map(({ priorityScore }) => priorityScore);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(await urgent(10)).toEqual(nodes.slice(0, 10));
    const all = (await sync()).flatMap(({ conversations }) => conversations);
    expect(nodes[0]?.priorityScore)
      .toBe(Math.max(...all.map(({ priorityScore }) => priorityScore)));
  });
});
