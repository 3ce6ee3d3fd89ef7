import { createClient } from "redis";
import { afterEach, describe, expect, test } from "vitest";
import { eventually, within } from "@/tests/conditions.ts";
import { Child } from "@/tests/process.ts";
import {
  redisMissing,
  type RedisServer,
  startRedis,
  testThatRedisIsThere,
} from "@/tests/redis.ts";
import { freePort } from "@/tests/service.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import type { Bus } from "./bus.ts";
import { openBus } from "./open.ts";
import { RedisLink } from "./redis.ts";
import { becomes, Ear, numbered } from "./testing.ts";

test("it tries again for ever, after pauses that grow up to a limit", async () => {
  const clock = new ManualClock();
  const errors: string[] = [];
  const link = new RedisLink({
    url: `redis://127.0.0.1:${freePort()}`,
    onError: (what) => errors.push(what),
    clock,
    random: () => 0.5,
  });
  link.start({ onText() {}, onGap() {}, onChange() {} });
  const pauses: number[] = [];
  while (pauses.length < 10) {
    // While it connects, it waits for longer than any pause.
    const pause = await eventually("a pause", () => {
      return clock.pending.find((ms) => ms <= 2_000) ?? null;
    });
    pauses.push(pause);
    clock.advance(pause);
  }
  await link.close();
  expect(pauses).toEqual(
    [50, 100, 200, 400, 800, 1600, 2000, 2000, 2000, 2000].map((ms) =>
      ms * 0.75
    ),
  );
  expect(errors).toEqual(["Redis connection"]);
  expect(clock.pending).toEqual([]);
});

testThatRedisIsThere();

describe.runIf(redisMissing === null)("the bus over Redis", () => {
  const closing: (() => Promise<void>)[] = [];
  const errors: string[] = [];

  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
    errors.length = 0;
  });

  /** As in a process of its own: nothing but Redis leads to the others. */
  function open(redisUrl: string): Bus {
    const bus = openBus({
      redisUrl,
      instance: "of a test",
      realm: crypto.randomUUID(),
      onError: (what) => errors.push(what),
    });
    closing.push(() => bus.close());
    return bus;
  }

  async function start(port?: number): Promise<RedisServer> {
    const server = await startRedis({ port });
    closing.push(() => server.kill("SIGKILL"));
    return server;
  }

  /** What somebody else asks the server. */
  async function ask(server: RedisServer, ...command: string[]) {
    const client = await createClient({ url: server.url }).connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  }

  test("after Redis was killed, old subscriptions go on with a new one", async () => {
    const server = await start();
    const [mine, yours] = [open(server.url), open(server.url)];
    const ear = await new Ear(yours, "frontend_user_1").hasGaps(1);
    const own = await new Ear(mine, "frontend_user_1").hasGaps(1);
    const changes: boolean[] = [];
    mine.onChange((isUp) => changes.push(isUp));
    mine.publish("frontend_user_1", { kind: "work" });
    await ear.hears(1);

    await server.kill("SIGKILL");
    await Promise.all([becomes(mine, false), becomes(yours, false)]);
    mine.publish("frontend_user_1", { kind: "lease_free" });
    expect(own.heard).toEqual([{ kind: "work" }, { kind: "lease_free" }]);

    await start(server.port);
    await Promise.all([becomes(mine, true), becomes(yours, true)]);
    // Listeners learn that they may have missed something.
    expect([ear.gaps, own.gaps]).toEqual([2, 2]);
    for (const message of numbered(3)) {
      mine.publish("frontend_user_1", message);
    }
    expect(await ear.hears(4)).toEqual([{ kind: "work" }, ...numbered(3)]);
    expect(changes).toEqual([false, true]);
    expect(errors).toEqual(["Redis connection", "Redis connection"]);
  });

  test("Redis may come after the bus, and after its listeners", async () => {
    const port = freePort();
    const [mine, yours] = [0, 0].map(() => open(`redis://127.0.0.1:${port}`));
    const ear = new Ear(yours!, "agent_user_1");
    expect([mine!.isUp, yours!.isUp]).toEqual([false, false]);
    await eventually("a report", () => errors.length === 2);
    await start(port);
    await Promise.all([becomes(mine!, true), becomes(yours!, true)]);
    mine!.publish("agent_user_1", { kind: "work" });
    expect(await ear.hears(1)).toEqual([{ kind: "work" }]);
    expect(ear.gaps).toBe(1);
  });

  test("it is only up once it can hear what is listened to", async () => {
    const server = await start();
    const channels = Array.from({ length: 3_000 }, (_, i) => `channel ${i}`);
    const [mine, yours] = [open(server.url), open(server.url)];
    const ears = channels.map((channel) => new Ear(yours, channel));
    await Promise.all([becomes(mine, true), becomes(yours, true)]);
    for (const channel of channels) mine.publish(channel, { kind: "work" });
    for (const ear of ears) await ear.hears(1);
  });

  test("a server that answers no more is noticed, and so is its return", async () => {
    const server = await start();
    const [mine, yours] = [open(server.url), open(server.url)];
    const ear = await new Ear(yours, "a").hasGaps(1);
    await becomes(mine, true);
    await server.kill("SIGSTOP");
    await Promise.all([becomes(mine, false), becomes(yours, false)]);
    await server.kill("SIGCONT");
    await Promise.all([becomes(mine, true), becomes(yours, true)]);
    mine.publish("a", { kind: "work" });
    await ear.hears(1);
  });

  test("it stays up while Redis answers, and no longer", async () => {
    const server = await start();
    const clock = new ManualClock();
    const { url } = server;
    const link = new RedisLink({ url, onError: () => {}, clock });
    closing.push(() => link.close());
    const heard: string[] = [];
    const changes: boolean[] = [];
    link.watch("a");
    link.start({
      onText: (_, text) => heard.push(text),
      onGap() {},
      onChange: () => changes.push(link.isUp),
    });
    await eventually("a link that is up", () => link.isUp);
    for (let second = 1; second <= 20; second++) {
      clock.advance(1_000);
      // This comes back after the answer to the ping before it.
      link.send("a", "text");
      await eventually("the echo", () => heard.length === second);
    }
    expect(changes).toEqual([true]);
    await server.kill("SIGSTOP");
    clock.advance(5_000);
    expect(changes).toEqual([true, false]);
  });

  test("it is subscribed to what is listened to, and nothing else", async () => {
    const server = await start();
    const bus = open(server.url);
    const ears = await Promise.all(
      ["a", "b", "b"].map((channel) => new Ear(bus, channel).hasGaps(1)),
    );
    const channels = async () => {
      const reply = await ask(server, "PUBSUB", "CHANNELS");
      return Array.isArray(reply) ? reply.map(String).toSorted() : [];
    };
    expect(await channels()).toEqual(["a", "b"]);
    ears[0]!.end();
    ears[1]!.end();
    await eventually("a is left", async () => (await channels()).length === 1);
    // Those who come and go faster than Redis answers leave no trace.
    for (let i = 0; i < 100; i++) new Ear(bus, "c").end();
    await new Ear(bus, "d").hasGaps(1);
    await eventually("c is left", async () => {
      return (await channels()).join() === "b,d";
    });
  });

  test("garbage on a channel is ignored", async () => {
    const server = await start();
    const bus = open(server.url);
    const ear = await new Ear(bus, "a").hasGaps(1);
    for (const garbage of ["", "garbage", "{}", "\u0000\ud800"]) {
      await ask(server, "PUBLISH", "a", garbage);
    }
    const sender = open(server.url);
    await becomes(sender, true);
    sender.publish("a", { kind: "work" });
    expect(await ear.hears(1)).toEqual([{ kind: "work" }]);
    expect(errors).toEqual([
      "bus: no JSON on a channel",
      "bus: no envelope on a channel",
    ]);
  });

  test("what is published just before closing arrives", async () => {
    const server = await start();
    const [mine, yours] = [open(server.url), open(server.url)];
    const ear = await new Ear(yours, "a").hasGaps(1);
    await becomes(mine, true);
    for (const message of numbered(1_000)) mine.publish("a", message);
    await mine.close();
    expect(await ear.hears(1_000)).toEqual(numbered(1_000));
  });

  test.each(["SIGKILL", "SIGSTOP"] as const)(
    "it closes where Redis is gone by %s, whether it knows or not",
    async (signal) => {
      const server = await start();
      const [knows, guesses] = [open(server.url), open(server.url)];
      await Promise.all([becomes(knows, true), becomes(guesses, true)]);
      await server.kill(signal);
      guesses.publish("a", { kind: "work" });
      await within("the first end", guesses.close());
      await becomes(knows, false);
      await within("the second end", knows.close());
    },
  );

  test("a connection that is lost while closing is not made again", async () => {
    const server = await start();
    const clock = new ManualClock();
    const { url } = server;
    const link = new RedisLink({ url, onError: () => {}, clock });
    link.start({ onText() {}, onGap() {}, onChange() {} });
    await eventually("a link that is up", () => link.isUp);
    await server.kill("SIGSTOP");
    const closed = link.close();
    await server.kill("SIGKILL");
    await within("the end", closed);
    expect(clock.pending).toEqual([]);
  });

  test("closed, it does not keep its process alive", async () => {
    const server = await start();
    const urls = [server.url, `redis://127.0.0.1:${freePort()}`];
    const child = Child.start([
      "eval",
      `import { openBus } from "@/lib/hub/bus/mod.ts";
      for (const redisUrl of ${JSON.stringify(urls)}) {
        const bus = openBus({ redisUrl, instance: "i", realm: "r", onError() {} });
        const isExpected = redisUrl === "${server.url}";
        while (bus.isUp !== isExpected) await new Promise((r) => setTimeout(r));
        bus.subscribe("a", () => {});
        bus.publish("a", { kind: "work" });
        await bus.close();
      }
      console.log("closed");`,
    ]);
    await child.printed("closed", ([line]) => line);
    expect((await child.status()).success).toBe(true);
  });

  test("a URL of something else is refused, and not repeated", () => {
    for (const url of ["http://user:secret@host", "redis//:secret@host", ""]) {
      expect(() => open(url)).toThrow(
        /^A URL of Redis begins with redis:\/\/ or rediss:\/\/$/,
      );
    }
  });
});
