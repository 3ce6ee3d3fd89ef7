import { describe, expect, test } from "vitest";
import { eventually } from "@/tests/conditions.ts";
import {
  gremlinMissing,
  startGremlinServer,
  testThatGremlinIsThere,
} from "@/tests/gremlin/server.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import { GremlinClient } from "./client.ts";
import { adds, countOf, waitsAt } from "./testing.ts";

testThatGremlinIsThere();

describe.runIf(gremlinMissing === null)("an outage", () => {
  test("of a server that is killed and started again is bridged", async () => {
    const errors: string[] = [];
    const first = await startGremlinServer({ threads: 8 });
    const client = new GremlinClient({
      settings: first.settings,
      attempts: 1_000,
      onError: (what) => errors.push(what),
    });
    await client.submit(adds("first"));
    // It is at work on the answer when it dies.
    const waiting = client.submit(waitsAt("never"));
    const asked = client.submit(countOf("first"));
    expect(await asked).toEqual([1]);
    await first.kill();
    const counted = client.submit(countOf("first"));
    await eventually("a report", () => errors.length > 0);
    const second = await startGremlinServer({ threads: 8, port: first.port });
    expect(await counted).toEqual([0]);
    expect(client.metrics).toMatchObject({
      connectionsOpened: 2,
      connectionsLost: 1,
    });
    expect(errors).toEqual(["Gremlin connection"]);
    await client.close();
    await expect(waiting).rejects.toMatchObject({ reason: "connection" });
    await second.kill();
  });

  test("of a server that is frozen is noticed, and bridged", async () => {
    await using server = await startGremlinServer({ threads: 8 });
    const clock = new ManualClock();
    const client = new GremlinClient({
      settings: server.settings,
      clock,
      random: () => 1,
      timeoutMs: 30_000,
    });
    await client.submit(adds("thing"));
    server.freeze();
    const asked = client.submit(adds("thing"));
    await eventually("it is sent", () => clock.pending.includes(30_000));
    clock.advance(30_000);
    await eventually("a pause", () => clock.pending.includes(100));
    clock.advance(100);
    // It connects, which is in vain too.
    await eventually("a try", () => clock.pending.includes(10_000));
    clock.advance(10_000);
    await eventually("another pause", () => clock.pending.includes(200));
    server.thaw();
    clock.advance(200);
    await asked;
    expect(client.metrics).toMatchObject({
      timeouts: 2,
      connectionsOpened: 2,
      connectionsLost: 1,
      underWay: 0,
    });
    await client.close();
    expect(clock.pending).toEqual([]);
  });
});
