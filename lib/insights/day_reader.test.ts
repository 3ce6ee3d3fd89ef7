import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AccountId,
  type ChangedDays,
  ChatId,
  CreatorId,
} from "@/lib/models/mod.ts";
import { keys, Store, Transaction } from "@/lib/store/mod.ts";
import { replaceIn, withKv } from "@/lib/store/testing.ts";
import { DayReader, type DaysQuery } from "./day_reader.ts";
import type { Standing } from "./day_rows.ts";
import type { DayFigures } from "./figures.ts";
import { dayPacking } from "./figures_row.ts";
import type { SpendByChat } from "./spend.ts";
import { dayFigures } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const QUERIES: DaysQuery[] = [
  { creators: CREATORS, range: { from: 0, to: 4 } },
  { creators: CREATORS, range: { from: 4, to: 8 } },
  { creators: CREATORS.slice(1), range: { from: 2, to: 7 } },
];

/** What one commit writes of a creator's day; `null` deletes it. */
interface Row {
  creator: CreatorId;
  day: number;
  figures: DayFigures | null;
  spend: SpendByChat | null;
}

const row: fc.Arbitrary<Row> = fc.record({
  creator: fc.constantFrom(...CREATORS),
  day: fc.integer({ min: 0, max: 7 }),
  figures: fc.option(dayFigures, { freq: 4 }),
  spend: fc.option(
    fc.dictionary(
      fc.constantFrom("101", "102").map((id) => ChatId.parse(id)),
      fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer()),
    ) as fc.Arbitrary<SpendByChat>,
  ),
});

/** What happens between readings, and in the midst of one. */
interface Step {
  commits: Row[][];
  isNewDataset: boolean;
  meanwhile: { commit: Row[]; afterLists: number }[];
}

const rows = fc.array(row, { minLength: 1, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.record({
  commits: fc.array(rows, { maxLength: 2 }),
  isNewDataset: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  meanwhile: fc.array(
    fc.record({ commit: rows, afterLists: fc.integer({ min: 0, max: 5 }) }),
    { maxLength: 2 },
  ),
});

const NOTHING: Standing = {
  generation: 1,
  commits: 0,
  changed: { since: 0, days: {} },
};

/** What is known of changed days after one more commit; only of a few days. */
function forgetting(
  { since, days }: ChangedDays,
  more: readonly number[],
  commits: number,
): ChangedDays {
  const all = Object.entries(days)
    .filter(([day]) => !more.includes(Number(day)));
  for (const day of new Set(more)) all.unshift([String(day), commits]);
  const forgotten = all.slice(4).map(([, commit]) => commit);
  return {
    since: Math.max(since, ...forgotten),
    days: Object.fromEntries(all.slice(0, 4)),
  };
}

/** An account whose figures are written as the ingest writes them. */
class Writer {
  readonly #store: Store;
  head: Standing = NOTHING;

  constructor(kv: Deno.Kv) {
    this.#store = new Store({ kv });
  }

  async commit(rows: readonly Row[]): Promise<void> {
    const { generation } = this.head;
    const dataset = { account: ACCOUNT, generation };
    const tx = new Transaction(this.#store);
    for (const { creator, day, figures, spend } of rows) {
      const key = keys.day(dataset, creator, day);
      if (figures === null) tx.delete(key);
      else tx.set(key, figures, { packing: dayPacking });
      const spendKey = keys.spendOfDay(dataset, creator, day);
      if (spend === null) tx.delete(spendKey);
      else tx.set(spendKey, spend);
    }
    await this.#writeHead(tx, { generation, days: rows.map(({ day }) => day) });
  }

  /** Another dataset becomes the visible one. */
  async replace(): Promise<void> {
    const generation = this.head.generation + 1;
    await this.#writeHead(new Transaction(this.#store), {
      generation,
      days: null,
    });
  }

  async #writeHead(
    tx: Transaction,
    { generation, days }: { generation: number; days: number[] | null },
  ): Promise<void> {
    const commits = this.head.commits + 1;
    const { changed } = this.head;
    this.head = {
      generation,
      commits,
      changed: days === null
        ? { since: commits, days: {} }
        : forgetting(changed, days, commits),
    };
    tx.set(keys.head(ACCOUNT), this.head);
    await tx.commit();
  }
}

/** A database that calls `before` as soon as somebody begins to read days. */
function listening(kv: Deno.Kv, before: () => Promise<void>): Deno.Kv {
  return replaceIn(kv, {
    async getMany<T extends readonly unknown[]>(
      keys: readonly [...{ [K in keyof T]: Deno.KvKey }],
    ) {
      if (keys[0]?.[0] !== "head") await before();
      return await kv.getMany<T>(keys);
    },
    list<T>(selector: Deno.KvListSelector, options?: Deno.KvListOptions) {
      const iterator = kv.list<T>(selector, options);
      let hasBegun = false;
      return {
        next: async () => {
          if (!hasBegun) await before();
          hasBegun = true;
          return await iterator.next();
        },
      } as Deno.KvListIterator<T>;
    },
  });
}

function newReader(kv: Deno.Kv): DayReader<Standing> {
  const store = new Store({ kv });
  return new DayReader({
    store,
    head: async (account) =>
      (await store.get<Standing>(keys.head(account)))?.value ??
        NOTHING,
  });
}

/** All there is, in one reading. */
async function everything(reader: DayReader<Standing>) {
  const { value, isExact, head } = await reader.read(
    ACCOUNT,
    (days) =>
      Promise.all(QUERIES.map(async (query) => {
        const [figures, spend] = await Promise.all([
          days.figures(query),
          days.spend(query),
        ]);
        return {
          sum: structuredClone(figures.sum),
          days: figures.days,
          scores: figures.scores,
          spend,
        };
      })),
  );
  return { value, isExact, head };
}

describe("DayReader", () => {
  it(
    "gives at any time what a reader gives that remembers nothing",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 8 }),
          (steps) =>
            withKv(async (kv) => {
              const writer = new Writer(kv);
              let due: Step["meanwhile"] = [];
              let lists = 0;
              const reader = newReader(listening(kv, async () => {
                const now = due.filter(({ afterLists }) => afterLists <= lists);
                due = due.filter((one) => !now.includes(one));
                lists++;
                for (const { commit } of now) await writer.commit(commit);
              }));
              for (const { commits, isNewDataset, meanwhile } of steps) {
                if (isNewDataset) await writer.replace();
                for (const rows of commits) await writer.commit(rows);
                [due, lists] = [meanwhile, 0];
                const seen = await everything(reader);
                due = [];
                expect(seen.isExact).toBe(true);
                expect(seen.head).toEqual(writer.head);
                expect(seen.value)
                  .toEqual((await everything(newReader(kv))).value);
              }
            }),
        ),
        { numRuns: 200, seed: 20_261_121 },
      );
    },
    60_000,
  );

  it("reads no row of days that nobody changed", () =>
    withKv(async (kv) => {
      const writer = new Writer(kv);
      await writer.commit(fc.sample(rows, { numRuns: 1, seed: 1 }).flat());
      let lists = 0;
      const reader = newReader(listening(kv, () => {
        lists++;
        return Promise.resolve();
      }));
      const before = await everything(reader);
      expect(lists).toBeGreaterThan(0);
      lists = 0;
      expect(await everything(reader)).toEqual(before);
      expect(lists).toBe(0);
      await writer.commit([]);
      expect((await everything(reader)).value).toEqual(before.value);
      expect(lists).toBe(0);
      const [creator = CreatorId.parse("")] = CREATORS;
      await writer.commit([{ creator, day: 3, figures: null, spend: null }]);
      await everything(reader);
      expect(lists).toBeGreaterThan(0);
    }));

  it("decodes only rows that have changed", () =>
    withKv(async (kv) => {
      const writer = new Writer(kv);
      const [figures = null, other = null] = fc.sample(dayFigures, {
        numRuns: 2,
        seed: 7,
      });
      const [creator = CreatorId.parse("")] = CREATORS;
      const row = { creator, figures, spend: null };
      await writer.commit([1, 2, 3].map((day) => ({ ...row, day })));
      const reader = newReader(kv);
      const query = { creators: [creator], range: { from: 0, to: 4 } };
      const read = async () => {
        const { value } = await reader.read(
          ACCOUNT,
          (days) => days.figures(query),
        );
        return value.days.map(({ figures }) => figures);
      };
      const before = await read();
      await writer.commit([{ ...row, day: 2, figures: other }]);
      const after = await read();
      expect(after.map((one, i) => one === before[i]))
        .toEqual([true, false, true]);
      expect(after[1]).toEqual(other);
    }));

  it("takes what is there if others never stop writing, and does not remember it", () =>
    withKv(async (kv) => {
      const writer = new Writer(kv);
      let tries = 0;
      let isBusy = true;
      const reader = newReader(listening(kv, async () => {
        if (isBusy) await writer.commit([]);
      }));
      const query = { creators: CREATORS, range: { from: 0, to: 4 } };
      const read = () =>
        reader.read(ACCOUNT, (days) => {
          tries++;
          return days.figures(query);
        });
      expect(await read()).toMatchObject({ isExact: false });
      expect(tries).toBe(4);
      isBusy = false;
      expect(await read()).toMatchObject({ isExact: true, head: writer.head });
    }));
});
