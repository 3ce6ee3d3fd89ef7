import { describe, expect, it } from "vitest";
import type { SeenData } from "../messages.ts";
import { seenText } from "./envelope.ts";
import { Hmac } from "./hmac.ts";
import { MAX_WAITING, Outgoing } from "./outgoing.ts";
import { testCore } from "./testing.ts";

const KEY = "0123456789abcdef".repeat(4);
const core = testCore();

function data(body: string, begins?: number): SeenData {
  const seen = { url: "u", status: 200, body, at: 1, epoch: 0 };
  return begins === undefined ? seen : { ...seen, begins };
}

/** A queue whose turns are taken by hand, with a clock that runs by looks. */
class World {
  readonly posted: {
    n: number;
    mac: string;
    type: string;
    payload: unknown;
  }[] = [];
  due = 0;
  #now = 0;

  readonly outgoing = new Outgoing({
    core,
    hmac: new Hmac(KEY, core.memory),
    clock: () => this.#now++,
    soon: () => this.due++,
    post: (message) => {
      this.posted.push({ ...message } as World["posted"][number]);
    },
  });

  /** Takes turns until none is asked for; gives how many there were. */
  run(): number {
    let turns = 0;
    for (; this.due > 0; turns++) {
      this.due--;
      this.outgoing.turn();
    }
    return turns;
  }
}

describe("what the hook gives to the relay", () => {
  it("is not signed on the way of the page", () => {
    const world = new World();
    world.outgoing.seen("fetch", data("1"));
    world.outgoing.seen("fetch", data("2"));
    expect(world.posted).toEqual([]);
    expect(world.due).toBe(1);
  });

  it("is numbered and signed, in order", () => {
    const world = new World();
    world.outgoing.seen("fetch", data("1"));
    world.outgoing.result({ command_id: "c", status: "succeeded" });
    world.outgoing.seen("xhr", data("3"));
    world.run();
    expect(world.posted.map(({ n, type }) => [n, type])).toEqual([
      [1, "_OF_FORWARDER_"],
      [2, "_OF_RESULT_"],
      [3, "_OF_FORWARDER_"],
    ]);
    const hmac = new Hmac(KEY, core.memory);
    const bytes = core.encode(seenText(3, "xhr", data("3")));
    hmac.begin();
    hmac.update(bytes, 0, bytes.length);
    expect(world.posted[2]?.mac).toBe(hmac.end());
  });

  it("is signed in several turns if it is large", () => {
    const world = new World();
    world.outgoing.seen("fetch", data("x".repeat(1024 * 1024)));
    world.outgoing.seen("fetch", data("small"));
    expect(world.run()).toBeGreaterThan(2);
    expect(world.posted.map(({ n }) => n)).toEqual([1, 2]);
  });

  it("asks for a turn again when something comes later", () => {
    const world = new World();
    world.outgoing.seen("fetch", data("1"));
    world.run();
    expect(world.due).toBe(0);
    world.outgoing.seen("fetch", data("2"));
    world.run();
    expect(world.posted.map(({ n }) => n)).toEqual([1, 2]);
  });

  it("loses the oldest captures if too much waits, and skips their numbers", () => {
    const world = new World();
    const piece = "x".repeat(MAX_WAITING / 4);
    world.outgoing.seen("fetch", data(piece, 1));
    world.outgoing.seen("fetch", data(piece));
    world.outgoing.result({ command_id: "c", status: "succeeded" });
    for (let i = 0; i < 4; i++) world.outgoing.seen("fetch", data(piece));
    world.run();
    expect(world.posted.map(({ n }) => n)).toEqual([1, 3, 5, 6, 7]);
  });
});
