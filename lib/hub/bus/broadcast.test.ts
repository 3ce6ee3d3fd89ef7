import { expect, test } from "vitest";
import { BroadcastLink } from "./broadcast.ts";
import type { Bus } from "./bus.ts";
import { seal } from "./envelope.ts";
import { openBus } from "./open.ts";
import { Ear, numbered } from "./testing.ts";

function open(realm: string): Bus {
  return openBus({
    redisUrl: null,
    instance: "of a test",
    realm,
    onError: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
}

test("services of one process hear those of their realm only", async () => {
  const [mine, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const buses = [open(mine), open(mine), open(other), open(other)] as const;
  const ears = buses.map((bus) => new Ear(bus, "a"));
  await Promise.all(ears.map((ear) => ear.hasGaps(1)));
  buses[0].publish("a", { kind: "work" });
  buses[2].publish("a", { kind: "lease_free" });
  await Promise.all(ears.map((ear) => ear.hears(1)));
  expect(ears.map((ear) => ear.heard)).toEqual([
    [{ kind: "work" }],
    [{ kind: "work" }],
    [{ kind: "lease_free" }],
    [{ kind: "lease_free" }],
  ]);
  await Promise.all(buses.map((bus) => bus.close()));
});

test("a bus that follows a closed one works", async () => {
  const realm = crypto.randomUUID();
  for (let round = 0; round < 3; round++) {
    const [first, second] = [open(realm), open(realm)];
    const ear = await new Ear(second, "a").hasGaps(1);
    first.publish("a", { kind: "work" });
    await ear.hears(1);
    await Promise.all([first.close(), second.close()]);
  }
});

test("the workers of a process are reached, and reach it", async () => {
  const realm = crypto.randomUUID();
  const [message] = numbered(1);
  const answer = seal({ origin: "worker", n: 1, message: message! });
  const worker = workerThat(`
    const channel = new BroadcastChannel("rapport ${realm}");
    channel.onmessage = ({ data }) => {
      if (data === "hello") return channel.postMessage("here");
      if (data === "here") return;
      const [name, text] = data;
      channel.postMessage([name, ${JSON.stringify(answer)}]);
      postMessage(text);
    };
    postMessage("ready");
  `);
  expect(await worker.next()).toBe("ready");
  const bus = open(realm);
  const ear = await new Ear(bus, "a").hasGaps(1);
  bus.publish("a", { kind: "work" });
  expect(await worker.next()).toContain('"message":{"kind":"work"}');
  expect(await ear.hears(2)).toEqual([{ kind: "work" }, message]);
  worker.end();
  await bus.close();
});

function workerThat(code: string) {
  const url = URL.createObjectURL(new Blob([code]));
  const worker = new Worker(url, { type: "module" });
  const said: unknown[] = [];
  let wake = () => {};
  worker.onmessage = ({ data }) => {
    said.push(data);
    wake();
  };
  return {
    async next(): Promise<unknown> {
      if (said.length === 0) await new Promise<void>((done) => wake = done);
      return said.shift();
    },
    end(): void {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

test("a bus that is alone makes no texts", async () => {
  const link = new BroadcastLink(crypto.randomUUID());
  link.start({ onText: () => {}, onGap: () => {}, onChange: () => {} });
  expect(link.mayBeHeard).toBe(false);
  await link.close();
});
