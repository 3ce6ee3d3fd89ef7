import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "@/tests/conditions.ts";
import { atRandom, inOrder } from "@/tests/gremlin/faults.ts";
import { startGremlinProxy } from "@/tests/gremlin/proxy.ts";
import {
  gremlinMissing,
  type GremlinServer,
  startGremlinServer,
  testThatGremlinIsThere,
} from "@/tests/gremlin/server.ts";
import { freePort } from "@/tests/service.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import { GremlinClient, type GremlinOptions } from "./client.ts";
import { adds, countOf, opens, upserts, waitsAt } from "./testing.ts";

const closing: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

function connect(options: GremlinOptions): GremlinClient {
  const client = new GremlinClient(options);
  closing.push(client);
  return client;
}

/** A pause of this length, which is then over. */
async function passPause(clock: ManualClock, ms: number): Promise<void> {
  await eventually(`a pause of ${ms} ms`, () => clock.pending.includes(ms));
  clock.advance(ms);
}

test("a server that is not there is asked again, then unavailable", async () => {
  const errors: string[] = [];
  const url = `ws://127.0.0.1:${freePort()}/gremlin`;
  const clock = new ManualClock();
  const client = connect({
    settings: { url, database: "d", graph: "g", key: "k" },
    attempts: 3,
    clock,
    random: () => 1,
    onError: (what) => errors.push(what),
  });
  const asked = client.submit(adds("nobody"));
  await passPause(clock, 100);
  await passPause(clock, 200);
  await expect(asked).rejects.toMatchObject({
    name: "GremlinUnavailable",
    reason: "connection",
    message: expect.stringContaining("tried 3 times"),
  });
  expect(errors).toEqual(["Gremlin connection"]);
  expect(client.metrics).toMatchObject({ retries: 2, connectionsOpened: 0 });
  expect(clock.pending).toEqual([]);
});

testThatGremlinIsThere();

describe.runIf(gremlinMissing === null)("a client gets over", () => {
  let server: GremlinServer;

  beforeAll(async () => {
    server = await startGremlinServer({ threads: 8 });
  });

  function interpose(
    options: Partial<Parameters<typeof startGremlinProxy>[0]> = {},
  ) {
    const proxy = startGremlinProxy({ to: server.settings, ...options });
    closing.push(proxy);
    return proxy;
  }

  async function executed(name: string): Promise<unknown> {
    const client = connect({ settings: server.settings });
    return (await client.submit(countOf(name)))[0];
  }

  test.each(
    [
      [{ kind: "throttle" }, 1],
      [{ kind: "status", code: 409, isExecuted: false }, 1],
      [{ kind: "status", code: 409, isExecuted: true }, 2],
      [{ kind: "status", code: 412, isExecuted: false }, 1],
      [{ kind: "status", code: 408, isExecuted: true }, 2],
      [{ kind: "status", code: 1007, isExecuted: false }, 1],
      [{ kind: "status", code: 1008, isExecuted: false }, 1],
      [{ kind: "status", code: 500, isExecuted: false }, 1],
      [{ kind: "cut", isExecuted: false }, 1],
      [{ kind: "cut", isExecuted: true }, 2],
    ] as const,
  )("%o, with so many executions: %d", async (fault, times) => {
    const name = JSON.stringify(fault);
    // On a new connection, and on one that has been used.
    const proxy = interpose({ plan: inOrder(fault, null, fault) });
    const client = connect({ settings: proxy.settings });
    for (let count = 1; count <= 2; count++) {
      expect(await client.submit(adds(name))).toHaveLength(1);
      expect(await executed(name)).toBe(times * count);
    }
    expect(proxy.counters).toMatchObject({
      requests: 4,
      executed: times * 2,
      connections: fault.kind === "cut" ? 3 : 1,
    });
    expect(proxy.counters.faults[fault.kind]).toBe(2);
    expect(client.metrics).toMatchObject({ succeeded: 2, retries: 2 });
  });

  test("statuses, which it tells apart in its figures", async () => {
    const status = (code: number) =>
      ({ kind: "status", code, isExecuted: false }) as const;
    const proxy = interpose({
      charge: 1.5,
      plan: inOrder(status(409), status(408), { kind: "throttle" }),
    });
    const client = connect({ settings: proxy.settings, random: () => 0 });
    await client.submit(adds("figures"));
    expect(client.metrics).toMatchObject({
      requests: 1,
      succeeded: 1,
      retries: 3,
      conflicts: 1,
      timeouts: 1,
      throttled: 1,
      throttledMs: 50,
      requestCharge: 6,
    });
  });

  test("a server that wants less: nobody asks before the time is up", async () => {
    const clock = new ManualClock(1_000);
    const proxy = interpose({
      plan: inOrder(null, { kind: "throttle", retryAfter: "00:00:03.9500000" }),
    });
    const settings = proxy.settings;
    const client = connect({ settings, clock, random: () => 0 });
    await client.submit(adds("throttle"));
    const asked = [client.submit(adds("throttle"))];
    await eventually("the pause", () => clock.pending.includes(3_950));
    asked.push(client.submit(adds("throttle")));
    await eventually("both to wait", () => clock.pending.length === 2);
    expect(clock.pending).toEqual([3_950, 3_950]);
    clock.advance(3_949);
    expect(clock.pending).toEqual([1, 1]);
    expect(proxy.counters.requests).toBe(2);
    clock.advance(1);
    await Promise.all(asked);
    expect(proxy.counters).toMatchObject({ requests: 4, connections: 1 });
    expect(client.metrics).toMatchObject({ throttled: 1, throttledMs: 3_950 });
    expect(clock.pending).toEqual([]);
  });

  test("being told to stop while it waits for the server's pleasure", async () => {
    const clock = new ManualClock();
    const proxy = interpose({
      plan: inOrder({ kind: "throttle", retryAfter: "00:01:00" }),
    });
    const client = connect({ settings: proxy.settings, clock });
    const controller = new AbortController();
    const { signal } = controller;
    const asked = client.submit(adds("pause"), { signal });
    await eventually("the pause", () => client.metrics.throttled === 1);
    await eventually("its timer", () => clock.pending.length === 1);
    controller.abort("enough");
    await expect(asked).rejects.toBe("enough");
    expect(clock.pending).toEqual([]);
    expect(proxy.counters.requests).toBe(1);
  });

  test("a server that wants less for too long, by giving up", async () => {
    const proxy = interpose({
      plan: inOrder({ kind: "throttle", retryAfter: "01:00:00" }),
    });
    const client = connect({ settings: proxy.settings });
    await expect(client.submit(adds("long"))).rejects.toMatchObject({
      name: "GremlinUnavailable",
      reason: "throttled",
    });
  });

  test("silence on its connection: it makes a new one", async () => {
    const clock = new ManualClock();
    const proxy = interpose();
    const errors: string[] = [];
    const client = connect({
      settings: proxy.settings,
      clock,
      random: () => 1,
      timeoutMs: 7_000,
      onError: (what) => errors.push(what),
    });
    await client.submit(adds("silence"));
    proxy.silence({ isLost: true });
    const asked = [1, 2].map(() => client.submit(adds("silence")));
    await eventually("both sent", () => clock.pending.length === 2);
    expect(clock.pending).toEqual([7_000, 7_000]);
    clock.advance(7_000);
    await eventually("the pauses", () => clock.pending.length === 2);
    expect(clock.pending).toEqual([100, 100]);
    proxy.endSilence();
    clock.advance(100);
    await Promise.all(asked);
    expect(await executed("silence")).toBe(3);
    expect(client.metrics).toMatchObject({
      timeouts: 2,
      connectionsOpened: 2,
      connectionsLost: 1,
    });
    expect(errors).toEqual(["Gremlin timeout"]);
  });

  test("one answer that takes too long: others keep the connection", async () => {
    const clock = new ManualClock();
    const client = connect({ settings: server.settings, clock, attempts: 1 });
    const slow = client.submit(waitsAt("slow"), { timeoutMs: 5_000 });
    await client.submit(adds("quick"));
    clock.advance(5_000);
    await expect(slow).rejects.toMatchObject({ reason: "timeout" });
    // Its answer comes when nobody waits for it.
    await client.submit(opens("slow"));
    await client.submit(adds("quick"));
    expect(client.metrics).toMatchObject({
      connectionsOpened: 1,
      connectionsLost: 0,
    });
  });

  test("a connection that was idle for long, or was cut meanwhile", async () => {
    const clock = new ManualClock();
    const proxy = interpose();
    const client = connect({ settings: proxy.settings, clock });
    await client.submit(adds("idle"));
    clock.advance(3 * 60_000);
    await client.submit(adds("idle"));
    expect(client.metrics.connectionsOpened).toBe(1);
    clock.advance(3 * 60_000 + 1);
    await client.submit(adds("idle"));
    expect(client.metrics.connectionsOpened).toBe(2);
    await eventually("the end of the first", () => proxy.open === 1);
    expect(client.metrics).toMatchObject({ connectionsLost: 0, retries: 0 });
    proxy.cut();
    await eventually("it knows", () => client.metrics.connectionsLost === 1);
    await client.submit(adds("idle"));
    expect(client.metrics).toMatchObject({ connectionsOpened: 3, retries: 0 });
  });

  test("all of it at random, with nothing lost", async () => {
    const proxy = interpose({ plan: atRandom({ seed: 7, share: 0.3 }) });
    const client = connect({ settings: proxy.settings, attempts: 30 });
    const names = Array.from({ length: 100 }, (_, index) => `random-${index}`);
    await Promise.all(names.map((name) => client.submit(upserts(name))));
    const there = await Promise.all(names.map(async (own) => {
      const text = "g.V(own).count()";
      return (await client.submit({ text, bindings: { own } }))[0];
    }));
    expect(new Set(there)).toEqual(new Set([1]));
    const { faults, mostUnderWay } = proxy.counters;
    expect(Math.min(faults.throttle, faults.status, faults.cut))
      .toBeGreaterThan(0);
    expect(mostUnderWay).toBeLessThanOrEqual(8);
    expect(client.metrics).toMatchObject({ succeeded: 200, underWay: 0 });
  });
});
