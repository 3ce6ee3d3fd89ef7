import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keyId, keys, type Store, Transaction } from "./mod.ts";
import type { Versioned } from "./store.ts";
import { withStore } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const LARGE = "x".repeat(100_000);
const keyOf = (n: number) => keys.queue(ACCOUNT, n);

async function write(store: Store, n: number, value: unknown): Promise<void> {
  const tx = new Transaction(store);
  tx.set(keyOf(n), value);
  await tx.commit();
}

describe("listKnown", () => {
  it("unpacks only what is not known in that version", () =>
    withStore(async (store) => {
      const known = new Map<string, Versioned<{ text: string }>>();
      let unpacked = 0;
      const list = async () => {
        const rows = await store.listKnown(
          { start: keyOf(1), end: keyOf(4) },
          {
            known: (key) => known.get(keyId(key)),
            unpack: (text: string) => {
              unpacked++;
              return { text };
            },
          },
        );
        for (const { key, ...row } of rows) known.set(keyId(key), row);
        return rows;
      };
      for (const n of [0, 1, 2, 3, 4]) {
        await write(store, n, n === 2 ? LARGE : `${n}`);
      }
      const first = await list();
      expect(first.map(({ key, value }) => [key.at(-1), value.text]))
        .toEqual([[1, "1"], [2, LARGE], [3, "3"]]);
      expect(unpacked).toBe(3);

      const again = await list();
      expect(unpacked).toBe(3);
      again.forEach(({ value }, i) => expect(value).toBe(first[i]?.value));

      await write(store, 2, "small");
      await write(store, 3, LARGE);
      const changed = await list();
      expect(changed.map(({ value }) => value.text))
        .toEqual(["1", "small", LARGE]);
      expect(unpacked).toBe(5);
      expect(changed[0]?.value).toBe(first[0]?.value);
    }));
});
