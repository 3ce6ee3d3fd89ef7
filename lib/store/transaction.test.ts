import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import {
  keys,
  RawJson,
  Store,
  Transaction,
  TransactionConflict,
  TransactionTooLarge,
} from "./mod.ts";
import { allKeys, replaceIn, withKv, withStore } from "./testing.ts";

const account = AccountId.parse("u_1");
const key = keys.head(account);
const other = keys.queueTail(account);

async function write(store: Store, key: Deno.KvKey, value: unknown) {
  const tx = new Transaction(store);
  tx.set(key, value);
  return await tx.commit();
}

describe("a transaction", () => {
  it("sees its own writes before anybody else does", () =>
    withStore(async (store) => {
      await write(store, key, { n: 1 });
      const tx = new Transaction(store);
      tx.set(key, { n: 2 });
      expect(await tx.get(key)).toEqual({ n: 2 });
      tx.delete(key);
      expect(await tx.get(key)).toBeNull();
      tx.set(key, new RawJson(`{"n":3}`));
      expect(await tx.get(key)).toEqual({ n: 3 });
      expect((await store.get(key))?.value).toEqual({ n: 1 });
      await tx.commit();
      expect((await store.get(key))?.value).toEqual({ n: 3 });
    }));

  it("takes effect in all keys together", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      tx.set(key, 1);
      tx.set(other, 2);
      expect(tx.size).toBe(2);
      const versionstamp = await tx.commit();
      const entries = await store.getMany([key, other]);
      expect(entries.map((entry) => entry?.versionstamp))
        .toEqual([versionstamp, versionstamp]);
    }));

  it("reads what it has read once again as it was", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      expect(await tx.get(key)).toBeNull();
      await write(store, key, { n: 1 });
      expect(await tx.get(key)).toBeNull();
    }));
});

describe("commit", () => {
  it("writes nothing if a checked key was changed", () =>
    withStore(async (store) => {
      const versionstamp = await write(store, key, { n: 1 });
      await write(store, key, { n: 2 });
      const tx = new Transaction(store);
      tx.set(key, { n: 3 });
      tx.set(other, {});
      await expect(tx.commit([{ key, versionstamp }])).rejects
        .toThrow(TransactionConflict);
      expect((await store.get(key))?.value).toEqual({ n: 2 });
      expect(await store.get(other)).toBeNull();
    }));

  it("writes nothing if a key that must be new is not", () =>
    withStore(async (store) => {
      await write(store, key, { n: 1 });
      const tx = new Transaction(store);
      tx.set(key, { n: 2 });
      await expect(tx.commit([{ key, versionstamp: null }])).rejects
        .toThrow(TransactionConflict);
    }));

  it("gives the versionstamp that the next check needs", () =>
    withStore(async (store) => {
      const versionstamp = await write(store, key, { n: 1 });
      const tx = new Transaction(store);
      tx.set(key, { n: 2 });
      await tx.commit([{ key, versionstamp }]);
      expect((await store.get(key))?.value).toEqual({ n: 2 });
    }));
});

describe("a transaction larger than one commit may be", () => {
  const long = "x".repeat(500);

  it.each<[string, (tx: Transaction) => void]>([
    ["too many keys", (tx) => {
      for (let i = 0; i < 951; i++) tx.set(keys.queue(account, i), i);
    }],
    ["too many bytes", (tx) => {
      for (let i = 0; i < 12; i++) {
        tx.set(keys.queue(account, i), "x".repeat(60_000));
      }
    }],
    ["one value of too many bytes", (tx) => {
      tx.set(key, "x".repeat(700_001));
    }],
    ["keys of too many bytes", (tx) => {
      for (let i = 0; i < 160; i++) tx.set(keys.agent(account, long + i), i);
    }],
    ["keys of too many bytes in UTF-8", (tx) => {
      const wide = "日".repeat(200);
      for (let i = 0; i < 160; i++) tx.set(keys.agent(account, wide + i), i);
    }],
    ["deleted keys of too many bytes", (tx) => {
      const longest = "x".repeat(1_900);
      for (let i = 0; i < 400; i++) tx.delete(keys.agent(account, longest + i));
    }],
  ])("writes nothing: %s", (_, fill) =>
    withStore(async (store, kv) => {
      const tx = new Transaction(store);
      fill(tx);
      await expect(tx.commit()).rejects.toThrow(TransactionTooLarge);
      expect(await allKeys(kv)).toEqual([]);
    }));

  it.each<[string, (tx: Transaction) => void]>([
    ["keys", (tx) => {
      for (let i = 0; i < 950; i++) tx.set(keys.queue(account, i), i);
    }],
    ["bytes", (tx) => {
      for (let i = 0; i < 11; i++) {
        tx.set(keys.queue(account, i), "x".repeat(59_998));
      }
    }],
    ["bytes of keys", (tx) => {
      for (let i = 0; i < 150; i++) tx.set(keys.agent(account, long + i), i);
    }],
  ])(
    "is what the platform would refuse: just as many %s pass",
    (_, fill) =>
      withStore(async (store) => {
        const tx = new Transaction(store);
        fill(tx);
        await tx.commit();
      }),
  );
});

describe("RawJson", () => {
  it("is written as it is, and read as what it says", () =>
    withStore(async (store) => {
      await write(store, key, new RawJson(`{"a":[1,"é"]}`));
      expect((await store.get(key))?.value).toEqual({ a: [1, "é"] });
    }));

  it("lets the platform delete the value, all of its pieces included", () =>
    withKv(async (kv) => {
      const expiries: [Deno.KvKey, number | undefined][] = [];
      const recording = replaceIn(kv, {
        atomic() {
          const atomic = kv.atomic();
          const set = atomic.set.bind(atomic);
          atomic.set = (key, value, options) => {
            expiries.push([key, options?.expireIn]);
            return set(key, value, options);
          };
          return atomic;
        },
      });
      const store = new Store({ kv: recording });
      const large = JSON.stringify("x".repeat(100_000));
      await write(store, key, new RawJson(large, 5_000));
      await write(store, other, new RawJson(large));
      expect(expiries).toEqual([
        [["head", account], 5_000],
        [["head+", account, 0], 5_000],
        [["head+", account, 1], 5_000],
        [["queue_tail", account], undefined],
        [["queue_tail+", account, 0], undefined],
        [["queue_tail+", account, 1], undefined],
      ]);
    }));
});
