import { beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/store/clock.ts";
import { Presence } from "./presence.ts";
import { settled } from "./testing.ts";

const fans = new Set(["1", "2", "3"]);
let clock: ManualClock;
let sent: { ids: readonly string[]; at: number }[];
let isConnected: boolean;
let presence: Presence;

beforeEach(() => {
  clock = new ManualClock(1_000_000);
  sent = [];
  isConnected = true;
  presence = new Presence({
    clock,
    fans: () => Promise.resolve(fans),
    send(ids, at) {
      if (isConnected) sent.push({ ids, at });
      return isConnected;
    },
    onError(error) {
      throw error;
    },
  });
});

async function pass(ms: number) {
  clock.advance(ms);
  await settled();
}

async function see(...ids: string[]) {
  presence.see(ids, clock.now());
  await pass(0);
}

describe("presence", () => {
  it("tells at once which fans are online, and nobody else", async () => {
    await see("2", "99", "1");
    expect(sent).toEqual([{ ids: ["1", "2"], at: 1_000_000 }]);
  });

  it("is told at most once in ten seconds, as a complete list", async () => {
    await see("1");
    await pass(1_000);
    await see("2");
    await see("3");
    expect(sent).toHaveLength(1);
    await pass(8_999);
    expect(sent).toHaveLength(1);
    await pass(1);
    expect(sent[1]).toEqual({ ids: ["1", "2", "3"], at: 1_010_000 });
  });

  it("is told again before the service forgets it, while frames come", async () => {
    await see("1");
    for (let at = 0; at < 300; at += 10) {
      await pass(10_000);
      await see("1");
    }
    const times = sent.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(4);
    for (const [i, at] of times.entries()) {
      if (i > 0) expect(at - times[i - 1]!).toBeLessThan(120_000);
    }
  });

  it("forgets who was not told of for two minutes", async () => {
    await see("1", "2");
    for (let at = 0; at < 130; at += 10) {
      await pass(10_000);
      await see("1");
    }
    expect(sent.at(-1)?.ids).toEqual(["1"]);
  });

  it("says nothing once the live socket is silent", async () => {
    await see("1");
    for (let i = 0; i < 50; i++) await pass(10_000);
    expect(sent.every(({ at }) => at < 1_000_000 + 90_000)).toBe(true);
    expect(clock.pending).toEqual([]);
  });

  it("is told by a connection that comes later", async () => {
    isConnected = false;
    await see("1");
    isConnected = true;
    await pass(10_000);
    await see("1");
    expect(sent).toHaveLength(1);
  });

  it("says nothing any more after its end", async () => {
    await see("1");
    presence.see(["2"], clock.now());
    presence.stop();
    await pass(60_000);
    expect(sent).toHaveLength(1);
  });
});
