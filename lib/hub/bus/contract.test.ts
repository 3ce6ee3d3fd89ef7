import { afterEach, describe, expect, test } from "vitest";
import {
  redisMissing,
  startRedis,
  testThatRedisIsThere,
} from "@/tests/redis.ts";
import { eventually } from "@/tests/conditions.ts";
import { BroadcastLink } from "./broadcast.ts";
import type { Bus, BusMessage } from "./bus.ts";
import { JoinedBus } from "./joined.ts";
import type { Link } from "./link.ts";
import { LocalBus } from "./local.ts";
import { RedisLink } from "./redis.ts";
import { becomes, Ear, numbered } from "./testing.ts";

/** Two instances, or one. */
interface Setting {
  publisher: Bus;
  listener: Bus;
  /** Whether listeners are told when they hear the publisher. */
  tells: boolean;
}

const EVERY_KIND: { [K in BusMessage["kind"]]: BusMessage & { kind: K } } = {
  frames: { kind: "frames", from: 7, frames: ['{"type":"ä"}', "{}"] },
  replaced: { kind: "replaced", revision: 0 },
  passing: { kind: "passing", frame: '"\u2028\u0000' },
  agent: { kind: "agent", connection: "c", at: 1.5 },
  commands: { kind: "commands" },
  work: { kind: "work" },
  lease_wanted: { kind: "lease_wanted", by: "b" },
  lease_free: { kind: "lease_free" },
  session_ended: { kind: "session_ended", session: "s" },
  agent_revoked: { kind: "agent_revoked", agent: "a" },
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

testThatRedisIsThere();

const KINDS: { name: string; open: () => Promise<Setting> }[] = [
  { name: "LocalBus", open: () => alone(new LocalBus()) },
  {
    name: "JoinedBus with itself",
    open: () => alone(join("a", [new BroadcastLink(crypto.randomUUID())])),
  },
  { name: "JoinedBus over BroadcastChannel", open: () => two(broadcast()) },
];

const WITH_REDIS: typeof KINDS = [
  {
    name: "JoinedBus over Redis",
    open: async () => await two(await redis()),
  },
  {
    name: "JoinedBus over both",
    open: async () => {
      const [near, far] = [broadcast(), await redis()];
      return await two(() => [...far(), ...near()]);
    },
  },
];

describe.each(redisMissing === null ? [...KINDS, ...WITH_REDIS] : KINDS)(
  "$name",
  ({ open }) => {
    test("messages arrive in the order of publishing", async () => {
      const { publisher, ear } = await opened();
      const sent = numbered(500);
      for (const message of sent) publisher.publish("a", message);
      expect(await ear.hears(500)).toEqual(sent);
    });

    test("every kind of message arrives as it was sent", async () => {
      const { publisher, ear } = await opened();
      const sent = Object.values(EVERY_KIND);
      for (const message of sent) publisher.publish("a", message);
      expect(await ear.hears(sent.length)).toEqual(sent);
    });

    test("an answer comes after what it answers, for everybody", async () => {
      const { publisher, ear, hear } = await opened();
      const [question, answer] = numbered(2);
      const end = publisher.subscribe("a", (message) => {
        if (message.kind === "work") publisher.publish("a", answer!);
      });
      const late = await hear("a");
      publisher.publish("a", { kind: "work" });
      publisher.publish("a", question!);
      const order = [{ kind: "work" }, answer, question];
      expect(await ear.hears(3)).toEqual(order);
      expect(await late.hears(3)).toEqual(order);
      end();
    });

    test("everybody who listens hears a message once", async () => {
      const { publisher, ear, hear } = await opened();
      const other = await hear("a");
      const own = new Ear(publisher, "a");
      for (const message of numbered(2)) publisher.publish("a", message);
      for (const one of [ear, other, own]) {
        expect(await one.hears(2)).toEqual(numbered(2));
      }
    });

    test("who has unsubscribed hears nothing, and others still do", async () => {
      const { publisher, ear, hear } = await opened();
      const other = await hear("a");
      other.end();
      other.end();
      for (const message of numbered(3)) publisher.publish("a", message);
      expect(await ear.hears(3)).toEqual(numbered(3));
      expect(other.heard).toEqual([]);
    });

    test("a channel that all have left can be joined again", async () => {
      const { publisher, listener, ear, hear, tells } = await opened();
      const end = listener.subscribe("b", () => {});
      end();
      const again = new Ear(listener, "b");
      // Ends for the second time, which concerns nobody else.
      end();
      if (tells) await again.hasGaps(1);
      ear.end();
      const back = await hear("a");
      publisher.publish("b", { kind: "work" });
      publisher.publish("a", { kind: "work" });
      expect(await again.hears(1)).toHaveLength(1);
      expect(await back.hears(1)).toHaveLength(1);
      expect(ear.heard).toEqual([]);
    });

    test("other channels are silent", async () => {
      const { publisher, ear, hear } = await opened();
      const other = await hear("b");
      for (const message of numbered(9)) publisher.publish("b", message);
      publisher.publish("c", { kind: "lease_free" });
      publisher.publish("a", { kind: "work" });
      expect(await ear.hears(1)).toEqual([{ kind: "work" }]);
      expect(await other.hears(9)).toEqual(numbered(9));
    });

    test("it is up, and tells nobody of changes that are none", async () => {
      const { publisher, listener, hear } = await opened();
      const changes: boolean[] = [];
      listener.onChange((isUp) => changes.push(isUp));
      const more = await hear("b");
      publisher.publish("b", { kind: "work" });
      await more.hears(1);
      expect([publisher.isUp, listener.isUp, changes]).toEqual([
        true,
        true,
        [],
      ]);
    });

    test("closed, it neither hears nor speaks", async () => {
      const { publisher, listener, ear } = await opened();
      const own = new Ear(publisher, "a");
      publisher.publish("a", { kind: "work" });
      await ear.hears(1);
      await listener.close();
      listener.publish("a", { kind: "lease_free" });
      publisher.publish("a", { kind: "work" });
      if (publisher !== listener) expect(await own.hears(2)).toHaveLength(2);
      expect(own.heard).not.toContainEqual({ kind: "lease_free" });
      expect(ear.heard).toEqual([{ kind: "work" }]);
    });

    async function opened() {
      const setting = await open();
      const { publisher, listener, tells } = setting;
      closing.push(() => publisher.close(), () => listener.close());
      await Promise.all([becomes(publisher, true), becomes(listener, true)]);
      const heardBefore = new Set<string>();
      const hear = async (channel: string) => {
        const ear = new Ear(listener, channel);
        const isNew = !heardBefore.has(channel);
        heardBefore.add(channel);
        return tells && isNew ? await ear.hasGaps(1) : ear;
      };
      return { ...setting, hear, ear: await hear("a") };
    }
  },
);

function join(origin: string, links: Link[]): Bus {
  return new JoinedBus({
    origin,
    links,
    onError: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
}

function alone(bus: Bus): Promise<Setting> {
  return Promise.resolve({ publisher: bus, listener: bus, tells: false });
}

async function two(links: () => Link[]): Promise<Setting> {
  const [mine, yours] = [links(), links()];
  const publisher = join("publisher", mine);
  const listener = join("listener", yours);
  for (const link of [...mine, ...yours]) {
    await eventually("links that know of each other", () => link.mayBeHeard);
  }
  const tells = mine.some((link) => link instanceof RedisLink);
  return { publisher, listener, tells };
}

function broadcast(): () => Link[] {
  const realm = crypto.randomUUID();
  return () => [new BroadcastLink(realm)];
}

async function redis(): Promise<() => Link[]> {
  const server = await startRedis();
  closing.push(() => server.kill("SIGKILL"));
  return () => [new RedisLink({ url: server.url, onError: () => {} })];
}
