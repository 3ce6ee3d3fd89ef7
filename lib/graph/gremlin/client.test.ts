import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "@/tests/conditions.ts";
import {
  gremlinMissing,
  type GremlinServer,
  startGremlinServer,
  testThatGremlinIsThere,
} from "@/tests/gremlin/server.ts";
import { type GremlinProxy, startGremlinProxy } from "@/tests/gremlin/proxy.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import {
  ELEMENT_ID,
  GremlinClient,
  type GremlinOptions,
  GremlinUnavailable,
} from "./client.ts";
import { adds, countOf, opens, waitsAt } from "./testing.ts";

describe("settings", () => {
  const settings = { url: "ws://a/", database: "d", graph: "g", key: "k" };

  test.each([
    [{ url: "https://user:secret@a/" }, "A URL of Gremlin begins with ws://"],
    [{ url: "secret" }, "A URL of Gremlin begins with ws://"],
    [{ database: "" }, "Gremlin needs a database"],
  ])("are checked: %o", (change, message) => {
    expect(() => new GremlinClient({ settings: { ...settings, ...change } }))
      .toThrow(message);
  });
});

testThatGremlinIsThere();

describe.runIf(gremlinMissing === null)("a client", () => {
  let server: GremlinServer;
  const closing: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    server = await startGremlinServer({ threads: 8 });
  });

  afterEach(async () => {
    await Promise.all(closing.splice(0).map((one) => one.close()));
  });

  function connect(options: Partial<GremlinOptions> = {}): GremlinClient {
    const client = new GremlinClient({
      settings: server.settings,
      ...options,
    });
    closing.push(client);
    return client;
  }

  function interpose(charge?: number): GremlinProxy {
    const proxy = startGremlinProxy({ to: server.settings, charge });
    closing.push(proxy);
    return proxy;
  }

  test.each([
    "",
    'it\'s "so" \\ ${x} $x // /* `',
    "Zoë 日本語 👩‍👩‍👧 \u0000 \u2028",
    0,
    -7,
    2.5,
    -1e-9,
    2 ** 31,
    1_783_000_000_123,
    Number.MAX_SAFE_INTEGER,
    true,
    false,
  ])("is answered with the value that it gave: %j", async (value) => {
    const client = connect();
    const bindings = { x: value, name: "value" };
    expect(await client.submit({ text: "g.inject(x)", bindings }))
      .toEqual([value]);
    const text = "g.addV().property(name, x).values(name)";
    expect(await client.submit({ text, bindings })).toEqual([value]);
  });

  test("gives plain values", async () => {
    const client = connect();
    const bindings = { k: ELEMENT_ID, a: "plain-a", b: "plain-b", pk: "p" };
    await client.submit({
      text: "g.addV('one').property(k, a).property('pk', pk).as('a')" +
        ".addV('two').property(k, b).property('pk', pk)" +
        ".addE('to').from('a').property(k, 'plain-e').property('n', 3)",
      bindings,
    });
    const ask = (text: string) => client.submit({ text, bindings });
    expect(await ask("g.V(a).project('x', 'l').by(k).by(label)"))
      .toEqual([{ x: "plain-a", l: "one" }]);
    expect(await ask("g.V(a, b).group().by(label).by(__.values('pk').fold())"))
      .toEqual([{ one: ["p"], two: ["p"] }]);
    expect(await ask("g.V(a).valueMap()")).toEqual([{ pk: ["p"] }]);
    expect(await ask("g.V(b)")).toMatchObject([
      { id: "plain-b", label: "two", properties: { pk: [{ value: "p" }] } },
    ]);
    expect(await ask("g.E('plain-e')")).toMatchObject([
      { id: "plain-e", label: "to", outV: "plain-a", inV: "plain-b" },
    ]);
    expect(await ask("g.V('nobody')")).toEqual([]);
  });

  test("gives all of an answer in several parts, in order", async () => {
    const numbers = Array.from({ length: 1_000 }, (_, index) => index);
    const text = "g.inject(0).repeat(map{it.get() + 1}).emit().times(999)";
    expect(await connect().submit({ text, bindings: {} }))
      .toEqual(numbers.slice(1));
  });

  test("is one connection, on which many requests go at once", async () => {
    const proxy = interpose();
    const client = connect({ settings: proxy.settings });
    const answers = [1, 2, 3, 4, 5].map((x) =>
      client.submit({ text: "g.inject(x)", bindings: { x } })
    );
    expect((await Promise.all(answers)).flat()).toEqual([1, 2, 3, 4, 5]);
    expect(proxy.counters).toMatchObject({ connections: 1, requests: 5 });
    expect(client.metrics).toEqual({
      requests: 5,
      succeeded: 5,
      retries: 0,
      throttled: 0,
      throttledMs: 0,
      conflicts: 0,
      connectionsOpened: 1,
      connectionsLost: 0,
      timeouts: 0,
      refused: 0,
      requestCharge: 0,
      underWay: 0,
    });
  });

  test("is told what the server says of a traversal that cannot work", async () => {
    const proxy = interpose();
    const client = connect({ settings: proxy.settings });
    const refused = client.submit({ text: "g.V().has(", bindings: {} });
    await expect(refused).rejects.toMatchObject({
      name: "GremlinRefused",
      code: 597,
      message: expect.stringContaining("startup failed"),
    });
    await expect(client.submit({ text: "g.V().shine()", bindings: {} }))
      .rejects.toThrow("shine() is applicable");
    expect(proxy.counters.requests).toBe(2);
    expect(client.metrics).toMatchObject({ refused: 2, retries: 0 });
  });

  test("does not send a text that is too long", async () => {
    const proxy = interpose();
    const client = connect({ settings: proxy.settings });
    const text = `g.inject(1)//${"é".repeat(32 * 1024)}`;
    await expect(client.submit({ text, bindings: {} })).rejects.toMatchObject({
      name: "GremlinRefused",
      code: 413,
    });
    expect(proxy.counters.connections).toBe(0);
  });

  test("asks once with a wrong key, then not for a while", async () => {
    const proxy = interpose();
    const errors: string[] = [];
    const clock = new ManualClock();
    const client = connect({
      settings: { ...proxy.settings, key: "wrong" },
      clock,
      onError: (what, error) => errors.push(`${what}: ${error}`),
    });
    const asking = Array.from({ length: 20 }, () => client.submit(adds("key")));
    for (const result of await Promise.allSettled(asking)) {
      expect(result).toMatchObject({
        status: "rejected",
        reason: { name: "GremlinUnavailable", reason: "authentication" },
      });
    }
    expect(proxy.counters).toMatchObject({ connections: 1, requests: 0 });
    expect(errors).toEqual([
      "Gremlin authentication: Error: Username and/or password are incorrect",
    ]);
    clock.advance(5_000);
    await expect(client.submit(adds("key"))).rejects.toThrow("password");
    expect(proxy.counters).toMatchObject({ connections: 2, requests: 0 });
    expect(await connect().submit(countOf("key"))).toEqual([0]);
  });

  test("tries again where somebody else has added the same", async () => {
    const bindings = { own: "twice", k: ELEMENT_ID };
    const added = { text: "g.addV('once').property(k, own)", bindings };
    const client = connect({ attempts: 2 });
    await client.submit(added);
    await expect(client.submit(added)).rejects.toMatchObject({
      name: "GremlinUnavailable",
      reason: "conflict",
    });
    expect(client.metrics).toMatchObject({ conflicts: 2, retries: 1 });
  });

  test("has so many traversals under way, and the others wait in order", async () => {
    const proxy = interpose();
    const client = connect({ settings: proxy.settings, maxUnderWay: 3 });
    const seen: unknown[] = [];
    proxy.plan = ({ bindings }) => {
      seen.push(bindings.name ?? bindings.gate);
      return null;
    };
    const gates = ["bound", "bound", "bound"];
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const asking = [...gates.map(waitsAt), ...names.map(adds)]
      .map((traversal) => client.submit(traversal));
    await eventually("three at the gate", () => proxy.counters.requests === 3);
    expect(client.metrics).toMatchObject({ underWay: 3, requests: 10 });
    await connect().submit(opens("bound"));
    await Promise.all(asking);
    expect(seen).toEqual([...gates, ...names]);
    expect(proxy.counters).toMatchObject({ requests: 10, mostUnderWay: 3 });
  });

  test("stops waiting when it is told to, wherever that is", async () => {
    const proxy = interpose();
    const client = connect({ settings: proxy.settings, maxUnderWay: 1 });
    const [sent, waiting] = [new AbortController(), new AbortController()];
    const first = client.submit(waitsAt("abort"), { signal: sent.signal });
    const second = client.submit(adds("abort"), { signal: waiting.signal });
    const third = client.submit(countOf("abort"));
    await eventually("the first", () => proxy.counters.requests === 1);
    waiting.abort("second thoughts");
    await expect(second).rejects.toBe("second thoughts");
    sent.abort("enough");
    await expect(first).rejects.toBe("enough");
    await expect(
      client.submit(adds("abort"), { signal: AbortSignal.abort("before") }),
    ).rejects.toBe("before");
    // The server is still busy with the first.
    expect(client.metrics.underWay).toBe(1);
    await connect().submit(opens("abort"));
    expect(await third).toEqual([0]);
    await eventually("nothing", () => client.metrics.underWay === 0);
  });

  test("counts request units", async () => {
    const proxy = interpose(2.5);
    const client = connect({ settings: proxy.settings });
    for (let count = 0; count < 3; count++) await client.submit(adds("charge"));
    expect(client.metrics.requestCharge).toBe(7.5);
  });

  test("leaves nothing behind when it is closed", async () => {
    const proxy = interpose();
    const client = connect({ settings: proxy.settings, maxUnderWay: 2 });
    const asking = [1, 2, 3].map(() => client.submit(waitsAt("close")));
    await eventually("two of them", () => proxy.counters.requests === 2);
    await client.close();
    for (const result of await Promise.allSettled(asking)) {
      expect(result).toMatchObject({
        status: "rejected",
        reason: { reason: "connection", message: expect.any(String) },
      });
    }
    await eventually("the end of its connection", () => proxy.open === 0);
    await eventually("nothing under way", () => client.metrics.underWay === 0);
    await expect(client.submit(adds("close"))).rejects.toBeInstanceOf(
      GremlinUnavailable,
    );
    expect(proxy.counters.connections).toBe(1);
    await connect().submit(opens("close"));
  });
});
