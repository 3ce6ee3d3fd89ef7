import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountId, CreatorId } from "@/lib/models/mod.ts";
import {
  BulkWriter,
  type Changes,
  type Dataset,
  keys,
  LruCache,
  type Packing,
  type Store,
  Transaction,
} from "./mod.ts";
import { withStore } from "./testing.ts";

interface Point {
  x: number;
  y: number;
}

const packing: Packing<Point, [number, number]> = {
  pack: ({ x, y }) => [x, y],
  unpack: ([x, y]) => ({ x, y }),
};

const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };
const CREATOR = CreatorId.parse("9");
const key = (n: number) => keys.day(DATASET, CREATOR, n);

const stored = async (store: Store, n: number) =>
  (await store.get(key(n)))?.value;

const change = fc.record({
  kind: fc.constantFrom("set", "keep", "delete", "read", "commit"),
  n: fc.nat(3),
});

/** Goes through changes; `commit` gives what the next ones are made with. */
async function run(
  changes: readonly { kind: string; n: number }[],
  first: Changes,
  commit: (tx: Changes) => Promise<Changes>,
): Promise<Map<number, Point>> {
  const model = new Map<number, Point>();
  let tx = first;
  for (const [i, { kind, n }] of changes.entries()) {
    if (kind === "commit") tx = await commit(tx);
    if (kind === "delete") {
      tx.delete(key(n));
      model.delete(n);
    }
    if (kind === "set" || kind === "keep") {
      const value = { x: i, y: n + 10 };
      tx.set(key(n), value, { keep: kind === "keep", packing });
      model.set(n, value);
    }
    if (kind === "read") await tx.prefetch([key(n)], { keep: true });
    expect(await tx.get(key(n), packing)).toEqual(model.get(n) ?? null);
  }
  await commit(tx);
  return model;
}

describe("packed values", () => {
  const history = fc.array(change, { maxLength: 30 });
  const whole = { numRuns: 100, seed: 20_261_121 };

  it("are read in memory's form, and stored in the other, by transactions", () =>
    fc.assert(
      fc.asyncProperty(
        history,
        fc.boolean(),
        (changes, isCached) =>
          withStore(async (store) => {
            const cache = isCached ? new LruCache(2) : null;
            const first = new Transaction(store, cache);
            const model = await run(changes, first, async (tx) => {
              await (tx as Transaction).commit();
              return new Transaction(store, cache);
            });
            for (let n = 0; n <= 3; n++) {
              const point = model.get(n);
              expect(await stored(store, n)).toEqual(
                point && packing.pack(point),
              );
            }
          }),
      ),
      whole,
    ));

  it("are so by bulk writers too", () =>
    fc.assert(
      fc.asyncProperty(history, (changes) =>
        withStore(async (store) => {
          const writer = new BulkWriter(store);
          const model = await run(changes, writer, async () => {
            await writer.flush();
            return writer;
          });
          await writer.finish();
          for (let n = 0; n <= 3; n++) {
            const point = model.get(n);
            expect(await stored(store, n)).toEqual(
              point && packing.pack(point),
            );
          }
          // Read anew: nothing of it is at hand.
          const other = new BulkWriter(store);
          for (let n = 0; n <= 3; n++) {
            expect(await other.get(key(n), packing)).toEqual(
              model.get(n) ?? null,
            );
          }
        })),
      whole,
    ));

  it("are the same object while they are kept, read or written", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const first = new Transaction(store);
      first.set(key(1), { x: 1, y: 2 }, { packing });
      await first.commit();
      const read = new Transaction(store, cache);
      await read.prefetch([key(1)], { keep: true });
      const seen = await read.get(key(1), packing);
      expect(seen).toEqual({ x: 1, y: 2 });
      expect(await new Transaction(store, cache).get(key(1), packing))
        .toBe(seen);

      const next = { x: 3, y: 4 };
      const write = new Transaction(store, cache);
      write.set(key(1), next, { keep: true, packing });
      await write.commit();
      expect(await new Transaction(store, cache).get(key(1), packing))
        .toBe(next);
    }));
});
