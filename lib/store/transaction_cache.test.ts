import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import {
  keyId,
  keys,
  LruCache,
  RawJson,
  Store,
  Transaction,
  TransactionConflict,
} from "./mod.ts";
import { allKeys, replaceIn, withKv, withStore } from "./testing.ts";

const account = AccountId.parse("u_1");
const key = keys.head(account);
const other = keys.queueTail(account);

async function write(store: Store, value: unknown, key: Deno.KvKey) {
  const tx = new Transaction(store);
  tx.set(key, value);
  return await tx.commit();
}

describe("a cache between transactions", () => {
  it("holds what was kept, and that a key is empty, without another read", () =>
    withKv(async (kv) => {
      let reads = 0;
      const counting = replaceIn(kv, {
        getMany: (keys, options) => {
          reads += keys.length;
          return kv.getMany(keys, options);
        },
      });
      const store = new Store({ kv: counting });
      await write(store, { n: 1 }, key);
      const cache = new LruCache(10);
      await new Transaction(store, cache).prefetch([key, other], {
        keep: true,
      });
      reads = 0;

      const tx = new Transaction(store, cache);
      expect(await tx.get(key)).toEqual({ n: 1 });
      expect(await tx.get(other)).toBeNull();
      await tx.prefetch([key, other]);
      expect(reads).toBe(0);
    }));

  it("does not hold what was only read", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      await new Transaction(store, cache).get(key);
      await write(store, { n: 1 }, key);
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 1 });
    }));

  it("forgets what was written without being kept, or deleted", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const first = new Transaction(store, cache);
      for (const k of [key, other]) first.set(k, { n: 1 }, { keep: true });
      await first.commit();
      const second = new Transaction(store, cache);
      second.set(key, { n: 2 });
      second.delete(other);
      await second.commit();
      const third = new Transaction(store, cache);
      expect(await third.get(key)).toEqual({ n: 2 });
      expect(await third.get(other)).toBeNull();
    }));

  it("never holds RawJson", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const tx = new Transaction(store, cache);
      tx.set(key, new RawJson(`{"n":1}`), { keep: true });
      await tx.commit();
      expect(cache.get(keyId(key))).toBeUndefined();
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 1 });
    }));

  it("keeps what it had if the commit fails", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const first = new Transaction(store, cache);
      first.set(key, { n: 1 }, { keep: true });
      await first.commit();
      const second = new Transaction(store, cache);
      second.set(key, { n: 2 }, { keep: true });
      const failing = second.commit([{ key, versionstamp: null }]);
      await expect(failing).rejects.toThrow(TransactionConflict);
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 1 });
    }));

  it("serves nothing stale once its owner has cleared it after a conflict", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const versionstamp = await write(store, { n: 1 }, key);
      await new Transaction(store, cache).prefetch([key], { keep: true });
      await write(store, { n: 2 }, key);

      const increment = async (versionstamp: string | undefined) => {
        const tx = new Transaction(store, cache);
        (await tx.edit(key, () => ({ n: 0 }))).n++;
        return await tx.commit([{ key, versionstamp: versionstamp ?? null }]);
      };
      await expect(increment(versionstamp)).rejects
        .toThrow(TransactionConflict);
      cache.clear();
      await increment((await store.get(key))?.versionstamp);
      expect((await store.get(key))?.value).toEqual({ n: 3 });
      expect(await new Transaction(store, cache).get(key)).toEqual({ n: 3 });
    }));

  it("may drop a value while a transaction that has read it goes on", () =>
    withStore(async (store, kv) => {
      const cache = new LruCache(1);
      const first = new Transaction(store, cache);
      first.set(key, "x".repeat(150_000), { keep: true });
      await first.commit();
      const second = new Transaction(store, cache);
      await second.get(key);
      await second.prefetch([other], { keep: true });
      await write(store, "meanwhile", other);
      expect(await second.get(other)).toBeNull();
      second.set(key, "small");
      await second.commit();
      expect(await allKeys(kv)).toEqual([key, other]);
    }));
});
