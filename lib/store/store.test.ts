import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, type ListOptions, type Store, Transaction } from "./mod.ts";
import { withStore } from "./testing.ts";

const account = AccountId.parse("u_1");
const other = AccountId.parse("u_2");
const position = (n: number) => keys.queue(account, n);
const LARGE = "x".repeat(100_000);

/** Writes numbers 0 to `count - 1`, the last first; every fifth one is large. */
async function fill(store: Store, count: number): Promise<void> {
  for (let n = count - 1; n >= 0; n--) {
    const tx = new Transaction(store);
    tx.set(position(n), n % 5 === 4 ? { n, LARGE } : { n });
    await tx.commit();
  }
}

async function listed(
  store: Store,
  options?: ListOptions,
  range: { start?: Deno.KvKey; end?: Deno.KvKey } = {},
): Promise<number[]> {
  const prefix = keys.queueOf(account);
  const selector = range.start
    ? { prefix, start: range.start }
    : range.end
    ? { prefix, end: range.end }
    : { prefix };
  const entries = store.list<{ n: number }>(selector, options);
  return (await Array.fromAsync(entries)).map(({ value }) => value.n);
}

describe("list", () => {
  it("gives entries in order of their keys, large ones as well", () =>
    withStore(async (store) => {
      await fill(store, 12);
      expect(await listed(store))
        .toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }));

  it("gives the newest first, and so many", () =>
    withStore(async (store) => {
      await fill(store, 12);
      expect(await listed(store, { reverse: true, limit: 3 }))
        .toEqual([11, 10, 9]);
      expect(await listed(store, { limit: 2 })).toEqual([0, 1]);
    }));

  it("reads on beyond a batch", () =>
    withStore(async (store) => {
      await fill(store, 12);
      expect(await listed(store, { batchSize: 5, limit: 11 })).toHaveLength(11);
    }));

  it("starts at a key, and ends before one", () =>
    withStore(async (store) => {
      await fill(store, 6);
      expect(await listed(store, {}, { start: position(4) })).toEqual([4, 5]);
      expect(await listed(store, {}, { end: position(2) })).toEqual([0, 1]);
    }));

  it("keeps to the account", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      tx.set(keys.queue(other, 0), { n: -1 });
      await tx.commit();
      await fill(store, 2);
      expect(await listed(store)).toEqual([0, 1]);
    }));
});

describe("getMany", () => {
  it("gives as many entries as keys, in their order, beyond one read", () =>
    withStore(async (store) => {
      await fill(store, 23);
      const wanted = [22, 99, 4, 0, ...Array.from({ length: 30 }, (_, i) => i)];
      const entries = await store.getMany<{ n: number }>(wanted.map(position));
      expect(entries.map((entry) => entry?.value.n ?? null))
        .toEqual(wanted.map((n) => n < 23 ? n : null));
    }));

  it("gives nothing for no keys", () =>
    withStore(async (store) => {
      expect(await store.getMany([])).toEqual([]);
    }));
});

describe("get", () => {
  it("gives the entry with its key, pieces and versionstamp, or null", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      tx.set(position(1), LARGE);
      const versionstamp = await tx.commit();
      expect(await store.get(position(1)))
        .toEqual({ key: position(1), value: LARGE, chunks: 2, versionstamp });
      expect(await store.get(position(2))).toBeNull();
    }));

  it("refuses a value that this store did not write", () =>
    withStore(async (store, kv) => {
      await kv.set(position(1), "by hand");
      await expect(store.get(position(1))).rejects.toThrow(`["queue","u_1",1]`);
    }));
});
