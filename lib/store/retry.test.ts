import { describe, expect, it } from "vitest";
import { keys, ManualClock, Store, Transaction } from "./mod.ts";
import { withRetry } from "./retry.ts";
import { JumpingClock, replaceIn, withKv } from "./testing.ts";
import { AccountId } from "@/lib/models/mod.ts";

const LOCKED = new Error("database is locked");
const key = keys.account(AccountId.parse("u_1"));

/** Fails `times` times, then gives "done". */
function failing(times: number, error = LOCKED) {
  const run = () =>
    run.calls++ < times ? Promise.reject(error) : Promise.resolve("done");
  run.calls = 0;
  return run;
}

/** A database whose commits and reads each fail `times` times. */
function lockedKv(kv: Deno.Kv, times: number): Deno.Kv {
  let [commits, reads, steps] = [times, times, times];
  return replaceIn(kv, {
    atomic() {
      const atomic = kv.atomic();
      const commit = atomic.commit.bind(atomic);
      atomic.commit = () => commits-- > 0 ? Promise.reject(LOCKED) : commit();
      return atomic;
    },
    getMany: (keys, options) =>
      reads-- > 0 ? Promise.reject(LOCKED) : kv.getMany(keys, options),
    list(selector, options) {
      const entries = kv.list(selector, options);
      const next = entries.next.bind(entries);
      Object.defineProperty(entries, "next", {
        value: () => steps-- > 0 ? Promise.reject(LOCKED) : next(),
      });
      return entries as Deno.KvListIterator<never>;
    },
  });
}

describe("withRetry", () => {
  it("waits before it tries again, and not longer than it must", async () => {
    const clock = new ManualClock(0);
    const run = failing(1);
    const result = withRetry(run, { clock, random: () => 0.5 });
    while (run.calls === 0) await Promise.resolve();
    for (let i = 0; i < 5; i++) await Promise.resolve();
    expect(run.calls).toBe(1);
    clock.advance(5);
    expect(await result).toBe("done");
    expect(clock.now()).toBe(5);
  });

  it("waits longer from try to try, by chance up to a bound", async () => {
    const clock = new JumpingClock(0);
    const almostOne = 1 - Number.EPSILON;
    await withRetry(failing(7), { clock, random: () => almostOne });
    expect(clock.waits.map(Math.round)).toEqual(
      [10, 20, 40, 80, 160, 320, 640],
    );
  });

  it("gives up after a bounded number of tries, with the last error", async () => {
    const run = failing(100);
    const options = { clock: new JumpingClock(0), random: () => 0 };
    await expect(withRetry(run, options)).rejects.toBe(LOCKED);
    expect(run.calls).toBe(8);

    const three = failing(100);
    await expect(withRetry(three, { ...options, tries: 3 })).rejects
      .toBe(LOCKED);
    expect(three.calls).toBe(3);
  });

  it.each([
    ["database is locked"],
    ["database table is locked"],
    ["Error code 5: database is locked"],
    ["SQLITE_BUSY: the file is in use"],
  ])("tries again after %j", async (message) => {
    const run = failing(1, new Error(message));
    await withRetry(run, { clock: new JumpingClock(0), random: () => 0 });
    expect(run.calls).toBe(2);
  });

  it.each([
    ["Value too large (max 65536 bytes)"],
    ["disk I/O error"],
    ["the line is busy"],
  ])("passes on %j at once", async (message) => {
    const error = new Error(message);
    const clock = new JumpingClock(0);
    await expect(withRetry(failing(1, error), { clock, random: () => 0 }))
      .rejects.toBe(error);
    expect(clock.waits).toEqual([]);
  });
});

describe("a store on a locked file", () => {
  it("reads, lists, writes and deletes when the lock is gone", async () => {
    await withKv(async (kv) => {
      const clock = new JumpingClock(0);
      const store = new Store({ kv: lockedKv(kv, 3), clock, random: () => 0 });
      const tx = new Transaction(store);
      tx.set(key, { n: 1 });
      await tx.commit();
      expect((await store.get(key))?.value).toEqual({ n: 1 });
      const listed = await Array.fromAsync(store.list({ prefix: ["account"] }));
      expect(listed.map(({ value }) => value)).toEqual([{ n: 1 }]);
      expect(await store.deletePrefix(["account"])).toBe(1);
      expect(await store.get(key)).toBeNull();
    });
  });

  it("writes nothing if the lock stays", async () => {
    await withKv(async (kv) => {
      const clock = new JumpingClock(0);
      const locked = lockedKv(kv, 1_000);
      const tx = new Transaction(
        new Store({ kv: locked, clock, random: () => 0 }),
      );
      tx.set(key, { n: 1 });
      await expect(tx.commit()).rejects.toBe(LOCKED);
      expect((await kv.get(key)).value).toBeNull();
    });
  });
});
