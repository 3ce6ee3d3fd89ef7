import fc from "fast-check";
import { expect, it } from "vitest";
import {
  AccountId,
  ChatId,
  MessageId,
  type MessageLocation,
} from "@/lib/models/mod.ts";
import { keys, Store, Transaction } from "@/lib/store/mod.ts";
import { isAfterAll, largerId } from "./last_id.ts";
import {
  listBlocks,
  locateMessages,
  mergeEvents,
  writeNewLocations,
} from "./message_index.ts";

const DATASET = { account: AccountId.parse("u_1"), generation: 1 };
const CHAT = ChatId.parse("7");

/** Numbers near each other, large ones, and ids that are no numbers. */
const id = fc.oneof(
  fc.nat(60).map(String),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }).map(String),
  fc.constantFrom("x", "007", "1.5"),
).map((text) => MessageId.parse(text));

/** Batches as they come, each with some ids. */
const batches = fc.array(
  fc.uniqueArray(id, { minLength: 1, maxLength: 6 }),
  { maxLength: 8 },
);

it("finds every message that was written, in whatever order it came", async () => {
  await fc.assert(
    fc.asyncProperty(batches, id, async (batches, other) => {
      using kv = await Deno.openKv(":memory:");
      const store = new Store({ kv });
      const written = new Map<MessageId, MessageLocation>();
      let last: string | null = null;
      let n = 0;
      for (const batch of batches) {
        const tx = new Transaction(store);
        const added = new Map<MessageId, MessageLocation>();
        for (const id of batch) {
          const location = { chat: CHAT, at: n, events: [`e${n++}`] };
          written.set(id, location);
          if (isAfterAll(id, last)) added.set(id, location);
          else tx.set(keys.messageIndex(DATASET, id), location);
        }
        writeNewLocations(tx, DATASET, added);
        for (const id of batch) last = largerId(last, id);
        await tx.commit();
      }
      const asked = [...new Set([...written.keys(), other])].reverse();
      const found = await locateMessages(
        store,
        DATASET,
        asked,
        async (keys) =>
          (await store.getMany<MessageLocation>(keys)).map((entry) =>
            entry?.value ?? null
          ),
      );
      expect(new Map([...found].sort())).toEqual(new Map([...written].sort()));
      for await (const block of listBlocks(store, DATASET)) {
        for (const id of block.keys()) expect(written.has(id)).toBe(true);
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

it("keeps the latest events, each once", () => {
  expect(mergeEvents(["a", "b"], ["b", "c"])).toEqual(["a", "b", "c"]);
  expect(mergeEvents(["a", "b", "c"], ["d", "e"])).toEqual([
    "b",
    "c",
    "d",
    "e",
  ]);
});
