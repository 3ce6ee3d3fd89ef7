import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, LruCache, RawJson, Store, Transaction } from "./mod.ts";
import { allKeys, replaceIn, withKv, withStore } from "./testing.ts";

const account = AccountId.parse("u_1");
const key = keys.head(account);

async function write(store: Store, value: unknown, at = key) {
  const tx = new Transaction(store);
  tx.set(at, value);
  await tx.commit();
}

async function read(store: Store, at = key): Promise<unknown> {
  return (await store.get(at))?.value;
}

/** Texts of so many bytes as JSON, quotes included. */
function textOf(bytes: number, unit = "x"): string {
  const size = new TextEncoder().encode(unit).length;
  return unit.repeat(Math.floor((bytes - 2) / size));
}

describe("a value of any size", () => {
  it.each([
    ["nothing", null],
    ["an empty text", ""],
    ["a number", 0],
    ["a text that just fits under one key", textOf(60_000)],
    ["a text that just does not", textOf(60_001)],
    ["600 KB", textOf(600_000)],
    ["characters cut in two by the pieces", textOf(200_000, "é")],
    ["emoji", textOf(300_000, "🙂")],
    ["half a surrogate pair, and NUL", "\ud800\0".repeat(20_000)],
    [
      "many fields",
      Object.fromEntries(
        Array.from({ length: 5_000 }, (_, i) => [`field ${i}`, [i, `${i}`]]),
      ),
    ],
    ["what looks like the mark of a large value", { chunks: 3 }],
  ])("comes back as it was: %s", (_, value) =>
    withStore(async (store) => {
      await write(store, value);
      const entry = await store.get(key);
      expect(entry).not.toBeNull();
      expect(entry?.value).toEqual(value);
    }));

  it("lies in pieces outside its key's room, so that lists do not see them", () =>
    withStore(async (store, kv) => {
      await write(store, textOf(150_000));
      const entries = await Array.fromAsync(store.list({ prefix: ["head"] }));
      expect(entries.map(({ key, chunks }) => ({ key, chunks })))
        .toEqual([{ key, chunks: 3 }]);
      expect(await allKeys(kv)).toEqual([
        key,
        ["head+", account, 0],
        ["head+", account, 1],
        ["head+", account, 2],
      ]);
    }));
});

/** Each way leads from one size to the next over the same key. */
const SIZES = [600_000, 10, 150_000, 130_000, 60_001, 59_999, 600_000, 300_000];

describe("pieces that a value no longer needs", () => {
  it.each<[string, (tx: Transaction) => Promise<unknown>]>([
    ["unread", () => Promise.resolve()],
    ["after reading it", (tx) => tx.get(key)],
    ["after prefetching it", (tx) => tx.prefetch([key], { keep: true })],
    ["after deleting it first", (tx) => Promise.resolve(tx.delete(key))],
    ["after writing it twice", (tx) => Promise.resolve(tx.set(key, "draft"))],
  ])(
    "go when it is replaced %s",
    (_, before) =>
      withStore(async (store, kv) => {
        const cache = new LruCache(10);
        for (const size of SIZES) {
          const tx = new Transaction(store, cache);
          await before(tx);
          tx.set(key, textOf(size), { keep: true });
          await tx.commit();
          expect(await read(store)).toBe(textOf(size));
          const pieces = size <= 60_000 ? 0 : Math.ceil(size / 60_000);
          expect(await allKeys(kv)).toHaveLength(1 + pieces);
        }
      }),
  );

  it("go when it is edited", () =>
    withStore(async (store, kv) => {
      await write(store, { text: textOf(200_000) });
      const tx = new Transaction(store);
      (await tx.edit(key, () => ({ text: "" }))).text = "short";
      await tx.commit();
      expect(await allKeys(kv)).toEqual([key]);
    }));

  it.each<[string, (tx: Transaction) => void]>([
    ["unread", (tx) => tx.delete(key)],
    ["with their number given", (tx) => tx.delete(key, 4)],
  ])("go when it is deleted %s", (_, remove) =>
    withStore(async (store, kv) => {
      await write(store, textOf(200_000));
      const tx = new Transaction(store);
      remove(tx);
      await tx.commit();
      expect(await allKeys(kv)).toEqual([]);
    }));

  it("go from among many keys, of which few have pieces", () =>
    withStore(async (store, kv) => {
      const all = Array.from({ length: 25 }, (_, i) => keys.queue(account, i));
      for (const key of all) await write(store, textOf(70_000), key);
      const tx = new Transaction(store);
      for (const key of all) tx.set(key, "small");
      await tx.commit();
      expect(await allKeys(kv)).toEqual(all);
    }));

  it("stay if the commit fails", () =>
    withStore(async (store) => {
      await write(store, textOf(200_000));
      const tx = new Transaction(store);
      tx.delete(key);
      await expect(tx.commit([{ key, versionstamp: null }])).rejects.toThrow();
      expect(await read(store)).toBe(textOf(200_000));
    }));
});

describe("deletePrefix", () => {
  const chat = (n: number) => keys.agent(account, `chat ${n}`);

  it("deletes pieces too, and counts all", () =>
    withStore(async (store, kv) => {
      await write(store, textOf(150_000), chat(1));
      await write(store, "small", chat(2));
      await write(store, "other", key);
      expect(await store.deletePrefix(keys.agentsOf(account))).toBe(5);
      expect(await allKeys(kv)).toEqual([key]);
    }));

  it("leaves a large value that lies at the prefix itself", () =>
    withStore(async (store) => {
      await write(store, textOf(150_000));
      await store.deletePrefix(key);
      expect(await read(store)).toBe(textOf(150_000));
    }));

  it("deletes no further than it is to, pieces included", () =>
    withStore(async (store, kv) => {
      const chat = (n: number) => keys.agent(account, `${n}`);
      for (const n of [1, 2, 3]) {
        await write(store, n === 2 ? "small" : textOf(150_000), chat(n));
      }
      const prefix = keys.agentsOf(account);
      expect(await store.deletePrefix(prefix, [], chat(3))).toBe(5);
      expect(await read(store, chat(1))).toBeUndefined();
      expect(await read(store, chat(2))).toBeUndefined();
      expect(await read(store, chat(3))).toBe(textOf(150_000));
      expect(await store.deletePrefix(prefix)).toBe(4);
      expect(await allKeys(kv)).toEqual([]);
    }));

  it("deletes more than one commit may: many keys, and long ones", () =>
    withStore(async (store, kv) => {
      const long = "x".repeat(1_900);
      for (let i = 0; i < 2_000; i += 40) {
        const tx = new Transaction(store);
        for (let n = i; n < i + 40; n++) {
          tx.set(keys.agent(account, n % 4 === 0 ? `${long}${n}` : `${n}`), n);
        }
        await tx.commit();
      }
      expect(await store.deletePrefix(keys.agentsOf(account))).toBe(2_000);
      expect(await allKeys(kv)).toEqual([]);
    }));
});

describe("a large value that is replaced while it is read", () => {
  const before = { n: "before", text: textOf(650_000) };

  /** Reads while `replace` runs just before the read of pieces number `turn`. */
  async function readDuring(
    turn: number,
    replace: (store: Store) => Promise<void>,
  ): Promise<unknown> {
    return await withKv(async (kv) => {
      const quiet = new Store({ kv });
      await write(quiet, before);
      let reads = 0;
      const disturbed = replaceIn(kv, {
        async getMany(keys, options) {
          if (keys[0]?.[0] === "head+" && ++reads === turn) {
            await replace(quiet);
          }
          return await kv.getMany(keys, options);
        },
      });
      return await read(new Store({ kv: disturbed }));
    });
  }

  const replacements: [string, unknown][] = [
    ["as many pieces", { n: "after", text: textOf(650_000, "y") }],
    ["fewer pieces", { n: "after", text: textOf(100_000, "y") }],
    ["a small value", { n: "after" }],
  ];

  describe.each([[1], [2]])("before read %d of its pieces", (turn) => {
    it.each(replacements)("is read whole, and new: %s", async (_, after) => {
      const value = await readDuring(turn, (store) => write(store, after));
      expect(value).toEqual(after);
    });

    it("is gone if it was deleted", async () => {
      const value = await readDuring(turn, async (store) => {
        const tx = new Transaction(store);
        tx.delete(key);
        await tx.commit();
      });
      expect(value).toBeUndefined();
    });
  });
});

describe("a large value that has lost a piece", () => {
  it("is an error that names the key", () =>
    withStore(async (store, kv) => {
      await write(store, textOf(150_000));
      await kv.delete(["head+", account, 1]);
      await expect(read(store)).rejects.toThrow(`["head","u_1"]`);
    }));

  it("is gone if it was to expire: the platform deletes key by key", () =>
    withStore(async (store, kv) => {
      const json = JSON.stringify(textOf(150_000));
      await write(store, new RawJson(json, 3_600_000));
      await kv.delete(["head+", account, 1]);
      expect(await read(store)).toBeUndefined();
    }));
});
