import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ChatId,
  CreatorId,
  type MessageChange,
  MessageId,
  type PlacedMessage,
  type Totals,
} from "@/lib/models/mod.ts";
import { AccountId } from "@/lib/models/mod.ts";
import {
  type Dataset,
  datasetPrefixes,
  keys,
  type MessageRow,
  Store,
  Transaction,
  unpackMessage,
} from "@/lib/store/mod.ts";
import { applyChanges, totalsChange } from "./apply.ts";
import { listConversations } from "./conversation_store.ts";
import { addFigures, emptyFigures, type Figures } from "./figures.ts";
import { activeConversations, sumRange } from "./metrics.ts";
import { listDays } from "./read.ts";
import {
  activeFromScratch,
  figuresFromScratch,
  unansweredFromScratch,
} from "./reference.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 31, 22);
const CREATOR = CreatorId.parse("9001");
const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };

/** A message at a minute after the start, or hours and days later. */
const message: fc.Arbitrary<PlacedMessage> = fc.record({
  id: fc.integer({ min: 1, max: 14 }).map((n) => MessageId.parse(n)),
  chat: fc.constantFrom("a", "b").map((id) => ChatId.parse(id)),
  minutes: fc.oneof(
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 3_000 }),
    fc.integer({ min: 0, max: 40 }).map((days) => days * 1_440),
  ),
  side: fc.constantFrom("inbound", "outbound"),
  isMass: fc.boolean(),
  sentiment: fc.option(fc.integer({ min: -10_000, max: 10_000 })),
  topics: fc.uniqueArray(fc.constantFrom("food", "travel", "__proto__"), {
    maxLength: 2,
  }),
}).map(({ id, chat, minutes, side, isMass, sentiment, topics }) => ({
  id,
  chat,
  creator: CREATOR,
  at: START + minutes * MINUTE,
  side,
  isMass: isMass && side === "outbound",
  version: 0,
  receivedAt: 0,
  message: { id, isFromQueue: isMass && side === "outbound" },
  enrichment: {
    version: 1,
    sentiment: sentiment === null ? null : sentiment / 10_000,
    topics,
    actions: ["greeting" as const],
    outcomes: [],
  },
}));

/** Batches as they might arrive; within one, every message occurs once. */
const history = fc.array(
  fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 8 }),
  { maxLength: 8 },
);

let store: Store;

beforeEach(async () => {
  store = new Store({ kv: await Deno.openKv(":memory:") });
});
afterEach(() => store.kv.close());

async function apply(
  batch: readonly PlacedMessage[],
  stored: Map<MessageId, PlacedMessage>,
): Promise<Totals[]> {
  const tx = new Transaction(store);
  const changes: MessageChange[] = [];
  for (const after of batch) {
    const known = stored.get(after.id);
    const row = known === undefined ? null : await tx.get<MessageRow>(
      keys.message(DATASET, known.chat, known.at, known.id),
    );
    const before = row && unpackMessage(row);
    changes.push({ before, after, live: true });
    stored.set(after.id, after);
  }
  const { conversations } = await applyChanges(
    { store, tx, dataset: DATASET },
    changes,
    [],
  );
  await tx.commit();
  return conversations.map(totalsChange);
}

async function readDays(): Promise<Map<number, Figures>> {
  const days = await Array.fromAsync(listDays(store, DATASET));
  return new Map(days.map(({ day, figures }) => [day, figures]));
}

async function read<T>(prefix: Deno.KvKey): Promise<Map<Deno.KvKeyPart, T>> {
  const found = new Map<Deno.KvKeyPart, T>();
  for await (const { key, value } of store.list<T>({ prefix })) {
    const last = key.at(-1);
    if (last !== undefined) found.set(last, value);
  }
  return found;
}

describe("incremental figures", () => {
  it("equal a recomputation, whatever arrives late, twice, edited or moved", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        for (const prefix of datasetPrefixes(DATASET)) {
          await store.deletePrefix(prefix);
        }
        const stored = new Map<MessageId, PlacedMessage>();
        const totals: Totals[] = [];
        for (const batch of batches) {
          totals.push(...await apply(batch, stored));
        }

        const all = [...stored.values()];
        const expected = figuresFromScratch(all);
        const days = await readDays();
        expect(new Map([...days].sort())).toEqual(
          new Map([...expected].sort()),
        );

        const rows = await read<MessageRow>(keys.messages(DATASET));
        expect(rows.size).toBe(all.length);
        const records = await Array.fromAsync(
          listConversations(store, DATASET),
        );
        const sum = (of: keyof Totals) =>
          totals.reduce((n, change) => n + change[of], 0);
        expect(sum("messages")).toBe(all.length);
        expect(sum("unanswered")).toBe(unansweredFromScratch(all));
        expect(sum("conversations")).toBe(records.length);

        for (const record of records) {
          const own = all.filter(({ chat }) => chat === record.chat);
          const sum = emptyFigures();
          for (const day of figuresFromScratch(own).values()) {
            addFigures(sum, { ...day, active: {} });
          }
          expect(record.figures).toEqual(sum);
          expect(record.firstAt).toBe(least(own));
          expect(record.lastAt).toBe(greatest(own));
        }
      }),
      { numRuns: 300, seed: 20_261_121 },
    );
  });

  it("count every conversation of any range once", async () => {
    const day = fc.integer({ min: 20_480, max: 20_530 });
    await fc.assert(
      fc.asyncProperty(history, day, day, async (batches, a, b) => {
        for (const prefix of datasetPrefixes(DATASET)) {
          await store.deletePrefix(prefix);
        }
        const stored = new Map<MessageId, PlacedMessage>();
        for (const batch of batches) await apply(batch, stored);
        const range = { from: Math.min(a, b), to: Math.max(a, b) };
        const days = await readDays();
        expect(activeConversations(sumRange(days, range), range)).toBe(
          activeFromScratch([...stored.values()], range),
        );
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });
});

function least(messages: readonly PlacedMessage[]): number | null {
  return messages.length === 0 ? null : Math.min(...messages.map((m) => m.at));
}

function greatest(messages: readonly PlacedMessage[]): number | null {
  return messages.length === 0 ? null : Math.max(...messages.map((m) => m.at));
}
