import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type GraphChange,
  GraphCopier,
  KvGraph,
  type SettledChange,
} from "@/lib/graph/mod.ts";
import { changesOfMarks, markOf } from "@/lib/graph/copy/marks.ts";
import { CopyRecords } from "@/lib/graph/copy/records.ts";
import { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import { PlainGraph } from "@/lib/graph/contract/plain_graph.ts";
import {
  type Dump,
  dump,
  dumpOf,
} from "@/lib/graph/contract/store_contract.ts";
import {
  AccountId,
  CreatorId,
  type GraphOutboxEntry,
} from "@/lib/models/mod.ts";
import { keys, ManualClock, Store, Transaction } from "@/lib/store/mod.ts";
import { failing } from "./graph_copies.ts";
import { Scheduler, SteppedKv } from "./interleaving.ts";

const ACCOUNT = AccountId.parse("u_1");
const CREATORS = [CreatorId.parse("c1"), CreatorId.parse("c2")];

/** What a commit does to a graph of a few vertices. */
const touch = fc.oneof(
  fc.record({
    kind: fc.constant("vertex" as const),
    n: fc.nat(2),
    value: fc.nat(3),
  }),
  fc.record({
    kind: fc.constant("edge" as const),
    n: fc.nat(2),
    topic: fc.nat(2),
    weight: fc.nat(3),
  }),
  fc.record({ kind: fc.constant("remove" as const), n: fc.nat(2) }),
);
type Touch = typeof touch extends fc.Arbitrary<infer T> ? T : never;

const batch = fc.record({
  creator: fc.constantFrom(...CREATORS),
  touches: fc.array(touch, { minLength: 1, maxLength: 4 }),
});
type Batch = typeof batch extends fc.Arbitrary<infer B> ? B : never;

const event = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("commit" as const), batch }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("unnoted" as const), batch }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("rebuild" as const),
      batches: fc.array(batch, { maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("settle" as const, "lease" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "run" as const,
        "compare" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "lost" as const,
        "put back" as const,
        "refuse" as const,
        "creator gone" as const,
      ),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** What is in every dataset. */
const LASTING: Batch = {
  creator: CREATORS[0] ?? CreatorId.parse("c1"),
  touches: [{ kind: "vertex", n: 9, value: 9 }],
};

function changesOf({ touches }: Batch): GraphChange[] {
  return touches.flatMap((one): GraphChange[] => {
    const id = `conversation:${one.n}`;
    const vertex = (id: string, value: number): GraphChange => ({
      kind: "vertex",
      vertex: {
        id,
        label: id.startsWith("topic") ? "Topic" : "ConversationNode",
        properties: value === 0 ? {} : { messages: value },
      },
    });
    const edge = (topic: number) =>
      ({ from: id, label: "DISCUSS_TOPIC", to: `topic:${topic}` }) as const;
    switch (one.kind) {
      case "vertex":
        return [vertex(id, one.value)];
      case "edge": {
        const name = edge(one.topic);
        const properties = { weight: one.weight };
        return [
          vertex(id, 1),
          vertex(name.to, 0),
          { kind: "edge", edge: { ...name, properties } },
          { kind: "removeVertex", id: name.to },
        ];
      }
      case "remove":
        return [
          ...[0, 1, 2].map((topic): GraphChange => ({
            kind: "removeEdge",
            ...edge(topic),
          })),
          { kind: "removeVertex", id },
          ...[0, 1, 2].map((topic): GraphChange => ({
            kind: "removeVertex",
            id: `topic:${topic}`,
          })),
        ];
    }
  });
}

/** One account's graphs, copied by whoever holds its lease at the time. */
class World {
  readonly #kv: Deno.Kv;
  readonly #store: Store;
  readonly #graph: KvGraph;
  readonly #scheduler: Scheduler;
  readonly #clock = new ManualClock(Date.UTC(2026, 10, 21));
  readonly #choices: Iterator<number>;
  readonly #server = new TestGraphServer();
  readonly #head = {
    generation: 1,
    graphAt: 0,
    commits: 0,
    creators: [...CREATORS],
  };
  #lease: Deno.AtomicCheck = { key: keys.lease(ACCOUNT), versionstamp: null };
  readonly #running = new Set<Promise<unknown>>();
  readonly #runningUnder = new Set<string | null>();
  #isOver = false;
  #isLastingThere = false;
  readonly faults: string[] = [];

  constructor(kv: Deno.Kv, choices: Iterator<number>) {
    this.#kv = kv;
    this.#store = new Store({ kv });
    this.#graph = new KvGraph(this.#store);
    this.#choices = choices;
    this.#scheduler = new Scheduler(choices, () => this.#clock.advance(100));
  }

  /** Lets events happen, and the copier catch up. */
  async run(events: readonly Event[]): Promise<void> {
    await this.#scheduler.until(this.#live(events));
  }

  async #live(events: readonly Event[]): Promise<void> {
    await this.#scheduler.step(() => this.#commit(LASTING, true));
    await this.#scheduler.step(() => this.#happen({ kind: "lease" }));
    for (const one of events) {
      if (one.kind === "settle") await this.#settle();
      else await this.#scheduler.step(() => this.#happen(one));
    }
    this.#isOver = true;
    await Promise.all(this.#running);
    if (this.#server.refuses !== null) {
      // Somebody sees to what the server refuses, and says so.
      this.#server.refuses = null;
      await this.#scheduler.step(() => this.#happen({ kind: "compare" }));
    }
    // What a server has lost is noticed with the next change.
    for (const [i, creator] of this.#head.creators.entries()) {
      const touches: Touch[] = [{ kind: "vertex", n: i, value: 5 }];
      const batch = { creator, touches };
      await this.#scheduler.step(() => this.#happen({ kind: "commit", batch }));
    }
    const copier = this.#copier();
    while (await copier.isBehind(ACCOUNT, this.#head)) {
      await this.#copy(copier);
    }
  }

  /** The copy catches up; what comes after it is all that is new. */
  async #settle(): Promise<void> {
    this.#start();
    await Promise.all(this.#running);
  }

  async #happen(one: Event): Promise<void> {
    switch (one.kind) {
      case "settle":
        return;
      case "commit":
        return await this.#commit(one.batch, true);
      case "unnoted":
        return await this.#commit(one.batch, false);
      case "rebuild":
        return await this.#rebuild(one.batches);
      case "lease": {
        const tx = new Transaction(this.#store);
        tx.set(this.#lease.key, { holder: "somebody" });
        const versionstamp = await tx.commit();
        this.#lease = { key: this.#lease.key, versionstamp };
        return this.#start();
      }
      case "run":
        return this.#start();
      case "compare":
        return await new CopyRecords(this.#store, ACCOUNT).ask();
      case "lost":
        this.#isLastingThere = false;
        return this.#server.lose();
      case "put back":
        for (const creator of CREATORS) {
          const partition = this.#server.partition(this.#scopeOf(creator));
          if (partition !== null) partition.fence = "z";
        }
        return;
      case "refuse":
        this.#server.refuses = "topic:2";
        return;
      case "creator gone":
        this.#head.creators = CREATORS.slice(0, 1);
    }
  }

  async #commit(batch: Batch, isNoted: boolean): Promise<void> {
    const tx = new Transaction(this.#store);
    const scope = this.#scopeOf(batch.creator);
    const settled = await this.#graph.apply(tx, scope, changesOf(batch));
    const commit = ++this.#head.commits;
    if (settled.length === 0) return;
    const entry: GraphOutboxEntry = {
      after: this.#head.graphAt,
      marks: { [batch.creator]: settled.map(markOf) },
    };
    if (isNoted) tx.add(keys.graphOutbox(ACCOUNT, commit), entry);
    await tx.commit();
    this.#head.graphAt = commit;
  }

  /** Another dataset becomes visible, and the one before it is deleted. */
  async #rebuild(batches: readonly Batch[]): Promise<void> {
    const old = this.#head.generation;
    for (const batch of [LASTING, ...batches]) {
      const tx = new Transaction(this.#store);
      const scope = this.#scopeOf(batch.creator, old + 1);
      await this.#graph.apply(tx, scope, changesOf(batch));
      await tx.commit();
    }
    this.#head.generation = old + 1;
    this.#head.commits++;
    this.#running.add(this.#scheduler.step(async () => {
      for (const creator of CREATORS) {
        await this.#graph.eraseCreator(this.#scopeOf(creator, old));
      }
    }));
  }

  /** Whoever holds the lease copies; others may be at it still. */
  #start(): void {
    const { versionstamp } = this.#lease;
    if (this.#runningUnder.has(versionstamp)) return;
    this.#runningUnder.add(versionstamp);
    const run = this.#copy(this.#copier())
      .finally(() => this.#runningUnder.delete(versionstamp));
    this.#running.add(run);
  }

  #copier(): GraphCopier {
    const stepped = new SteppedKv(this.#kv, this.#scheduler);
    const store = new Store({ kv: stepped.kv, clock: this.#clock });
    return new GraphCopier({
      store,
      source: new KvGraph(store),
      target: this.#server.client((run) => this.#request(run)),
      everyMs: 50,
      onError: () => {},
    });
  }

  async #copy(copier: GraphCopier): Promise<void> {
    await copier.run({
      account: ACCOUNT,
      lease: this.#lease,
      head: () => this.#scheduler.step(() => ({ ...this.#head })),
      signal: new AbortController().signal,
    });
  }

  /** A request is some time on its way. */
  async #request<R>(run: () => R): Promise<R> {
    for (let left = this.#choose(5); left > 0; left--) {
      await this.#scheduler.step(() => {});
    }
    return await this.#scheduler.step(async () => {
      const result = await failing(this.#fault(), run);
      this.#look();
      return result;
    });
  }

  /** What every dataset holds is on the server once and for all. */
  #look(): void {
    const { vertices } = this.#server.graphOf(this.#scopeOf(LASTING.creator));
    const isThere = vertices.has("conversation:9");
    if (this.#isLastingThere && !isThere) this.faults.push("it went away");
    this.#isLastingThere = isThere;
  }

  #choose(among: number): number {
    return Number(this.#choices.next().value) % among;
  }

  #fault(): "before" | "after" | undefined {
    if (this.#isOver) return undefined;
    const choice = this.#choose(24);
    return choice === 0 ? "before" : choice === 1 ? "after" : undefined;
  }

  #scopeOf(creator: CreatorId, generation = this.#head.generation) {
    return { dataset: { account: ACCOUNT, generation }, creator };
  }

  /** What the graph holds, and the server. */
  async graphs(): Promise<{ embedded: Dump[]; copied: Dump[] }> {
    const embedded: Dump[] = [];
    const copied: Dump[] = [];
    for (const creator of CREATORS) {
      const scope = this.#scopeOf(creator);
      const isThere = this.#head.creators.includes(creator);
      const nothing = dumpOf(new PlainGraph());
      embedded.push(isThere ? await dump(this.#graph, scope) : nothing);
      copied.push(dumpOf(this.#server.graphOf(scope)));
    }
    return { embedded, copied };
  }
}

describe("a graph's copy", () => {
  it(
    "ends as the graph is, whatever is lost, late, or done twice",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { minLength: 4, maxLength: 20, size: "max" }),
          fc.infiniteStream(fc.nat(1_000)),
          async (events, choices) => {
            const kv = await Deno.openKv(":memory:");
            const world = new World(kv, choices);
            await world.run(events);
            const { embedded, copied } = await world.graphs();
            kv.close();
            expect(copied).toEqual(embedded);
            expect(world.faults).toEqual([]);
          },
        ),
        { numRuns: 500, seed: 20_261_121 },
      );
    },
    100_000,
  );

  it("is told of a vertex once, however often it changed", async () => {
    const kv = await Deno.openKv(":memory:");
    const graph = new KvGraph(new Store({ kv }));
    const scope = {
      dataset: { account: ACCOUNT, generation: 1 },
      creator: CreatorId.parse("c1"),
    };
    const marks = [];
    for (let value = 1; value <= 10; value++) {
      const tx = new Transaction(new Store({ kv }));
      const touches: Touch[] = [{ kind: "vertex", n: 1, value }];
      const { creator } = scope;
      const changes = changesOf({ creator, touches });
      marks.push(...(await graph.apply(tx, scope, changes)).map(markOf));
      await tx.commit();
    }
    const told = await changesOfMarks(graph, scope, marks);
    kv.close();
    expect(marks).toHaveLength(10);
    expect(told).toEqual<SettledChange[]>([{
      kind: "vertex",
      vertex: {
        id: "conversation:1",
        label: "ConversationNode",
        properties: { messages: 10 },
      },
    }]);
  });
});
