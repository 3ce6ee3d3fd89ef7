import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { generateDemo } from "@/lib/demo/generator.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  CreatorId,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  ManualClock,
  Store,
  Transaction,
} from "@/lib/store/mod.ts";
import { replaceIn } from "@/lib/store/testing.ts";
import {
  type AccountReport,
  accountsWithData,
  faultsOf,
  verifyAccount,
} from "./accounts.ts";

const ACCOUNT = AccountId.parse("u_1");
const CREATOR = CreatorId.parse(ACCOUNT);
const NOW = Date.UTC(2026, 10, 21, 12);
const MESSAGES = 400;
/** The last of them arrive one by one. */
const DELTAS = 40;

let kv: Deno.Kv;
let store: Store;
let dataset: Dataset;

beforeEach(async () => {
  kv = await Deno.openKv(":memory:");
  store = new Store({ kv });
  const brain = new Brain({ kv, clock: new ManualClock(NOW), calmMs: 0 });
  await brain.insightBook.setTimeZone(ACCOUNT, "America/New_York");
  const { chats, messages } = generateDemo({
    seed: 20_261_121,
    now: NOW,
    fans: 8,
    messages: MESSAGES,
  });
  await brain.ingest.addSnapshot(
    ACCOUNT,
    CacheUpdateEnvelope.parse({ chats, messages: messages.slice(0, -DELTAS) }),
  );
  await brain.ingest.idle();
  for (const message of messages.slice(-DELTAS)) {
    const payload = NewRawMessagePayload.parse({ message });
    await brain.ingest.addDelta(ACCOUNT, payload);
  }
  await brain.ingest.idle();
  const { generation, basis } = await brain.ingest.head(ACCOUNT);
  expect(basis.zone).toBe("America/New_York");
  dataset = { account: ACCOUNT, generation };
  await brain.ingest.stop();
});
afterEach(() => kv.close());

async function verify(): Promise<AccountReport> {
  const report = await verifyAccount(store, ACCOUNT);
  if (report === null) throw new Error("There is no data");
  return report;
}

/** Changes what lies under a key; `null`: nothing. */
async function corrupt<T>(
  key: Deno.KvKey,
  edit: (value: T) => T | null,
): Promise<void> {
  const entry = await store.get<T>(key);
  if (entry === null) throw new Error(`Nothing under ${key.join(" ")}`);
  const value = edit(entry.value);
  const tx = new Transaction(store);
  if (value === null) tx.delete(key);
  else tx.set(key, value);
  await tx.commit();
}

async function add(key: Deno.KvKey, value: unknown): Promise<void> {
  const tx = new Transaction(store);
  tx.set(key, value);
  await tx.commit();
}

/** The key of some row below a prefix. */
async function someKey(prefix: Deno.KvKey): Promise<Deno.KvKey> {
  const found = await Array.fromAsync(store.listKeys({ prefix }));
  const key = found[Math.floor(found.length / 2)];
  if (key === undefined) throw new Error(`Nothing below ${prefix.join(" ")}`);
  return key;
}

/** What is found, as kind and field. */
async function faults(): Promise<string[]> {
  const { differences, found } = await verify();
  expect(differences.length).toBe(found);
  return differences.map(({ of, field }) => `${of}: ${field}`);
}

type Row = [unknown, ...unknown[]];

/** Adds 1 to the number in a row at a path of positions. */
function raised(row: Row, ...path: number[]): Row {
  const copy: Row = structuredClone(row);
  let list: unknown[] = copy;
  for (const i of path.slice(0, -1)) list = list[i] as unknown[];
  const i = path.at(-1) ?? 0;
  list[i] = Number(list[i]) + 1;
  return copy;
}

describe("verifyAccount", () => {
  it("finds nothing where all is well", async () => {
    const report = await verify();
    expect(report.differences).toEqual([]);
    expect(report).toMatchObject({
      isMoving: false,
      messages: MESSAGES,
      conversations: 8,
      found: 0,
    });
    expect(report.days).toBeGreaterThan(30);
    expect(await accountsWithData(store)).toEqual([ACCOUNT]);
    expect(await verifyAccount(store, AccountId.parse("u_2"))).toBeNull();
  });

  it("finds a wrong day, one that is missing and one too many", async () => {
    const key = await someKey(keys.days(dataset));
    const row = (await store.get<Row>(key))?.value;
    await corrupt<Row>(key, (row) => raised(row, 0, 0));
    expect(await faults()).toEqual(["day: messages"]);
    await corrupt(key, () => null);
    expect(await faults()).toEqual(["day: null"]);
    await add(key, row);
    await add(keys.day(dataset, CREATOR, 5), row);
    const found = await verify();
    expect(new Set(found.differences.map(({ which }) => which)))
      .toEqual(new Set([`creator ${CREATOR}, 1970-01-06`]));
  });

  it("finds wrong counters of a day", async () => {
    const key = await someKey(keys.days(dataset));
    // Active conversations, by the day before.
    await corrupt<Row>(key, (row) => raised(row, 1, 1));
    // Messages of fans, by hour.
    await corrupt<Row>(key, (row) => raised(row, 3, 0, 1));
    const found = await faults();
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^day: active\.\d+$/);
    expect(found[1]).toMatch(/^day: inboundByHour\.\d+$/);
  });

  it("finds a wrong conversation", async () => {
    const key = await someKey(keys.conversations(dataset));
    await corrupt<Row>(key, (row) => raised(row, 2));
    expect(await faults()).toEqual(["conversation: firstAt"]);
    await corrupt<Row>(key, (row) => raised(row, 8));
    await corrupt<Row>(key, (row) => raised(row, 6, 4));
    expect(await faults()).toEqual([
      "conversation: turns",
      "conversation: firstAt",
      "conversation: spentCents",
    ]);
  });

  it("finds a conversation that is missing", async () => {
    await corrupt(await someKey(keys.conversations(dataset)), () => null);
    const found = await faults();
    expect(found).toContain("conversation: null");
    expect(found).toContain("totals: conversations");
  });

  it("finds since when a conversation waits wrongly", async () => {
    const waiting = await someKey(keys.allWaiting(dataset));
    const chat = ChatId.parse(waiting.at(-1));
    const key = keys.conversation(dataset, chat);
    await corrupt<Row>(key, (row) => raised(row, 5, 3));
    expect(await faults()).toEqual(["conversation: waitingSince"]);
  });

  it("finds a message that is lost, and one in a wrong place", async () => {
    const key = await someKey(keys.messages(dataset));
    const row = (await store.get<Row>(key))?.value;
    await corrupt(key, () => null);
    const found = await faults();
    expect(found).toContain("day: messages");
    expect(found).toContain("conversation: messages");
    expect(found).toContain("totals: messages");
    await add(
      [...key.slice(0, -2), Number(key.at(-2)) - 1, ...key.slice(-1)],
      row,
    );
    expect(await faults()).toContain("message: place");
  });

  it("finds days that list conversations wrongly", async () => {
    const key = await someKey(keys.chatsOfDays(dataset));
    await corrupt(key, () => null);
    expect(await faults()).toEqual(["conversation of a day: null"]);
    expect((await verify()).differences[0]).toMatchObject({ stored: false });
    // As many as there should be, and yet another one.
    await add([...key.slice(0, -1), "other"], 1);
    expect(await faults()).toEqual([
      "conversation of a day: null",
      "conversation of a day: null",
    ]);
    await add(key, 1);
    expect((await verify()).differences).toMatchObject([{ stored: true }]);
  });

  it("finds those who wait listed wrongly", async () => {
    const key = await someKey(keys.allWaiting(dataset));
    await corrupt(key, () => null);
    expect(await faults()).toEqual(["waiting conversation: null"]);
    await add(
      [...key.slice(0, -2), Number(key.at(-2)) + 1, ...key.slice(-1)],
      1,
    );
    expect((await verify()).differences).toMatchObject([
      { of: "waiting conversation", stored: true, expected: false },
      { of: "waiting conversation", stored: false, expected: true },
    ]);
  });

  it("finds wrong spend, by conversation and by day", async () => {
    const ofChat = await someKey(keys.spendOfChats(dataset));
    const ofDay = await someKey(keys.spendOfDays(dataset));
    type Spend = Record<string, [number, number]>;
    const more = (spend: Spend): Spend => {
      const [[name, [payments, cents]] = ["", [0, 0]]] = Object.entries(spend);
      return { ...spend, [name]: [payments, cents + 1] };
    };
    await corrupt<Spend>(ofChat, more);
    expect((await verify()).differences).toMatchObject([
      { of: "spend of a conversation", which: ofChat.at(-1) },
    ]);
    await corrupt<Spend>(ofDay, more);
    expect((await verify()).differences).toMatchObject([
      { of: "spend of a conversation" },
      { of: "spend of a day" },
    ]);
    await corrupt(ofDay, () => null);
    await corrupt(ofChat, () => null);
    const found = await verify();
    expect(new Set(found.differences.map(({ of }) => of))).toEqual(
      new Set(["spend of a conversation", "spend of a day"]),
    );
    expect(found.differences.every(({ stored }) => stored === null)).toBe(true);
  });

  it("finds wrong totals", async () => {
    await corrupt<Head>(keys.head(ACCOUNT), (head) => ({
      ...head,
      totals: { ...head.totals, unanswered: head.totals.unanswered + 1 },
    }));
    expect(await faults()).toEqual(["totals: unanswered"]);
    const [line, ...others] = faultsOf(await verify());
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^u_1: totals, unanswered: \d+ is stored, \d+ by the messages$/,
    );
  });

  it("says so where an account changes, and looks again", async () => {
    let changes = 1;
    const moving = new Store({
      kv: replaceIn(kv, {
        getMany: async (names: readonly unknown[], ...rest: unknown[]) => {
          const entries = await Reflect.apply(kv.getMany, kv, [names, ...rest]);
          const [first] = names as Deno.KvKey[];
          if (first?.[0] === "head" && changes-- > 0) {
            await corrupt<Head>(keys.head(ACCOUNT), (head) => ({
              ...head,
              commits: head.commits + 1,
            }));
          }
          return entries;
        },
      } as Partial<Deno.Kv>),
    });
    const said: string[] = [];
    const report = await verifyAccount(
      moving,
      ACCOUNT,
      (line) => said.push(line),
    );
    expect(report).toMatchObject({ isMoving: false, messages: MESSAGES });
    expect(said).toEqual(["u_1: changed meanwhile; once more."]);
    changes = Infinity;
    const restless = await verifyAccount(moving, ACCOUNT);
    expect(restless).toMatchObject({ isMoving: true, messages: 0, found: 0 });
    expect(restless && faultsOf(restless))
      .toEqual(["u_1: changed each time; not verified."]);
  });
});
