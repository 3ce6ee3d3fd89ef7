import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountId, ChatId } from "@/lib/models/mod.ts";
import { type Dataset, keys, LruCache, Transaction } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import type { ConversationRecord } from "./conversation.ts";
import {
  getConversation,
  listConversations,
  readConversations,
  setConversation,
} from "./conversation_store.ts";
import { conversationOf } from "./testing.ts";

const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };
const OTHER: Dataset = { ...DATASET, generation: 2 };

/** Conversations in order of their ids, as the database orders them. */
function sample(n: number): ConversationRecord[] {
  return Array.from({ length: n }, (_, i) => {
    const chat = ChatId.parse(`chat ${String(i).padStart(4, "0")}`);
    const [record] = fc.sample(conversationOf(chat), { numRuns: 1, seed: i });
    if (record === undefined) throw new Error("no sample");
    return record;
  });
}

describe("conversations", () => {
  it("are read as they were written, one, some or all of them", () =>
    withStore(async (store) => {
      const records = sample(230);
      for (const dataset of [DATASET, OTHER]) {
        const tx = new Transaction(store);
        for (const record of records) {
          setConversation(tx, dataset, null, record);
        }
        await tx.commit();
      }
      const list = (options: { after?: ChatId; limit?: number }) =>
        Array.fromAsync(listConversations(store, DATASET, options));
      expect(await list({})).toEqual(records);
      for (const [from, limit] of [[1, 5], [90, 120], [229, 3], [230, 1]]) {
        const after = records[(from ?? 0) - 1]?.chat ?? ChatId.parse("");
        expect(await list({ after, limit: limit ?? 0 })).toEqual(
          records.slice(from, (from ?? 0) + (limit ?? 0)),
        );
      }
      const some = [records[7], records[3], records[100]]
        .flatMap((one) => one ?? []);
      const chats = some.map(({ chat }) => chat);
      expect(
        await readConversations(store, DATASET, [
          ...chats.slice(0, 1),
          ChatId.parse("unknown"),
          ...chats.slice(1),
        ]),
      ).toEqual(some);
      const tx = new Transaction(store);
      for (const record of some) {
        expect(await getConversation(tx, DATASET, record.chat)).toEqual(record);
      }
      expect(await getConversation(tx, DATASET, ChatId.parse("unknown")))
        .toBeNull();
    }));

  it("write their details only where these are others", () =>
    withStore(async (store) => {
      const cache = new LruCache(10);
      const chat = ChatId.parse("7");
      const write = async (change: Partial<ConversationRecord>) => {
        const tx = new Transaction(store, cache);
        const before = await getConversation(tx, DATASET, chat);
        const [fresh] = sample(1);
        const base = before ?? (fresh && { ...fresh, chat });
        if (base === undefined) throw new Error("nothing to write");
        setConversation(tx, DATASET, before, { ...base, ...change });
        const { size } = tx;
        await tx.commit();
        return size;
      };
      expect(await write({ withUser: null, outcomes: [] })).toBe(1);
      expect(await store.get(keys.conversationDetails(DATASET, chat)))
        .toBeNull();
      expect(await write({ unread: 3 })).toBe(1);
      expect(await write({ outcomes: [] })).toBe(2);
      expect(await write({ unread: 4 })).toBe(1);
      const seen = await readConversations(store, DATASET, [chat]);
      expect(seen[0]?.unread).toBe(4);
      expect(seen[0]?.outcomes).toEqual([]);
    }));
});
