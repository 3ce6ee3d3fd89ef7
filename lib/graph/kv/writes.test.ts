import { describe, expect, it, vi } from "vitest";
import { ChatId, CreatorId } from "@/lib/models/mod.ts";
import {
  BulkWriter,
  type Dataset,
  keyId,
  LruCache,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import {
  buildGraph,
  conversationChanges,
  type ConversationWhole,
} from "../builder.ts";
import type { GraphChange } from "../changes.ts";
import { KvGraph } from "./kv_graph.ts";
import { conversationVertexKey } from "./layout.ts";
import {
  testDataset,
  testEmbed,
  type TestMessage,
  wholeOf,
  withStore,
} from "../testing.ts";

const creator = CreatorId.parse("9001");
const dataset: Dataset = testDataset();
const tip = {
  kind: "tip",
  date: "2025-11-08T12:34:56.000Z",
  observed: true,
  amount: 20,
} as const;

const travel = message({ topics: ["travel"], actions: ["greeting"] });

function message(some: Partial<TestMessage>): TestMessage {
  return { topics: [], actions: [], outcome: null, sentiment: 0, ...some };
}

function chatId(n: number): ChatId {
  return ChatId.parse(String(n));
}

function conversation(n: number, ...messages: TestMessage[]) {
  return wholeOf(chatId(n), creator, messages);
}

/** What one more message changes. */
function oneMore(
  before: ConversationWhole,
  more: TestMessage,
): GraphChange[] {
  const { chat, topics, actions, messages, outcomes } = before.facts;
  const { facts, targets } = wholeOf(chat, creator, [more], {
    messages: messages + 1,
  });
  const sum = (a: Record<string, number>, b: Record<string, number>) => {
    const all = { ...a };
    for (const name in b) all[name] = (all[name] ?? 0) + (b[name] ?? 0);
    return all;
  };
  const after = {
    ...facts,
    topics: sum(topics, facts.topics),
    actions: sum(actions, facts.actions),
    outcomes: [...outcomes, ...facts.outcomes],
  };
  return conversationChanges(before.facts, after, targets, testEmbed);
}

/** A key as `vertex topic:travel` or `edge_in topic:travel … conversation:1`. */
function short([room, , , , ...parts]: Deno.KvKey): string {
  return [room, ...parts].join(" ");
}

/** Applies changes; gives the keys that were set, and how many were deleted. */
async function written(
  store: Store,
  changes: GraphChange[],
  cache: LruCache | null = null,
): Promise<{ sets: string[]; deletes: number }> {
  const tx = new Transaction(store, cache);
  await new KvGraph(store).apply(tx, { dataset, creator }, changes);
  const versionstamp = await tx.commit();
  const entries = await Array.fromAsync(store.kv.list({ prefix: [] }));
  const sets = entries.filter((entry) => entry.versionstamp === versionstamp)
    .map(({ key }) => short(key));
  return { sets, deletes: tx.size - sets.length };
}

async function build(
  store: Store,
  conversations: ConversationWhole[],
  cache: LruCache | null = null,
): Promise<void> {
  const graphs = buildGraph({ conversations, days: [] }, testEmbed);
  const changes = graphs.get(creator) ?? [];
  await written(store, changes, cache);
}

/** Counts the round trips in which `run` reads. */
async function readsOf(store: Store, run: () => Promise<unknown>) {
  const getMany = vi.spyOn(store, "getMany");
  await run();
  const { length } = getMany.mock.calls;
  getMany.mockRestore();
  return length;
}

describe("the keys that a message writes", () => {
  it("are the conversation's alone where it says nothing, or names known topics without an action", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel);
      await build(store, [one, conversation(2, travel)]);
      const known = { sets: ["vertex conversation:1"], deletes: 0 };
      expect(await written(store, oneMore(one, message({})))).toEqual(known);
      const again = oneMore(one, message({ topics: ["travel"] }));
      expect(await written(store, again)).toEqual(known);
    });
  });

  it("are one more for each action whose pairs with topics it counts", async () => {
    await withStore(async (store) => {
      const all = message({
        topics: ["travel", "food", "music"],
        actions: ["greeting", "question"],
      });
      const one = conversation(1, all);
      await build(store, [one]);
      expect(await written(store, oneMore(one, all))).toEqual({
        sets: [
          "vertex action:greeting",
          "vertex action:question",
          "vertex conversation:1",
        ],
        deletes: 0,
      });
    });
  });

  it("are shared by a batch as far as conversations share them", async () => {
    await withStore(async (store) => {
      const all = Array.from({ length: 40 }, (_, n) => conversation(n, travel));
      await build(store, all);
      const changes = all.flatMap((one) => [
        ...oneMore(one, travel),
        ...oneMore({ ...one, facts: { ...one.facts, messages: 2 } }, travel),
      ]);
      const { sets, deletes } = await written(store, changes);
      expect(sets).toHaveLength(40 + 1);
      expect(deletes).toBe(0);
    });
  });

  it("are marks and shared vertices where it is the first about a topic", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel);
      await build(store, [one, conversation(2, message({ topics: ["food"] }))]);
      const food = message({ topics: ["food"] });
      expect((await written(store, oneMore(one, food))).sets).toEqual([
        "edge_in topic:food DISCUSS_TOPIC conversation:1",
        "graph_counts",
        "vertex conversation:1",
        "vertex topic:food",
      ]);
    });
  });

  it("are an outcome's vertex and mark where it shows one", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel);
      await build(store, [one]);
      const paid = oneMore(one, message({ outcome: tip }));
      const outcome = "outcome:1:tip:@1762605296000";
      expect((await written(store, paid)).sets).toEqual([
        `edge_out conversation:1 RESULTS_IN_OUTCOME ${outcome}`,
        "graph_counts",
        "vertex conversation:1",
        `vertex ${outcome}`,
      ]);
    });
  });

  it("go with the conversation", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel, message({ outcome: tip }));
      await build(store, [one]);
      const back = one.targets.map((target) => ({ ...target, by: -1 }));
      const changes = conversationChanges(one.facts, null, back, testEmbed);
      await written(store, changes);
      const prefix = ["vertex", dataset.account, dataset.generation];
      expect(await Array.fromAsync(store.listKeys({ prefix }))).toEqual([]);
    });
  });
});

describe("the reads that a message needs", () => {
  it("are one round trip, and none once the conversation is known", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel);
      await build(store, [one, conversation(2, travel)]);
      const cache = new LruCache(100);
      const changes = oneMore(one, travel);
      const apply = () => written(store, changes, cache);
      expect(await readsOf(store, apply)).toBe(1);
      expect(await readsOf(store, apply)).toBe(0);
    });
  });

  it("are none where the conversation's vertex was read with other keys", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel);
      const two = conversation(2, travel);
      const cache = new LruCache(100);
      await build(store, [one, two], cache);
      const key = conversationVertexKey(dataset, creator, chatId(2));
      cache.delete(keyId(key));
      const tx = new Transaction(store, cache);
      await tx.prefetch([key], { keep: true });
      const graph = new KvGraph(store);
      const reads = await readsOf(store, async () => {
        const changes = oneMore(two, travel);
        const settled = await graph.apply(tx, { dataset, creator }, changes);
        expect(settled).toHaveLength(4);
      });
      expect(reads).toBe(0);
    });
  });
});

describe("a conversation of more edges than fit under a key", () => {
  it("is stored and read as any other", async () => {
    await withStore(async (store) => {
      const names = Array.from(
        { length: 700 },
        (_, n) => `${String(n).padStart(3, "0")} ${"x".repeat(120)}`,
      );
      const one = conversation(1, message({ topics: names }));
      const { facts } = one;
      const writer = new BulkWriter(store);
      const changes = conversationChanges(null, facts, [], testEmbed);
      await new KvGraph(store).apply(writer, { dataset, creator }, changes);
      await writer.finish();
      await written(store, oneMore(one, message({})));
      const key = conversationVertexKey(dataset, creator, chatId(1));
      expect((await store.get(key))?.chunks).toBeGreaterThan(1);
      const graph = new KvGraph(store);
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await graph.neighbours(
          { dataset, creator },
          "conversation:1",
          { direction: "out", limit: 300, ...(cursor ? { cursor } : {}) },
        );
        found.push(...page.neighbours.map(({ vertex }) => vertex.id));
        cursor = page.cursor;
      } while (cursor !== null);
      expect(found).toEqual(names.map((name) => `topic:${name}`));
    });
  });
});
