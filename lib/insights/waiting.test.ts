import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountId, ChatId, CreatorId } from "@/lib/models/mod.ts";
import { type Dataset, keys, Transaction } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import {
  countWaiting,
  latestWaiting,
  listWaiting,
  parseWaitingCursor,
  type Waiting,
  waitingCursor,
} from "./waiting.ts";

const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 2 };
const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const id = fc.string({ unit: "binary", minLength: 1, maxLength: 128 })
  .filter((text) => ChatId.safeParse(text).success);

describe("who waits", () => {
  it("is listed page by page, the longest first, over all creators", () =>
    withStore(async (store) => {
      const tx = new Transaction(store);
      const all: [number, Waiting][] = [0, 1, 0, 1, 1, 0, 0].map((of, i) => [
        of,
        // Some of them since the same time.
        { since: 1_000 * Math.floor(i / 2), chat: ChatId.parse(100 - i) },
      ]);
      for (const [of, { since, chat }] of all) {
        const creator = CREATORS[of] ?? CreatorId.parse("");
        tx.set(keys.waiting(DATASET, creator, since, chat), 1);
      }
      const other = { ...DATASET, generation: 3 };
      tx.set(keys.waiting(other, CREATORS[0]!, 5, ChatId.parse("7")), 1);
      await tx.commit();
      const expected = all.map(([, one]) => one)
        .sort((a, b) => a.since - b.since || (a.chat < b.chat ? -1 : 1));
      for (const limit of [1, 2, 3, 7, 9]) {
        const seen: Waiting[] = [];
        for (;;) {
          const after = seen.at(-1) ?? null;
          const query = { creators: CREATORS, after, limit };
          const page = await listWaiting(store, DATASET, query);
          if (page.length === 0) break;
          expect(page.length).toBeLessThanOrEqual(limit);
          seen.push(...page);
        }
        expect(seen).toEqual(expected);
      }
      for (const limit of [1, 3, 7, 9]) {
        const reversed = expected.toReversed();
        const query = { creators: CREATORS, limit };
        expect(await latestWaiting(store, DATASET, query))
          .toEqual(reversed.slice(0, limit));
        const before = 2_000;
        expect(await latestWaiting(store, DATASET, { ...query, before }))
          .toEqual(
            reversed.filter(({ since }) => since < before).slice(0, limit),
          );
      }
      expect(await countWaiting(store, DATASET, CREATORS[0]!)).toBe(4);
      expect(await countWaiting(store, DATASET, CREATORS[1]!)).toBe(3);
    }));

  it("goes on at a cursor, which only its own creator's page takes", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        id,
        fc.option(id),
        (since, text, other) => {
          const place = { since, chat: ChatId.parse(text) };
          const creator = other === null ? null : CreatorId.parse(other);
          const cursor = waitingCursor(place, creator);
          expect(cursor.length).toBeLessThanOrEqual(400);
          expect(parseWaitingCursor(cursor, creator)).toEqual(place);
          const stranger = CreatorId.parse(`${other ?? ""}x`);
          expect(parseWaitingCursor(cursor, stranger)).toBeNull();
        },
      ),
      { seed: 20_261_121 },
    );
  });

  it.each([
    "",
    "5",
    "5:0",
    "5:0:",
    "x:0:1",
    "5:00:1",
    "5:9:12",
    "5.5:0:1",
    "1e3:0:1",
  ])(
    "does not go on at %j",
    (cursor) => expect(parseWaitingCursor(cursor, null)).toBeNull(),
  );
});
