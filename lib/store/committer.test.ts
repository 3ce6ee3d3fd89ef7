import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, Store, Transaction, TransactionConflict } from "./mod.ts";
import { replaceIn, withKv } from "./testing.ts";

const account = (n: number) => AccountId.parse(`u_${n}`);

/** A store whose atomic operations are counted, and may be made to fail. */
function counted(kv: Deno.Kv, fail: (commit: number) => boolean = () => false) {
  const count = { commits: 0 };
  const store = new Store({
    kv: replaceIn(kv, {
      atomic() {
        const atomic = kv.atomic();
        const commit = atomic.commit.bind(atomic);
        atomic.commit = () =>
          fail(count.commits++)
            ? Promise.reject(new Error("the disk is full"))
            : commit();
        return atomic;
      },
    }),
  });
  return { store, count };
}

function write(
  store: Store,
  key: Deno.KvKey,
  value: unknown,
  checks: Deno.AtomicCheck[] = [],
): Promise<string> {
  const tx = new Transaction(store);
  // Known to be empty: no read for it gets between the commits.
  tx.delete(key, 0);
  tx.set(key, value);
  return tx.commit(checks);
}

describe("group commit", () => {
  it("puts what comes together into one atomic operation", () =>
    withKv(async (kv) => {
      const { store, count } = counted(kv);
      const all = Array.from(
        { length: 50 },
        (_, i) => write(store, keys.head(account(i)), { i }),
      );
      const stamps = await Promise.all(all);
      expect(count.commits).toBeLessThan(5);
      expect(new Set(stamps).size).toBe(count.commits);
      for (let i = 0; i < 50; i++) {
        expect((await store.get(keys.head(account(i))))?.value).toEqual({ i });
      }
    }));

  it("splits what is more than one operation may hold", () =>
    withKv(async (kv) => {
      const { store, count } = counted(kv);
      const big = "x".repeat(50_000);
      await Promise.all(Array.from(
        { length: 40 },
        (_, i) => write(store, keys.head(account(i)), { big }),
      ));
      expect(count.commits).toBeGreaterThan(2);
      expect(await Array.fromAsync(store.list({ prefix: keys.heads() })))
        .toHaveLength(40);
    }));

  it("fails only those whose own checks fail", () =>
    withKv(async (kv) => {
      const { store } = counted(kv);
      const stale = {
        key: keys.head(account(1)),
        versionstamp: "0".repeat(20),
      };
      const results = await Promise.allSettled([
        write(store, keys.head(account(0)), 0),
        write(store, keys.head(account(1)), 1, [stale]),
        write(store, keys.head(account(2)), 2),
      ]);
      expect(results.map(({ status }) => status))
        .toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(results[1]).toMatchObject({
        reason: expect.any(TransactionConflict),
      });
      expect(await store.get(keys.head(account(1)))).toBe(null);
    }));

  it("tries them one by one where a shared operation is refused", () =>
    withKv(async (kv) => {
      const { store } = counted(kv, (commit) => commit === 0);
      await Promise.all([
        write(store, keys.head(account(0)), 0),
        write(store, keys.head(account(1)), 1),
      ]);
      expect((await store.get(keys.head(account(1))))?.value).toBe(1);
    }));

  it("lets only one of those win that rest on the same state", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.nat(2), isChecked: fc.boolean() }), {
          minLength: 2,
          maxLength: 12,
        }),
        (writes) =>
          withKv(async (kv) => {
            const { store } = counted(kv);
            const results = await Promise.allSettled(
              writes.map(({ key: n, isChecked }, i) => {
                const key = keys.head(account(n));
                const checks = isChecked ? [{ key, versionstamp: null }] : [];
                return write(store, key, i, checks);
              }),
            );
            for (const n of [0, 1, 2]) {
              const before = writes.map(({ key, isChecked }, i) => ({
                key,
                isChecked,
                i,
                won: results[i]?.status === "fulfilled",
              })).filter(({ key }) => key === n);
              // A check that nothing is there holds at most once, and for all
              // others only once somebody has written.
              const checked = before.filter(({ isChecked }) => isChecked);
              expect(checked.filter(({ won }) => won).length).toBeLessThan(2);
              if (checked.length === before.length && before.length > 0) {
                expect(checked.some(({ won }) => won)).toBe(true);
              }
              expect(before.every(({ won, isChecked }) => won || isChecked))
                .toBe(true);
              const winners = before.filter(({ won }) => won).map(({ i }) => i);
              const stored = (await store.get(keys.head(account(n))))?.value;
              expect([...winners, ...(winners.length === 0 ? [undefined] : [])])
                .toContain(stored);
            }
          }),
      ),
      { numRuns: 100, seed: 7 },
    );
  });
});
