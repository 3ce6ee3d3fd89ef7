import { describe, expect, it } from "vitest";
import { ChatId, CreatorId } from "@/lib/models/mod.ts";
import { LruCache, type Store, Transaction } from "@/lib/store/mod.ts";
import {
  buildGraph,
  conversationChanges,
  type ConversationWhole,
} from "../builder.ts";
import type { GraphChange } from "../changes.ts";
import { KvGraph } from "./kv_graph.ts";
import { InvalidCursor } from "../graph_store.ts";
import {
  dumpGraph,
  testDataset,
  testEmbed,
  type TestMessage,
  wholeOf,
  withStore,
} from "../testing.ts";

const creator = CreatorId.parse("9001");
const dataset = testDataset();

function conversation(n: number, ...messages: Partial<TestMessage>[]) {
  const all = messages.map((some) => ({
    topics: [],
    actions: [],
    outcome: null,
    sentiment: 0,
    ...some,
  }));
  return wholeOf(ChatId.parse(String(n)), creator, all);
}

async function write(
  store: Store,
  changes: GraphChange[],
  cache: LruCache | null = null,
) {
  const tx = new Transaction(store, cache);
  const settled = await new KvGraph(store)
    .apply(tx, { dataset, creator }, changes);
  const { size } = tx;
  await tx.commit();
  return { settled, size };
}

async function build(store: Store, ...conversations: ConversationWhole[]) {
  const graphs = buildGraph({ conversations, days: [] }, testEmbed);
  const changes = graphs.get(creator) ?? [];
  await write(store, changes);
  return new KvGraph(store);
}

const travel = { topics: ["travel"], actions: ["greeting" as const] };

describe("KvGraph.apply", () => {
  it("writes one key for what changes at a conversation, and one for the pairs of an action", async () => {
    await withStore(async (store) => {
      const cache = new LruCache(100);
      const first = conversation(1, travel);
      const changes = conversationChanges(
        null,
        first.facts,
        first.targets,
        testEmbed,
      );
      await write(store, changes, cache);
      const plain = conversation(1, travel, {});
      const { size } = await write(
        store,
        conversationChanges(first.facts, plain.facts, [], testEmbed),
        cache,
      );
      expect(size).toBe(1);
      const again = conversation(1, travel, {}, travel);
      const pair = [{ action: "greeting", topic: "travel", by: 1 }] as const;
      const weights = await write(
        store,
        conversationChanges(plain.facts, again.facts, pair, testEmbed),
        cache,
      );
      // The conversation with its edges, and the action with its own.
      expect(weights.size).toBe(2);
    });
  });

  it("reads nothing of the database for keys in the cache", async () => {
    await withStore(async (store) => {
      const cache = new LruCache(100);
      const before = conversation(1, travel);
      const after = conversation(1, travel, travel);
      const { facts, targets } = before;
      await write(
        store,
        conversationChanges(null, facts, targets, testEmbed),
        cache,
      );
      const tx = new Transaction(store, cache);
      let reads = 0;
      const getMany = store.getMany.bind(store);
      store.getMany = (keys) => {
        reads++;
        return getMany(keys);
      };
      const changes = conversationChanges(
        facts,
        after.facts,
        targets,
        testEmbed,
      );
      await new KvGraph(store).apply(tx, { dataset, creator }, changes);
      expect(reads).toBe(0);
    });
  });

  it("gives what changed, with counters as weights, which may be applied again", async () => {
    await withStore(async (store) => {
      const { facts, targets } = conversation(1, travel, travel);
      const changes = conversationChanges(null, facts, targets, testEmbed);
      const { settled } = await write(store, changes);
      expect(settled).toContainEqual({
        kind: "edge",
        edge: {
          from: "action:greeting",
          label: "TARGETS_TOPIC",
          to: "topic:travel",
          properties: { weight: 2 },
        },
      });
      const before = await dumpGraph(store, dataset);
      const again = await write(store, settled);
      expect(again).toEqual({ settled: [], size: 0 });
      expect(await dumpGraph(store, dataset)).toEqual(before);
    });
  });

  it("keeps a topic while anybody discusses it, and then removes it", async () => {
    await withStore(async (store) => {
      const one = conversation(1, travel);
      const two = conversation(2, travel);
      const graph = await build(store, one, two);
      const leave = async ({ facts, targets }: ConversationWhole) => {
        const back = targets.map((target) => ({ ...target, by: -1 }));
        await write(store, conversationChanges(facts, null, back, testEmbed));
      };
      await leave(one);
      const left = await graph.read({ dataset, creator }, ["topic:travel"]);
      expect(left.get("topic:travel")?.vertex)
        .toMatchObject({ label: "Topic", properties: { name: "travel" } });
      await leave(two);
      expect(await dumpGraph(store, dataset))
        .toEqual({ vertices: [], out: [], in: [], counts: [] });
      expect(await graph.allCounts(dataset)).toEqual({
        vertices: {},
        edges: {},
      });
    });
  });

  it("refuses an edge whose vertex is not there", async () => {
    await withStore(async (store) => {
      const edge = {
        from: "conversation:1",
        label: "DISCUSS_TOPIC",
        to: "topic:travel",
        properties: { weight: 1 },
      } as const;
      await expect(write(store, [{ kind: "edge", edge }]))
        .rejects.toThrow("there is no vertex conversation:1");
    });
  });
});

describe("KvGraph.counts", () => {
  it("counts by label, for a creator and for all", async () => {
    await withStore(async (store) => {
      const graph = await build(
        store,
        conversation(1, travel),
        conversation(2, travel),
      );
      const counts = {
        vertices: {
          ConversationNode: 2,
          Fan: 2,
          Creator: 1,
          Topic: 1,
          EngagementAction: 1,
        },
        edges: {
          HAS_CONVERSATION: 4,
          DISCUSS_TOPIC: 2,
          USES_ENGAGEMENT: 2,
          TARGETS_TOPIC: 1,
        },
      };
      expect(await graph.allCounts(dataset)).toEqual(counts);
      expect(await graph.counts({ dataset, creator })).toEqual(counts);
      expect(await graph.allCounts(testDataset(2)))
        .toEqual({ vertices: {}, edges: {} });
    });
  });
});

describe("KvGraph.neighbours", () => {
  it("pages through both directions without a gap", async () => {
    await withStore(async (store) => {
      const graph = await build(
        store,
        ...[1, 2, 3, 4, 5].map((n) => conversation(n, travel)),
      );
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await graph.neighbours(
          { dataset, creator },
          "topic:travel",
          {
            direction: "in",
            limit: 2,
            ...(cursor === undefined ? {} : { cursor }),
          },
        );
        for (const { edge, vertex } of page.neighbours) {
          expect(edge).toMatchObject({ from: vertex.id, to: "topic:travel" });
          found.push(`${edge.label} ${vertex.id} ${edge.properties.weight}`);
        }
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(found).toEqual([
        "DISCUSS_TOPIC conversation:1 1",
        "DISCUSS_TOPIC conversation:2 1",
        "DISCUSS_TOPIC conversation:3 1",
        "DISCUSS_TOPIC conversation:4 1",
        "DISCUSS_TOPIC conversation:5 1",
        "TARGETS_TOPIC action:greeting 5",
      ]);
      const out = await graph.neighbours(
        { dataset, creator },
        "conversation:1",
        {
          direction: "out",
          label: "USES_ENGAGEMENT",
          limit: 10,
        },
      );
      expect(out.neighbours.map(({ vertex }) => vertex.id))
        .toEqual(["action:greeting"]);
      expect(out.cursor).toBeNull();
    });
  });

  it("refuses a cursor of something else", async () => {
    await withStore(async (store) => {
      const graph = await build(store, conversation(1, travel));
      for (const cursor of ["", "nonsense", "USES_ENGAGEMENT:topic:travel"]) {
        await expect(graph.neighbours({ dataset, creator }, "conversation:1", {
          direction: "out",
          label: "DISCUSS_TOPIC",
          limit: 1,
          cursor,
        })).rejects.toThrow(InvalidCursor);
      }
    });
  });
});

describe("KvGraph.search and top", () => {
  it("finds by the start of the name and ranks by degree or figure", async () => {
    await withStore(async (store) => {
      const graph = await build(
        store,
        conversation(1, travel, { topics: ["train", "food"] }),
        conversation(2, travel, {}, {}),
      );
      const ids = (found: { vertex: { id: string } }[]) =>
        found.map(({ vertex }) => vertex.id);
      const search = (start: string, limit: number) =>
        graph.search({ dataset, creator }, { label: "Topic", start, limit });
      expect(ids(await search("tra", 10)))
        .toEqual(["topic:train", "topic:travel"]);
      expect(ids(await search("", 1))).toEqual(["topic:food"]);
      const [first] = await graph.top({ dataset, creator }, {
        label: "Topic",
        by: "degree",
        limit: 1,
      });
      expect(first).toMatchObject({
        vertex: { id: "topic:travel" },
        degree: 3,
      });
      const longest = await graph.top({ dataset, creator }, {
        label: "ConversationNode",
        by: { property: "messages" },
        limit: 2,
      });
      expect(ids(longest)).toEqual(["conversation:2", "conversation:1"]);
    });
  });
});

describe("KvGraph.paths", () => {
  it("finds the ways between two fans, the shortest first", async () => {
    await withStore(async (store) => {
      const graph = await build(
        store,
        conversation(1, { topics: ["travel"] }),
        conversation(2, { topics: ["travel"] }),
      );
      const { paths, complete } = await graph.paths(
        { dataset, creator },
        { from: "fan:1", to: "fan:2" },
      );
      expect(complete).toBe(true);
      expect(paths.map(({ vertices }) => vertices)).toEqual([
        ["fan:1", "conversation:1", "topic:travel", "conversation:2", "fan:2"],
        ["fan:1", "conversation:1", "creator:9001", "conversation:2", "fan:2"],
      ]);
    });
  });
});
