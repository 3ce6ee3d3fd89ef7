import fc from "fast-check";
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
import { allKeys, withKv } from "./testing.ts";

/** What lies under each key, by the key's number: what the store must hold. */
type Model = Map<number, { text: string; edits: number }>;

interface World {
  store: Store;
  cache: LruCache;
  model: Model;
}

const account = AccountId.parse("u_1");
const keyOf = (n: number) =>
  n < 3 ? keys.queue(account, n) : keys.head(account);
const KEYS = [0, 1, 2, 3];

const key = fc.constantFrom(...KEYS);
const text = fc.tuple(
  fc.constantFrom("", "a", "é", "🙂"),
  fc.constantFrom(0, 10, 14_000, 45_000),
).map(([unit, times]) => unit.repeat(times));

/** What a transaction does, to itself and to the copy of the model. */
type Step = (tx: Transaction, model: Model) => Promise<void> | void;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(key, text, fc.boolean(), fc.boolean()).map(
    ([n, text, keep, raw]): Step => (tx, model) => {
      const value = { text, edits: 0 };
      tx.set(keyOf(n), raw ? new RawJson(JSON.stringify(value)) : value, {
        keep,
      });
      model.set(n, { ...value });
    },
  ),
  fc.tuple(key, text).map(([n, text]): Step => async (tx, model) => {
    const value = await tx.edit(keyOf(n), () => ({ text: "", edits: 0 }));
    value.text = text;
    value.edits++;
    model.set(n, { text, edits: (model.get(n)?.edits ?? 0) + 1 });
  }),
  key.map((n): Step => (tx, model) => {
    tx.delete(keyOf(n));
    model.delete(n);
  }),
  fc.tuple(key, fc.boolean()).map(([n, keep]): Step => (tx) =>
    tx.prefetch([keyOf(n)], { keep })
  ),
  key.map((n): Step => async (tx, model) => {
    expect(await tx.get(keyOf(n))).toEqual(model.get(n) ?? null);
  }),
);

const transaction = fc.record({
  steps: fc.array(step, { maxLength: 6 }),
  end: fc.constantFrom("commit", "commit", "commit", "conflict", "abandon"),
});

/** Runs one transaction as its owner does: the cache is cleared if it fails. */
async function run(
  { store, cache, model }: World,
  { steps, end }: { steps: Step[]; end: string },
): Promise<Model> {
  const tx = new Transaction(store, cache);
  const after: Model = new Map(model);
  for (const step of steps) await step(tx, after);
  if (end === "abandon") return model;
  if (end === "commit") {
    await tx.commit();
    return after;
  }
  // Another writer has changed a key that this one rests on.
  const writer = new Transaction(store);
  const value = { text: "by another writer", edits: 0 };
  writer.set(keyOf(0), value);
  await writer.commit();
  await expect(tx.commit([{ key: keyOf(0), versionstamp: null }])).rejects
    .toThrow(TransactionConflict);
  cache.clear();
  return new Map(model).set(0, value);
}

async function check({ store, model }: World): Promise<void> {
  const entries = await store.getMany(KEYS.map(keyOf));
  expect(entries.map((entry) => entry?.value ?? null))
    .toEqual(KEYS.map((n) => model.get(n) ?? null));
  const pieces = entries.reduce((sum, entry) => sum + (entry?.chunks ?? 0), 0);
  const stored = await allKeys(store.kv);
  expect(new Set(stored.map(keyId)).size).toBe(model.size + pieces);
}

describe("the store's contents", () => {
  it("are those of a plain map, whatever is written, edited, deleted, given up or in conflict", async () => {
    const property = fc.asyncProperty(
      fc.array(transaction, { maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (transactions, cacheSize) =>
        withKv(async (kv) => {
          const store = new Store({ kv });
          const world: World = {
            store,
            cache: new LruCache(cacheSize),
            model: new Map(),
          };
          for (const one of transactions) {
            world.model = await run(world, one);
            await check(world);
          }
        }),
    );
    await fc.assert(property, { numRuns: 150 });
  });
});
