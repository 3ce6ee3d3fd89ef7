import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountId, ChatId, CreatorId, MessageId } from "@/lib/models/mod.ts";
import { BulkWriter, type Dataset, keys } from "./mod.ts";
import { withStore } from "./testing.ts";

const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };
const CREATOR = CreatorId.parse("9");
const day = (n: number) => keys.day(DATASET, CREATOR, n);
const row = (n: number) =>
  keys.message(DATASET, ChatId.parse("1"), n, MessageId.parse(n));

const change = fc.oneof(
  fc.record({ kind: fc.constant("edit" as const), n: fc.nat(5) }),
  fc.record({
    kind: fc.constant("set" as const),
    n: fc.nat(5),
    size: fc.nat(2),
  }),
  fc.record({ kind: fc.constant("keep" as const), n: fc.nat(5) }),
  fc.record({ kind: fc.constant("delete" as const), n: fc.nat(5) }),
  fc.record({ kind: fc.constant("flush" as const), n: fc.constant(0) }),
);

describe("BulkWriter", () => {
  it("ends with what was written last, and reads it meanwhile", () =>
    fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 40 }), (changes) =>
        withStore(async (store) => {
          const writer = new BulkWriter(store);
          const model = new Map<number, { n: number; text?: string }>();
          for (const [i, one] of changes.entries()) {
            const { kind, n } = one;
            if (kind === "flush") {
              await writer.flush();
            }
            if (kind === "delete") {
              writer.delete(day(n));
              model.delete(n);
            }
            if (kind === "set" || kind === "keep") {
              const text = "x".repeat(kind === "set" ? one.size * 70_000 : 1);
              const value = { n: i, text };
              writer.set(day(n), value, { keep: kind === "keep" });
              model.set(n, value);
            }
            if (kind === "edit") {
              const value = await writer.edit(day(n), () => ({ n: 0 }));
              value.n += 1;
              model.set(n, { ...model.get(n) ?? { n: 0 } });
              const expected = model.get(n);
              if (expected) {
                expected.n += 1;
              }
            }
            expect(await writer.get(day(n))).toEqual(model.get(n) ?? null);
          }
          await writer.finish();
          for (let n = 0; n <= 5; n++) {
            expect((await store.get(day(n)))?.value).toEqual(model.get(n));
          }
        })),
      { numRuns: 100, seed: 20_261_121 },
    ));

  it("leaves what was read untouched while a copy is edited", () =>
    withStore(async (store) => {
      const writer = new BulkWriter(store);
      writer.set(day(1), { n: 1 }, { keep: true });
      const before = await writer.get(day(1));
      const copy = await writer.edit(day(1), () => ({ n: 0 }));
      copy.n = 2;
      expect(before).toEqual({ n: 1 });
      expect(await writer.edit(day(1), () => ({ n: 0 }))).toBe(copy);
    }));

  it("writes more than a commit may hold, and rows with each flush", () =>
    withStore(async (store) => {
      const writer = new BulkWriter(store);
      for (let n = 0; n < 2_500; n++) {
        writer.set(row(n), { text: "x".repeat(900) });
      }
      writer.set(day(1), { n: 1 }, { keep: true });
      await writer.flush();
      const rows = await Array.fromAsync(
        store.list({ prefix: keys.messages(DATASET) }),
      );
      expect(rows.length).toBe(2_500);
      expect(await store.get(day(1))).toBeNull();
      await writer.finish();
      expect((await store.get(day(1)))?.value).toEqual({ n: 1 });
    }));
});
