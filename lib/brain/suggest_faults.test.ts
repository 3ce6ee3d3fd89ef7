import { expect, it } from "vitest";
import { CommandBook, SuggestionBook } from "@/lib/commands/mod.ts";
import { keys, Store } from "@/lib/store/mod.ts";
import { Suggester } from "./suggester.ts";
import { mortalKv } from "./testing.ts";
import {
  ACCOUNT,
  DAY,
  type FanWorld,
  MINUTE,
  NOW,
  withFans,
} from "./suggest_testing.ts";

const FANS = Array.from({ length: 15 }, (_, i) => ({
  id: i + 1,
  ...i < 5 ? { subscriptionEndsAt: NOW + DAY } : {},
}));
const OPTIONS = {
  fans: FANS,
  messages: FANS.map(({ id }) => ({
    chat: id,
    at: NOW - 90 * MINUTE,
    ...id > 10 ? { tip: 10 } : {},
  })),
  isOn: false,
};

/** What proposes messages for an instance that believes to hold the lease. */
class Instance {
  readonly #suggester: Suggester;
  readonly #world: FanWorld;

  constructor(world: FanWorld, kv = world.kv) {
    const store = new Store({ kv, clock: world.clock, random: () => 0 });
    this.#world = world;
    this.#suggester = new Suggester({
      store,
      book: new CommandBook({ store, onNews: () => {} }),
      settings: new SuggestionBook(store, { canUseEndpoint: false }),
      timeZone: () => Promise.resolve("UTC"),
      writer: null,
    });
  }

  /** Runs until nothing is left to be proposed. */
  async run(): Promise<void> {
    const { brain, clock, kv } = this.#world;
    const key = keys.lease(ACCOUNT);
    for (let ms = 0; ms < MINUTE / 2;) {
      const { versionstamp } = await kv.get(key);
      ms = await this.#suggester.run({
        account: ACCOUNT,
        head: () => brain.ingest.head(ACCOUNT),
        lease: { key, versionstamp },
        signal: new AbortController().signal,
      });
      if (ms < MINUTE / 2) clock.advance(ms);
    }
  }
}

/** Runs instances at the same time, while that goes by. */
async function together(
  world: FanWorld,
  instances: readonly Instance[],
): Promise<void> {
  let areDone = false;
  const done = Promise.all(instances.map((one) => one.run()))
    .finally(() => areDone = true);
  while (!areDone) {
    await new Promise(setImmediate);
    // Who was slower waits for a moment.
    world.clock.advance(1);
  }
  await done;
}

/** Whom what is proposed for, each as often as it is. */
async function proposed(world: FanWorld): Promise<string[]> {
  return (await world.suggested()).sort();
}

function expectAll(found: readonly string[]): void {
  expect(found.filter((one) => one.startsWith("tip"))).toHaveLength(5);
  expect(new Set(found.map((one) => one.split(" ")[1])).size)
    .toBe(found.length);
  expect(found).toHaveLength(FANS.length);
}

it("is proposed once, also if two instances believe that it is up to them", () =>
  withFans(OPTIONS, async (world) => {
    const instances = [new Instance(world), new Instance(world)];
    await together(world, instances);
    expectAll(await proposed(world));
    await together(world, [...instances, new Instance(world)]);
    expectAll(await proposed(world));
  }));

it("is proposed once, whenever the process dies", async () => {
  let died = 0;
  for (let commits = 0; commits < 18; commits++) {
    await withFans(OPTIONS, async (world) => {
      const mortal = mortalKv(world.kv, commits);
      await new Instance(world, mortal.kv).run().catch(() => died++);
      await new Instance(world).run();
      expectAll(await proposed(world));
    });
  }
  expect(died).toBeGreaterThan(14);
});

it("is not proposed without the lease, nor on what is not so any more", () =>
  withFans(OPTIONS, async (world) => {
    const store = new Store({ kv: world.kv, clock: world.clock });
    const suggester = new Suggester({
      store,
      book: new CommandBook({ store, onNews: () => {} }),
      settings: new SuggestionBook(store, { canUseEndpoint: true }),
      timeZone: () => Promise.resolve("UTC"),
      writer: {
        // While it is worded, the creator writes to everybody.
        write: async () => {
          for (const { id } of FANS) {
            const at = world.clock.now();
            await world.say({ chat: id, at, by: "creator" });
          }
          return "Hello";
        },
      },
    });
    const run = async (lease: Deno.AtomicCheck) => {
      const settings = new SuggestionBook(store, { canUseEndpoint: true });
      await settings.change(ACCOUNT, { writer: "endpoint" });
      await suggester.run({
        account: ACCOUNT,
        head: () => world.brain.ingest.head(ACCOUNT),
        lease,
        signal: new AbortController().signal,
      });
    };
    const key = keys.lease(ACCOUNT);
    const { versionstamp } = await world.kv.get(key);
    await run({ key, versionstamp });
    expect(await world.list()).toEqual([]);
    await world.say({ chat: 1, at: world.clock.now(), tip: 50 });
    await new Instance(world).run();
    expect(await proposed(world)).toContain("tip 1");
    const before = await proposed(world);
    await world.say({ chat: 2, at: world.clock.now(), tip: 50 });
    await run({ key, versionstamp: "00000000000000000000" });
    expect(await proposed(world)).toEqual(before);
  }));
