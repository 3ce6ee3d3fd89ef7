import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  AccountId,
  type ActionKind,
  ChatId,
  CreatorId,
  type MessageEnrichment,
  MessageId,
  type PlacedMessage,
  type Totals,
} from "@/lib/models/mod.ts";
import { type Dataset, keys, Store, Transaction } from "@/lib/store/mod.ts";
import { noteWaiting, totalsChange } from "./apply.ts";
import { type Calendar, calendarOf } from "./calendar.ts";
import { listConversations } from "./conversation_store.ts";
import {
  addFigures,
  type DayFigures,
  emptyFigures,
  type FiguresByDay,
} from "./figures.ts";
import { activeConversations, distinctSpenders, sumRange } from "./metrics.ts";
import { listDays } from "./read.ts";
import {
  activeFromScratch,
  figuresFromScratch,
  spendersFromScratch,
  unansweredFromScratch,
  waitingFromScratch,
} from "./reference.ts";
import { MessageHistory } from "./testing.ts";

const MINUTE = 60_000;
/** In the night before clocks change in New York, and in two days in Berlin. */
const START = Date.UTC(2026, 2, 7, 22);
const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia"];
const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };

const paid: fc.Arbitrary<MessageEnrichment["outcomes"]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<MessageEnrichment["outcomes"]>([]) },
  fc.record({
    kind: fc.constantFrom("tip" as const, "purchase" as const),
    amount: fc.constantFrom(5, 20.5, 0, undefined),
  }).map(({ kind, amount }) => [
    amount === undefined ? { kind } : { kind, amount },
  ]),
);

/** A message, or another version of it. */
interface Said extends PlacedMessage {
  /** What of it another version leaves as it is. */
  stays: "nothing" | "place" | "place and enrichment";
}

/** A message at a minute after the start, or hours and days later. */
const message: fc.Arbitrary<Said> = fc.record({
  stays: fc.constantFrom("nothing", "place", "place and enrichment"),
  id: fc.integer({ min: 1, max: 14 }).map((n) => MessageId.parse(n)),
  chat: fc.constantFrom("a", "b", "c"),
  minutes: fc.oneof(
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 3_000 }),
    fc.integer({ min: 0, max: 40 }).map((days) => days * 1_440),
    // Sessions end after exactly so long.
    fc.integer({ min: 0, max: 8 }).map((sessions) => sessions * 360),
  ),
  side: fc.constantFrom("inbound", "outbound"),
  isMass: fc.boolean(),
  sentiment: fc.option(fc.integer({ min: -10_000, max: 10_000 })),
  topics: fc.uniqueArray(fc.constantFrom("food", "travel", "__proto__"), {
    maxLength: 2,
  }),
  actions: fc.subarray<ActionKind>(["greeting", "offer", "purchase", "tip"]),
  outcomes: paid,
  operator: fc.constantFrom(undefined, null, "", 7, "kim"),
}).map(
  ({ id, minutes, isMass, sentiment, operator, stays, ...said }) => {
    const { side, topics, actions, outcomes } = said;
    const isFromQueue = isMass && side === "outbound";
    const [first, second] = CREATORS;
    const creator = said.chat === "c" ? second : first;
    if (creator === undefined) throw new Error("There are two creators");
    return {
      stays,
      id,
      chat: ChatId.parse(said.chat),
      creator,
      at: START + minutes * MINUTE,
      side,
      isMass: isFromQueue,
      version: 0,
      receivedAt: 0,
      message: {
        id,
        isFromQueue,
        ...(operator === undefined ? {} : { operator_id: operator }),
      },
      enrichment: {
        version: 1,
        sentiment: sentiment === null ? null : sentiment / 10_000,
        topics,
        actions,
        outcomes,
      },
    };
  },
);

/** Batches as they might arrive; within one, every message occurs once. */
const history = fc.array(
  fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 8 }),
  { maxLength: 8 },
);
const zone = fc.constantFrom(...ZONES);

let store: Store;

beforeEach(async () => {
  store = new Store({ kv: await Deno.openKv(":memory:") });
});
afterEach(() => store.kv.close());

/** A batch as it is after what is stored by then. */
function versions(
  batch: readonly Said[],
  stored: ReadonlyMap<MessageId, PlacedMessage>,
): PlacedMessage[] {
  return batch.map(({ stays, ...said }) => {
    const known = stored.get(said.id);
    return stays === "nothing" || known === undefined ? said : {
      ...known,
      message: { ...said.message, isFromQueue: known.isMass },
      enrichment: stays === "place" ? said.enrichment : known.enrichment,
    };
  });
}

/** Applies a history to an empty database. */
async function applyAll(
  batches: readonly Said[][],
  { zone = "UTC", isDraft = false }: { zone?: string; isDraft?: boolean } = {},
): Promise<{ all: PlacedMessage[]; totals: Totals[] }> {
  const history = await MessageHistory.begin({
    store,
    dataset: DATASET,
    zone,
    isDraft,
  });
  const totals: Totals[] = [];
  for (const batch of batches) {
    const changes = await history.apply(versions(batch, history.stored));
    totals.push(...changes.map(totalsChange));
  }
  return { all: [...history.stored.values()], totals };
}

async function readDays(creator: CreatorId): Promise<FiguresByDay> {
  const days = await Array.fromAsync(listDays(store, DATASET));
  return new Map(
    days.filter((day) => day.creator === creator)
      .map(({ day, figures }): [number, DayFigures] => [day, figures])
      .sort(([a], [b]) => a - b),
  );
}

/** Everything below a prefix, by the rest of its key. */
async function read(prefix: Deno.KvKey): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for await (const { key, value } of store.list({ prefix })) {
    found[key.slice(prefix.length).join(" ")] = value;
  }
  return found;
}

/** What the lists beside the figures must say. */
function listsFromScratch(all: readonly PlacedMessage[], calendar: Calendar) {
  const chatsOfDays: Record<string, unknown> = {};
  const spendOfDays: Record<string, Record<string, [number, number]>> = {};
  const spendOfChats: typeof spendOfDays = {};
  for (const { chat, creator, at, enrichment } of all) {
    const day = calendar.dayOf(at);
    chatsOfDays[`${creator} ${day} ${chat}`] = 1;
    for (const { amount } of enrichment.outcomes) {
      if (amount === undefined) continue;
      const cents = Math.round(amount * 100);
      const ofDay = spendOfDays[`${creator} ${day}`] ??= {};
      const ofChat = spendOfChats[chat] ??= {};
      for (const [spend, name] of [[ofDay, chat], [ofChat, day]] as const) {
        const [n, sum] = spend[name] ?? [0, 0];
        spend[name] = [n + 1, sum + cents];
      }
    }
  }
  const waiting = [...waitingFromScratch(all)].map(([chat, since]) => {
    const creator = all.find((message) => message.chat === chat)?.creator;
    return [`${creator} ${since} ${chat}`, 1];
  });
  return {
    chatsOfDays,
    spendOfDays,
    spendOfChats,
    waiting: Object.fromEntries(waiting),
  };
}

async function lists() {
  return {
    chatsOfDays: await read(keys.chatsOfDays(DATASET)),
    spendOfDays: await read(keys.spendOfDays(DATASET)),
    spendOfChats: await read(keys.spendOfChats(DATASET)),
    waiting: await read(keys.allWaiting(DATASET)),
  };
}

describe("incremental figures", () => {
  it("equal a recomputation, whatever arrives late, twice, edited or moved", async () => {
    await fc.assert(
      fc.asyncProperty(history, zone, async (batches, zone) => {
        const calendar = calendarOf(zone);
        const { all, totals } = await applyAll(batches, { zone });
        for (const creator of CREATORS) {
          const own = all.filter((message) => message.creator === creator);
          const expected = figuresFromScratch(own, calendar);
          expect(await readDays(creator)).toEqual(
            new Map([...expected].sort(([a], [b]) => a - b)),
          );
        }
        expect(await lists()).toEqual(listsFromScratch(all, calendar));

        const rows = await read(keys.messages(DATASET));
        expect(Object.keys(rows).length).toBe(all.length);
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
          let spent = 0;
          for (const day of figuresFromScratch(own, calendar).values()) {
            addFigures(sum, day);
            for (const cents of Object.values(day.cents)) spent += cents;
          }
          expect(record.figures).toEqual(sum);
          expect(record.spentCents).toBe(spent);
          expect(record.firstAt).toBe(least(own));
          expect(record.lastAt).toBe(greatest(own));
        }
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  });

  it("count every conversation and every spender of any range once", async () => {
    const day = fc.integer({ min: 20_515, max: 20_565 });
    await fc.assert(
      fc.asyncProperty(history, zone, day, day, async (batches, zone, a, b) => {
        const calendar = calendarOf(zone);
        const { all } = await applyAll(batches, { zone });
        const range = { from: Math.min(a, b), to: Math.max(a, b) };
        for (const creator of CREATORS) {
          const own = all.filter((message) => message.creator === creator);
          const sum = sumRange(await readDays(creator), range);
          expect(activeConversations(sum, range))
            .toBe(activeFromScratch(own, range, calendar));
          expect(distinctSpenders(sum, range))
            .toBe(spendersFromScratch(own, range, calendar));
        }
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });

  it("list who waits in a new dataset when it is finished", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const { all } = await applyAll(batches, { isDraft: true });
        expect(await read(keys.allWaiting(DATASET))).toEqual({});
        const tx = new Transaction(store);
        for await (const record of listConversations(store, DATASET)) {
          noteWaiting(tx, DATASET, record);
        }
        await tx.commit();
        expect(await lists()).toEqual(listsFromScratch(all, calendarOf("UTC")));
      }),
      { numRuns: 50, seed: 20_261_121 },
    );
  });
});

function least(messages: readonly PlacedMessage[]): number | null {
  return messages.length === 0 ? null : Math.min(...messages.map((m) => m.at));
}

function greatest(messages: readonly PlacedMessage[]): number | null {
  return messages.length === 0 ? null : Math.max(...messages.map((m) => m.at));
}
