import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, LruCache, RawJson, type Store, Transaction } from "./mod.ts";
import { withStore } from "./testing.ts";

interface Counter {
  n: number;
}

const key = keys.head(AccountId.parse("u_1"));
const zero = (): Counter => ({ n: 0 });

async function write(store: Store, value: unknown, cache?: LruCache) {
  const tx = new Transaction(store, cache);
  tx.set(key, value, { keep: true });
  await tx.commit();
}

describe("edit", () => {
  it("gives a copy that is written as it is at the commit", () =>
    withStore(async (store) => {
      await write(store, { n: 1 });
      const tx = new Transaction(store);
      const counter = await tx.edit(key, zero);
      counter.n++;
      counter.n++;
      await tx.commit();
      expect((await store.get(key))?.value).toEqual({ n: 3 });
    }));

  it("begins with the initial value where there is none", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      (await tx.edit(key, zero)).n++;
      await tx.commit();
      expect((await store.get(key))?.value).toEqual({ n: 1 });
    }));

  it("gives the same copy again, to whoever asks in the transaction", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      const counter = await tx.edit(key, zero);
      counter.n++;
      expect(await tx.edit(key, zero)).toBe(counter);
      expect(await tx.get(key)).toEqual({ n: 1 });
    }));

  it("begins anew after the key was deleted", () =>
    withStore(async (store) => {
      await write(store, { n: 5 });
      const tx = new Transaction(store);
      await tx.edit(key, zero);
      tx.delete(key);
      expect(await tx.edit(key, zero)).toEqual({ n: 0 });
    }));

  it("goes on from what the transaction has set, RawJson too", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      tx.set(key, new RawJson(`{"n":7}`));
      (await tx.edit(key, zero)).n++;
      await tx.commit();
      expect((await store.get(key))?.value).toEqual({ n: 8 });
    }));

  it("does not touch the value in the cache if the commit fails", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      await write(store, { n: 1 }, cache);
      const tx = new Transaction(store, cache);
      (await tx.edit(key, zero)).n = 99;
      await expect(tx.commit([{ key, versionstamp: null }])).rejects.toThrow();
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 1 });
    }));

  it("does not touch a cached value that was set again before it", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      await write(store, { n: 1 }, cache);
      const tx = new Transaction(store, cache);
      tx.set(key, await tx.get(key));
      (await tx.edit(key, zero)).n = 99;
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 1 });
    }));

  it("puts the new value into the cache with the commit", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const tx = new Transaction(store, cache);
      (await tx.edit(key, zero)).n = 4;
      await tx.commit();
      await write(store, { n: 5 });
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 4 });
    }));
});
