import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  gremlinMissing,
  startGremlinServer,
  testThatGremlinIsThere,
} from "../../../tests/gremlin/server.ts";
import type { SettledChange } from "../changes.ts";
import { makeEqual } from "../copy/comparison.ts";
import { CopyLost, type FencedOptions, FenceLost } from "../copy/target.ts";
import { KvGraph } from "../kv/kv_graph.ts";
import { PlainGraph } from "../contract/plain_graph.ts";
import {
  dump,
  dumpOf,
  graphStoreContract,
  newScope,
} from "../contract/store_contract.ts";
import { withStore } from "../testing.ts";
import { GremlinClient, GremlinRefused, type Traversal } from "./client.ts";
import { GremlinGraph } from "./gremlin_graph.ts";
import { guard } from "./guard.ts";
import type { Submits } from "./writer.ts";

/** Every text that was submitted. */
const texts = new Set<string>();

/** Submits what the guard lets through. */
class GuardedClient implements Submits {
  /** Refuses what it says, as a server would. */
  refuses: (traversal: Traversal) => boolean = () => false;
  requests = 0;
  readonly #client: GremlinClient;

  constructor(client: GremlinClient) {
    this.#client = client;
  }

  submit(...args: Parameters<GremlinClient["submit"]>): Promise<unknown[]> {
    const [traversal] = args;
    guard(traversal);
    texts.add(traversal.text);
    this.requests++;
    if (this.refuses(traversal)) {
      return Promise.reject(new GremlinRefused(500, "Not this one"));
    }
    return this.#client.submit(...args);
  }
}

let client: GremlinClient;

function guarded(): GuardedClient {
  return new GuardedClient(client);
}

testThatGremlinIsThere();

describe.skipIf(gremlinMissing !== null)("with a Gremlin Server", () => {
  beforeAll(async () => {
    const { settings } = await startGremlinServer();
    client = new GremlinClient({ settings });
  });

  afterAll(() => client?.close());

  graphStoreContract("GremlinGraph", async (run) => {
    await run(new GremlinGraph(guarded()));
  }, { histories: 40 });

  describe("GremlinGraph.claim", () => {
    it("is new until something is written", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      expect(await graph.claim(scope, fence(1))).toBe("new");
      // Whoever was told so may not have lived to tell.
      expect(await graph.claim(scope, fence(2))).toBe("new");
      await graph.writeFenced(scope, fence(2), [], NOBODY_REFUSES);
      expect(await graph.claim(scope, fence(2))).toBe("new");
      await graph.writeFenced(scope, fence(2), MORE, NOBODY_REFUSES);
      expect(await graph.claim(scope, fence(2))).toBe("kept");
      expect(await graph.claim(scope, fence(3))).toBe("kept");
      await new GremlinGraph(guarded()).eraseCreator(scope);
      expect(await graph.claim(scope, fence(3))).toBe("new");
      // The same writer goes on.
      await graph.writeFenced(scope, fence(3), MORE, NOBODY_REFUSES);
      expect(await graph.claim(scope, fence(3))).toBe("kept");
    });

    it("is known to be written to whoever comes next", async () => {
      const scope = newScope();
      const first = new GremlinGraph(guarded());
      await first.claim(scope, fence(1));
      await first.writeFenced(scope, fence(1), MORE, NOBODY_REFUSES);
      const next = new GremlinGraph(guarded());
      expect(await next.claim(scope, fence(2))).toBe("kept");
      expect(await dump(next, scope)).toEqual(dumpOf(plainOf(MORE)));
    });

    it("finds nothing of an erasure that did not come to its end", async () => {
      const submits = guarded();
      const graph = new GremlinGraph(submits);
      const scope = newScope();
      await graph.claim(scope, fence(1));
      await graph.writeFenced(scope, fence(1), GRAPH, NOBODY_REFUSES);
      submits.refuses = ({ text }) => text.includes("limit(");
      await expect(graph.eraseCreator(scope)).rejects.toThrow(GremlinRefused);
      submits.refuses = () => false;
      expect((await graph.counts(scope)).vertices)
        .toEqual({ Topic: 50, ConversationNode: 100 });
      expect(await graph.claim(scope, fence(2))).toBe("new");
      expect(await dump(graph, scope)).toEqual(dumpOf(new PlainGraph()));
    });

    it("is refused to all but the greatest fence", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      await graph.claim(scope, fence(2));
      await expect(graph.claim(scope, fence(1))).rejects.toThrow(FenceLost);
      expect(await graph.claim(scope, fence(10))).toBe("new");
      await expect(graph.claim(scope, fence(9))).rejects.toThrow(FenceLost);
      // Another creator's is another's.
      expect(await graph.claim(newScope(), fence(1))).toBe("new");
    });

    it("is forced on a greater fence", async () => {
      const before = new GremlinGraph(guarded());
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      const force = { force: true };
      expect(await before.claim(scope, fence(9), force)).toBe("new");
      await before.writeFenced(scope, fence(9), GRAPH, NOBODY_REFUSES);
      expect(await graph.claim(scope, fence(1), force)).toBe("kept");
      await expect(
        before.writeFenced(scope, fence(9), REMOVALS, NOBODY_REFUSES),
      ).rejects.toThrow(FenceLost);
      await graph.writeFenced(scope, fence(1), MORE, NOBODY_REFUSES);
      expect(await dump(graph, scope))
        .toEqual(dumpOf(plainOf([...GRAPH, ...MORE])));
    });

    it("is given to one of many who claim at the same time", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      const claims = [3, 1, 4, 2, 5].map((n) => graph.claim(scope, fence(n)));
      const settled = await Promise.allSettled(claims);
      expect(settled[4]).toEqual({ status: "fulfilled", value: "new" });
      await graph.writeFenced(scope, fence(5), GRAPH, NOBODY_REFUSES);
      for (const n of [1, 2, 3, 4]) {
        await expect(
          graph.writeFenced(scope, fence(n), GRAPH, NOBODY_REFUSES),
        ).rejects.toThrow(FenceLost);
      }
    });

    it("is ended by its signal", async () => {
      const graph = new GremlinGraph(guarded());
      const reason = new Error("No longer");
      const signal = AbortSignal.abort(reason);
      await expect(graph.claim(newScope(), fence(1), { signal }))
        .rejects.toBe(reason);
    });

    it("shows in no answer", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      await graph.claim(scope, fence(1));
      const removal: SettledChange = { kind: "removeVertex", id: "topic:a" };
      await graph.writeFenced(scope, fence(1), [removal], NOBODY_REFUSES);
      expect(await graph.claim(scope, fence(1))).toBe("kept");
      expect(await dump(graph, scope)).toEqual(dumpOf(new PlainGraph()));
    });
  });

  describe("GremlinGraph.knows", () => {
    it("is true from the first write to the erasure", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      expect(await graph.knows(scope)).toBe(false);
      await graph.claim(scope, fence(1));
      expect(await graph.knows(scope)).toBe(false);
      await graph.writeFenced(scope, fence(1), MORE, NOBODY_REFUSES);
      await graph.claim(scope, fence(2));
      expect(await graph.knows(scope)).toBe(true);
      expect(await graph.knows(newScope())).toBe(false);
      await graph.eraseCreator(scope);
      expect(await graph.knows(scope)).toBe(false);
    });
  });

  describe("GremlinGraph.writeFenced", () => {
    it("writes as write does while the fence holds", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      await graph.claim(scope, fence(1));
      await graph.writeFenced(scope, fence(1), GRAPH, NOBODY_REFUSES);
      expect(await dump(graph, scope)).toEqual(dumpOf(plainOf(GRAPH)));
      await graph.writeFenced(scope, fence(1), REMOVALS, NOBODY_REFUSES);
      expect(await dump(graph, scope))
        .toEqual(dumpOf(plainOf([...GRAPH, ...REMOVALS])));
    });

    it("writes nothing when the fence is another", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      await graph.claim(scope, fence(1));
      await graph.writeFenced(scope, fence(1), GRAPH, NOBODY_REFUSES);
      await graph.claim(scope, fence(2));
      for (const changes of [REMOVALS, GRAPH, MORE]) {
        // Neither one of before nor one that has not been claimed yet.
        for (const n of [1, 3]) {
          await expect(
            graph.writeFenced(scope, fence(n), changes, NOBODY_REFUSES),
          ).rejects.toThrow(FenceLost);
        }
      }
      expect(await dump(graph, scope)).toEqual(dumpOf(plainOf(GRAPH)));
    });

    it("tells when the server has lost the copy", async () => {
      const graph = new GremlinGraph(guarded());
      const scope = newScope();
      await expect(
        graph.writeFenced(scope, fence(1), GRAPH, NOBODY_REFUSES),
      ).rejects.toThrow(CopyLost);
      await graph.claim(scope, fence(1));
      await graph.eraseCreator(scope);
      await expect(
        graph.writeFenced(scope, fence(1), GRAPH, NOBODY_REFUSES),
      ).rejects.toThrow(CopyLost);
      expect(await dump(graph, scope)).toEqual(dumpOf(new PlainGraph()));
    });

    it("writes all but the changes that the server refuses", async () => {
      const submits = guarded();
      const graph = new GremlinGraph(submits);
      const scope = newScope();
      await graph.claim(scope, fence(1));
      const guilty = ["topic:5", "topic:6", "conversation:7"];
      submits.refuses = ({ bindings }) =>
        Object.values(bindings).some((value) =>
          guilty.some((id) => String(value).endsWith(`|${id}`))
        );
      const refused: SettledChange[] = [];
      await graph.writeFenced(scope, fence(1), GRAPH, {
        ...NOBODY_REFUSES,
        onRefused(change, error) {
          expect(error).toMatchObject({ code: 500, message: "Not this one" });
          refused.push(change);
        },
      });
      const isGuilty = (change: SettledChange) =>
        change.kind === "vertex"
          ? guilty.includes(change.vertex.id)
          : change.kind === "edge" &&
            guilty.some((id) =>
              change.edge.from === id || change.edge.to === id
            );
      expect(new Set(refused)).toEqual(new Set(GRAPH.filter(isGuilty)));
      submits.refuses = () => false;
      const rest = GRAPH.filter((change) => !isGuilty(change));
      expect(await dump(graph, scope)).toEqual(dumpOf(plainOf(rest)));
    });

    it("is ended by its signal", async () => {
      const submits = guarded();
      const graph = new GremlinGraph(submits);
      const scope = newScope();
      await graph.claim(scope, fence(1));
      const { requests } = submits;
      const reason = new Error("No longer");
      await expect(graph.writeFenced(scope, fence(1), GRAPH, {
        ...NOBODY_REFUSES,
        signal: AbortSignal.abort(reason),
      })).rejects.toBe(reason);
      expect(submits.requests).toBe(requests);
    });

    it("needs few requests", async () => {
      const submits = guarded();
      const graph = new GremlinGraph(submits);
      const scope = newScope();
      await graph.claim(scope, fence(1));
      const { requests } = submits;
      await graph.writeFenced(scope, fence(1), GRAPH, NOBODY_REFUSES);
      // 150 vertices in two forms, and 100 edges in one.
      expect(submits.requests - requests).toBeLessThanOrEqual(20);
    });
  });

  it("is made equal to an embedded graph", async () => {
    await withStore(async (store) => {
      const source = new KvGraph(store);
      const target = new GremlinGraph(guarded());
      const scope = newScope();
      const copy = async (isNew: boolean) => {
        let written = 0;
        await makeEqual({
          source,
          target,
          scope,
          isNew,
          check: () => Promise.resolve(),
          isUnchanged: () => Promise.resolve(true),
          write: async (changes) => {
            written += changes.length;
            await target.writeFenced(scope, fence(1), changes, NOBODY_REFUSES);
          },
        });
        expect(await dump(target, scope)).toEqual(await dump(source, scope));
        return written;
      };
      await source.write(scope, GRAPH);
      const isNew = await target.claim(scope, fence(1)) === "new";
      expect(await copy(isNew)).toBe(GRAPH.length);
      expect(await copy(false)).toBe(0);
      await source.write(scope, REMOVALS);
      await target.writeFenced(scope, fence(1), MORE, NOBODY_REFUSES);
      expect(await copy(false)).toBeGreaterThan(0);
    });
  });

  it("compiles few texts, whatever is written and asked", () => {
    expect(texts.size).toBeGreaterThan(70);
    expect(texts.size).toBeLessThan(150);
  });
});

const NOBODY_REFUSES: FencedOptions = {
  signal: new AbortController().signal,
  onRefused(change, { message }) {
    throw new Error(`${JSON.stringify(change)} was refused: ${message}`);
  },
};

function fence(n: number): string {
  return n.toString(16).padStart(20, "0");
}

function plainOf(changes: readonly SettledChange[]): PlainGraph {
  const plain = new PlainGraph();
  plain.apply(changes);
  return plain;
}

/** 50 topics, and 100 conversations of which each discusses one. */
const GRAPH: SettledChange[] = [
  ...Array.from({ length: 50 }, (_, i): SettledChange => ({
    kind: "vertex",
    vertex: {
      id: `topic:${i}`,
      label: "Topic",
      properties: { name: `${i}` },
      embedding: [i, 0.5],
    },
  })),
  ...Array.from({ length: 100 }, (_, i): SettledChange => ({
    kind: "vertex",
    vertex: {
      id: `conversation:${i}`,
      label: "ConversationNode",
      properties: { chat: `${i}`, messages: i, turns: 1 },
    },
  })),
  ...Array.from({ length: 100 }, (_, i): SettledChange => ({
    kind: "edge",
    edge: {
      from: `conversation:${i}`,
      label: "DISCUSS_TOPIC",
      to: `topic:${i % 50}`,
      properties: { weight: i + 1 },
    },
  })),
];

const REMOVALS: SettledChange[] = GRAPH.flatMap((change): SettledChange[] => {
  if (change.kind !== "edge" || change.edge.to !== "topic:3") return [];
  const { from, label, to } = change.edge;
  return [
    { kind: "removeEdge", from, label, to },
    { kind: "removeVertex", id: to },
    { kind: "removeVertex", id: "topic:4" },
  ];
});

const MORE: SettledChange[] = [{
  kind: "vertex",
  vertex: { id: "topic:more", label: "Topic", properties: { name: "more" } },
}];
