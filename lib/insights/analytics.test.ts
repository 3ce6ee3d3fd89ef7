import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AccountId,
  ChatId,
  CreatorId,
  DAY_MS,
  dayOf,
  MessageId,
  type PlacedMessage,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  LruCache,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import { AnalyticsReader, readAnalytics } from "./analytics.ts";
import { applyChanges } from "./apply.ts";
import { type DayFigures } from "./figures.ts";
import { dayPacking } from "./figures_row.ts";
import { listDays } from "./read.ts";
import { RunningSum } from "./running_sum.ts";

const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };
const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const START = Date.UTC(2026, 0, 31, 22);

interface Step {
  hours: number;
  creator: CreatorId;
  topics: string[];
  sentiment: number | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  hours: fc.integer({ min: 0, max: 24 * 8 }),
  creator: fc.constantFrom(...CREATORS),
  topics: fc.subarray(["food", "travel"]),
  sentiment: fc.constantFrom(null, -0.5, 0.25),
});

function message({ hours, ...said }: Step, n: number): PlacedMessage {
  const id = MessageId.parse(n);
  const { creator, topics, sentiment } = said;
  return {
    id,
    chat: ChatId.parse(`fan of ${creator}`),
    creator,
    at: START + hours * 3_600_000,
    side: n % 3 === 0 ? "outbound" : "inbound",
    isMass: false,
    version: 0,
    receivedAt: 0,
    message: { id },
    enrichment: {
      version: 1,
      sentiment,
      topics,
      actions: ["greeting"],
      outcomes: [],
    },
  };
}

async function apply(
  store: Store,
  cache: LruCache,
  after: PlacedMessage,
): Promise<void> {
  const tx = new Transaction(store, cache);
  const change = { before: null, after, live: true };
  await applyChanges(
    { store, tx, dataset: DATASET, zone: "UTC" },
    [change],
    [],
  );
  await tx.commit();
}

describe("AnalyticsReader", () => {
  it("gives at any time what adding up everything gives", async () => {
    const reader = new AnalyticsReader();
    const today = dayOf(START);
    const queries = [
      { from: today, to: today + 4 },
      { from: today + 1, to: today + 5 },
    ].flatMap((range) =>
      [CREATORS.slice(0, 1), CREATORS].map((creators) => ({
        dataset: DATASET,
        creators,
        range,
        totals: { conversations: 0, messages: 0, unanswered: 0 },
      }))
    );
    const histories = fc.array(step, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(histories, (history) =>
        withStore(async (store) => {
          const cache = new LruCache(1_000);
          for (const [n, said] of history.entries()) {
            await apply(store, cache, message(said, n));
            for (const query of queries) {
              const seen = await reader.read(
                new Transaction(store, cache),
                query,
              );
              const fresh = new Transaction(store);
              expect(seen).toEqual(await readAnalytics(fresh, query));
            }
          }
        })),
      { numRuns: 30 },
    );
  });

  it("may rely on a day's figures, once read, to stay as they are", () =>
    withStore(async (store) => {
      const cache = new LruCache(1_000);
      const [creator = CreatorId.parse("")] = CREATORS;
      const read = () =>
        new Transaction(store, cache)
          .get(keys.day(DATASET, creator, dayOf(START)), dayPacking);
      const said = { hours: 0, creator, topics: ["food"], sentiment: 0.25 };
      await apply(store, cache, message(said, 1));
      const before = await read();
      const copy = structuredClone(before);
      await apply(store, cache, message(said, 2));
      expect(before).toEqual(copy);
      expect(await read()).not.toEqual(copy);
    }));
});

describe("RunningSum", () => {
  it("adds and takes away what changed, few or many", async () => {
    const figures = await figuresOf(4);
    const [a = null, b = null, c = null, d = null] = figures;
    const sum = new RunningSum();
    expect(sum.of([a, b, c, null]).messages).toBe(3);
    expect(sum.of([a, b, d, null]).messages).toBe(3);
    expect(sum.of([a, b, null, null])).toEqual(new RunningSum().of([a, b]));
    expect(sum.of([null, null, null, null])).toEqual(new RunningSum().of([]));
    expect(sum.of([d, c, b, a]).messages).toBe(4);
  });
});

/** Figures of `n` days, each with one message. */
async function figuresOf(n: number): Promise<DayFigures[]> {
  const figures: DayFigures[] = [];
  const [creator = CreatorId.parse("")] = CREATORS;
  await withStore(async (store) => {
    for (let i = 0; i < n; i++) {
      const hours = 24 * i;
      const said = { hours, creator, topics: ["food"], sentiment: 0.25 };
      await apply(store, new LruCache(10), message(said, i));
      const day = dayOf(START + i * DAY_MS);
      for await (const found of listDays(store, DATASET)) {
        if (found.day === day) figures.push(found.figures);
      }
    }
  });
  return figures;
}
