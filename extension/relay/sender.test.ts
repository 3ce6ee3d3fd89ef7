import { describe, expect, it } from "vitest";
import type { Relayed, RelayMessage } from "../messages.ts";
import { Sender } from "./sender.ts";

function record(body: string): Relayed {
  const data = { url: "u", status: 200, body, at: 1, epoch: 0 };
  return { kind: "seen", event: "fetch", data };
}

/** Lets what was resolved be noticed. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** A background that answers when it is told to, and time that stands still. */
class World {
  readonly sent: RelayMessage[] = [];
  readonly timers: { ms: number; run: () => void }[] = [];
  isAlive = true;
  hasEnded = false;
  lost = 0;
  #answers: PromiseWithResolvers<unknown>[] = [];

  readonly sender = new Sender({
    page: "p",
    send: (message) => {
      this.sent.push(message);
      const answer = Promise.withResolvers<unknown>();
      this.#answers.push(answer);
      return answer.promise;
    },
    isAlive: () => this.isAlive,
    lost: () => this.lost,
    random: () => 0.5,
    after: (ms, run) => {
      const timer = { ms, run };
      this.timers.push(timer);
      return () => {
        const at = this.timers.indexOf(timer);
        if (at >= 0) this.timers.splice(at, 1);
      };
    },
    ended: () => this.hasEnded = true,
  });

  async store(): Promise<void> {
    this.#answers.shift()?.resolve({ stored: true, paused: false });
    await settle();
  }

  async fail(error: unknown = new Error("Could not establish connection")) {
    this.#answers.shift()?.reject(error);
    await settle();
  }

  /** Lets the timer that ends first run. */
  async pass(): Promise<number> {
    const [timer] = this.timers.sort((a, b) => a.ms - b.ms).splice(0, 1);
    timer?.run();
    await settle();
    return timer?.ms ?? 0;
  }

  /** The bodies of each message. */
  get bodies(): string[][] {
    return this.sent.map(({ records }) =>
      records.map((one) => one.kind === "seen" ? one.data.body : "result")
    );
  }
}

describe("how a relay gives what it holds", () => {
  it("says hello at once, with nothing in it", () => {
    const world = new World();
    world.sender.hello();
    expect(world.sent).toEqual([{ type: "relay", page: "p", records: [] }]);
  });

  it("sends one batch at a time", async () => {
    const world = new World();
    world.sender.hello();
    world.sender.push(record("1"));
    world.sender.push(record("2"));
    expect(world.bodies).toEqual([[]]);
    await world.store();
    expect(world.bodies).toEqual([[], ["1", "2"]]);
    world.sender.push(record("3"));
    expect(world.sent).toHaveLength(2);
    await world.store();
    expect(world.bodies).toEqual([[], ["1", "2"], ["3"]]);
    await world.store();
    expect(world.sent).toHaveLength(3);
    expect(world.timers).toEqual([]);
  });

  it("sends the same again after a failure, ever more rarely", async () => {
    const world = new World();
    world.sender.push(record("1"));
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      await world.fail();
      waits.push(await world.pass());
    }
    expect(world.bodies).toEqual(Array.from({ length: 11 }, () => ["1"]));
    expect(waits).toEqual([
      187.5,
      375,
      750,
      1_500,
      3_000,
      6_000,
      12_000,
      22_500,
      22_500,
      22_500,
    ]);
    await world.store();
    world.sender.push(record("2"));
    await world.fail();
    expect(await world.pass()).toBe(187.5);
  });

  it.each([undefined, null, { stored: false }, { error: "x" }])(
    "believes no answer but that it is stored: %j",
    async (answer) => {
      const world = new World();
      const sent: number[] = [];
      const sender = new Sender({
        page: "p",
        send: ({ records }) => {
          sent.push(records.length);
          return Promise.resolve(answer);
        },
        isAlive: () => true,
        lost: () => 0,
        random: () => 0,
        after: (ms, run) => {
          world.timers.push({ ms, run });
          return () => {};
        },
        ended: () => {},
      });
      sender.push(record("1"));
      await settle();
      expect(world.timers.map(({ ms }) => ms)).toContain(125);
      for (const { ms, run } of world.timers.splice(0)) if (ms === 125) run();
      expect(sent).toEqual([1, 1]);
    },
  );

  it("takes an answer that never comes for a failure", async () => {
    const world = new World();
    world.sender.push(record("1"));
    expect(await world.pass()).toBe(60_000);
    await world.pass();
    expect(world.bodies).toEqual([["1"], ["1"]]);
  });

  it("tries at once when the page is shown again", async () => {
    const world = new World();
    world.sender.push(record("1"));
    await world.fail();
    expect(world.sent).toHaveLength(1);
    world.sender.hello();
    expect(world.bodies).toEqual([["1"], ["1"]]);
    expect(world.timers.map(({ ms }) => ms)).toEqual([60_000]);
  });

  it("sends everything when the page goes, and holds it all the same", async () => {
    const world = new World();
    for (let i = 0; i < 60; i++) world.sender.push(record(String(i)));
    world.sender.sendAll();
    expect(world.bodies.map(({ length }) => length)).toEqual([1, 50, 10]);
    await world.store();
    expect(world.bodies.at(-1)?.slice(0, 2)).toEqual(["1", "2"]);
  });

  it("says how much was lost before it came here", async () => {
    const world = new World();
    world.lost = 3;
    world.sender.push(record("1"));
    expect(world.sent[0]?.lost).toBe(3);
    await world.store();
  });

  it("stops quietly when the extension is gone", async () => {
    const world = new World();
    world.sender.push(record("1"));
    world.isAlive = false;
    await world.fail(new Error("Extension context invalidated."));
    expect(world.hasEnded).toBe(true);
    expect(world.timers).toEqual([]);
    world.sender.push(record("2"));
    world.sender.hello();
    world.sender.sendAll();
    expect(world.sent).toHaveLength(1);
  });
});
