import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CopyContext,
  GraphCopier,
  type GraphScope,
  KvGraph,
} from "@/lib/graph/mod.ts";
import { eventually } from "@/tests/conditions.ts";
import { TestGraphServer } from "./testing.ts";
import {
  AccountId,
  CreatorId,
  type GraphMarks,
  type GraphVertex,
} from "@/lib/models/mod.ts";
import { keys, ManualClock, Store, Transaction } from "@/lib/store/mod.ts";

const account = AccountId.parse("u_1");
const creator = CreatorId.parse("c1");
const scope: GraphScope = { dataset: { account, generation: 1 }, creator };

describe("the state of a graph's copy", () => {
  const clock = new ManualClock(Date.UTC(2026, 10, 21));
  const head = { generation: 1, graphAt: 0, creators: [creator] };
  let kv: Deno.Kv;
  let server: TestGraphServer;
  let isDown: boolean;
  let context: CopyContext;
  const errors: string[] = [];

  beforeEach(async () => {
    kv = await Deno.openKv(":memory:");
    server = new TestGraphServer();
    isDown = false;
    errors.length = 0;
    head.graphAt = 0;
    const tx = new Transaction(new Store({ kv }));
    const key = keys.lease(account);
    tx.set(key, { holder: "x" });
    context = {
      account,
      head: () => Promise.resolve(head),
      lease: { key, versionstamp: await tx.commit() },
      signal: new AbortController().signal,
    };
    await commit("fan:1");
  });

  afterEach(() => kv.close());

  /** A process that copies; its requests wait for what `before` gives. */
  function copier(
    before: () => Promise<void> = () => Promise.resolve(),
  ): GraphCopier {
    const store = new Store({ kv, clock });
    return new GraphCopier({
      store,
      source: new KvGraph(store),
      target: server.client(async (run) => {
        if (isDown) throw new Error("nobody answers");
        await before();
        return run();
      }),
      everyMs: 0,
      onError: (what, error) => errors.push(`${what}: ${error}`),
    });
  }

  /** A commit that adds or renames a fan. */
  async function commit(id: string, name?: string): Promise<void> {
    const store = new Store({ kv });
    const tx = new Transaction(store);
    const properties: GraphVertex["properties"] = name === undefined
      ? {}
      : { name };
    const vertex = { id, label: "Fan" as const, properties };
    await new KvGraph(store).apply(tx, scope, [{ kind: "vertex", vertex }]);
    const marks: GraphMarks = { [creator]: [id] };
    const entry = { after: head.graphAt, marks };
    tx.add(keys.graphOutbox(account, ++head.graphAt), entry);
    await tx.commit();
  }

  it("goes from what waits to nothing", async () => {
    const one = copier();
    expect(await one.status(account, head))
      .toMatchObject({ state: "comparing", waiting: 1, refused: 0 });
    expect(await one.run(context)).toBeNull();
    expect(await one.status(account, head)).toEqual({
      state: "current",
      waiting: 0,
      refused: 0,
      failure: null,
    });
    await commit("fan:2");
    expect(await one.status(account, head))
      .toMatchObject({ state: "behind", waiting: 1 });
    expect(await one.run(context)).toBeNull();
    expect([...server.graphOf(scope).vertices.keys()])
      .toEqual(["fan:1", "fan:2"]);
  });

  it("says why it fails, once, and pauses longer each time", async () => {
    const one = copier();
    isDown = true;
    const pauses = [];
    for (let i = 0; i < 8; i++) pauses.push(await one.run(context));
    expect(pauses).toEqual(
      [1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000),
    );
    expect(errors).toEqual([
      "the graph's copy of u_1: Error: nobody answers",
    ]);
    expect(one.isFailing).toBe(true);
    expect(await one.status(account, head)).toMatchObject({
      state: "failing",
      failure: { message: "nobody answers", since: clock.now() },
    });
  });

  it("is well again by another process", async () => {
    isDown = true;
    await copier().run(context);
    isDown = false;
    const other = copier();
    expect(await other.run(context)).toBeNull();
    expect(other.isFailing).toBe(false);
    expect(await other.status(account, head))
      .toMatchObject({ state: "current", failure: null });
  });

  it("sets aside what the server refuses, and tells it again when asked", async () => {
    const one = copier();
    await one.run(context);
    server.refuses = "fan:2";
    await commit("fan:2");
    await commit("fan:3");
    expect(await one.run(context)).toBeNull();
    clock.advance(1_000);
    await commit("fan:2");
    expect(await one.run(context)).toBeNull();
    expect([...server.graphOf(scope).vertices.keys()])
      .toEqual(["fan:1", "fan:3"]);
    expect(await one.refused(account, 10)).toMatchObject([{
      creator,
      mark: "fan:2",
      refusal: { code: 500, message: "no" },
      at: clock.now(),
    }]);
    expect(await one.status(account, head))
      .toMatchObject({ state: "current", refused: 1 });
    server.refuses = null;
    await one.askToCompare(account);
    expect(await one.isBehind(account, head)).toBe(true);
    expect(await one.run(context)).toBeNull();
    expect(await one.refused(account, 10)).toEqual([]);
    expect(server.graphOf(scope).vertices.size).toBe(3);
  });

  it("stops where the server refuses everything", async () => {
    const one = copier();
    await one.run(context);
    server.refuses = "Fan";
    const store = new Store({ kv });
    for (let i = 0; i < 1_100; i += 100) {
      const tx = new Transaction(store);
      const ids = Array.from({ length: 100 }, (_, n) => `fan:${1_000 + i + n}`);
      await new KvGraph(store).apply(
        tx,
        scope,
        ids.map((id) => ({
          kind: "vertex",
          vertex: { id, label: "Fan", properties: {} },
        })),
      );
      const entry = { after: head.graphAt, marks: { [creator]: ids } };
      tx.add(keys.graphOutbox(account, ++head.graphAt), entry);
      await tx.commit();
    }
    expect(await one.run(context)).toBe(1_000);
    expect(await one.status(account, head)).toMatchObject({
      state: "failing",
      failure: { message: expect.stringContaining("refuses too many") },
    });
  });

  it("is not touched by what comes late from whoever lost the lease", async () => {
    await copier().run(context);
    await commit("fan:1", "before");
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const requests: string[] = [];
    // The first request claims the partition, the second writes to it.
    const late = copier(async () => {
      requests.push("request");
      if (requests.length === 2) await gate;
    });
    const ended = late.run(context);
    await eventually("a write on its way", () => requests.length === 2);

    const tx = new Transaction(new Store({ kv }));
    const { key } = context.lease;
    tx.set(key, { holder: "y" });
    const lease = { key, versionstamp: await tx.commit() };
    await commit("fan:1", "after");
    expect(await copier().run({ ...context, lease })).toBeNull();
    open();
    expect(await ended).toBeNull();
    expect(server.graphOf(scope).vertices.get("fan:1")?.properties)
      .toEqual({ name: "after" });
    expect(await late.isBehind(account, head)).toBe(false);
  });

  it("loses what is too many also if as many are added meanwhile", async () => {
    await commit("fan:2");
    await copier().run(context);
    const surplus = { id: "fan:9", label: "Fan" as const, properties: {} };
    server.graphOf(scope).vertices.set(surplus.id, surplus);
    let requests = 0;
    const one = copier(async () => {
      // While what is there is compared, and before it is counted.
      if (++requests === 2) await commit("fan:3");
    });
    await one.askToCompare(account);
    expect(await one.run(context)).toBeNull();
    expect([...server.graphOf(scope).vertices.keys()])
      .toEqual(["fan:1", "fan:2", "fan:3"]);
  });

  it("costs nothing where nothing has changed", async () => {
    const one = copier();
    await one.run(context);
    const { requests } = server;
    expect(await one.run(context)).toBeNull();
    expect(server.requests).toBe(requests);
    await one.askToCompare(account);
    const { changes } = server;
    await copier().run(context);
    expect(server.changes).toBe(changes);
  });
});
