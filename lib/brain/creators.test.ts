import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { MessageHistory } from "@/lib/insights/testing.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  CreatorId,
  DAY_MS,
  MessageId,
  type PlacedMessage,
  UserRef,
} from "@/lib/models/mod.ts";
import { type Dataset, ManualClock, Store } from "@/lib/store/mod.ts";
import { replaceIn } from "@/lib/store/testing.ts";
import { CreatorNames, listCreators } from "./creators.ts";

const MINUTE = 60_000;
const ACCOUNT = AccountId.parse("u_1");
const DATASET: Dataset = { account: ACCOUNT, generation: 1 };
const ROBIN = CreatorId.parse("9001");
const SAM = CreatorId.parse("9002");
const NOW = Date.UTC(2026, 2, 14, 12);

let kv: Deno.Kv;
let history: MessageHistory;

beforeEach(async () => {
  kv = await Deno.openKv(":memory:");
  const store = new Store({ kv });
  history = await MessageHistory.begin({
    store,
    dataset: DATASET,
    zone: "UTC",
  });
});
afterEach(() => kv.close());

let count = 0;

/** A message of a creator, or of a fan of theirs. */
function message(
  { creator = ROBIN, chat = "a", days = 0, minutes = 0, ...of }: {
    creator?: CreatorId;
    chat?: string;
    /** Ago. */
    days?: number;
    minutes?: number;
    side?: PlacedMessage["side"];
    from?: object;
  },
): PlacedMessage {
  const id = MessageId.parse(++count);
  const { side = "outbound", from } = of;
  return {
    id,
    chat: ChatId.parse(`${chat} of ${creator}`),
    creator,
    at: NOW - days * DAY_MS - minutes * MINUTE,
    side,
    isMass: false,
    version: 0,
    receivedAt: 0,
    message: {
      id,
      ...from === undefined
        ? {}
        : { fromUser: UserRef.parse({ id: creator, ...from }) },
    },
    enrichment: {
      version: 1,
      sentiment: null,
      topics: [],
      actions: [],
      outcomes: [],
    },
  };
}

/** The creators' names, by what is stored; `reads` is told of each reading. */
async function names(
  creators = [ROBIN],
  reads: () => void = () => {},
): Promise<(string | null)[]> {
  const store = new Store({
    kv: replaceIn(kv, {
      list: (...args) => {
        reads();
        return kv.list(...args);
      },
    }),
  });
  const list = await listCreators(store, {
    dataset: DATASET,
    creators,
    zone: "UTC",
  });
  expect(list.creators.map(({ id }) => id)).toEqual(creators);
  return list.creators.map(({ name }) => name);
}

describe("a creator's name", () => {
  it("is that of the latest message that gives one, of each creator", async () => {
    await history.apply([
      message({ days: 2, from: { name: "Robin then" } }),
      message({ chat: "a", minutes: 9, from: { name: "Robin before" } }),
      message({ chat: "b", minutes: 5, from: { name: "Robin" } }),
      message({ chat: "c", minutes: 7, from: { name: "Robin earlier" } }),
      message({ chat: "b", minutes: 3, from: {} }),
      message({ chat: "b", minutes: 2 }),
      message({ side: "inbound", minutes: 1, from: { name: "Fan" } }),
      message({ creator: SAM, days: 9, from: { name: "Sam" } }),
    ]);
    expect(await names([SAM, ROBIN])).toEqual(["Sam", "Robin"]);
  });

  it("is the displayed one, or else the next that there is", async () => {
    const all = { displayName: " Rob ", name: "Robin", username: "robin9" };
    const { displayName: _, ...named } = all;
    const cases = [
      [all, "Rob"],
      [named, "Robin"],
      [{ ...all, displayName: " ", name: null }, "robin9"],
      [{ name: "💬".repeat(5_000) }, "💬".repeat(100)],
    ] as const;
    for (const [i, [from, name]] of cases.entries()) {
      await history.apply([message({ minutes: 10 - i, from })]);
      expect(await names()).toEqual([name]);
    }
  });

  it("is found on an earlier day, where the latest ones give none", async () => {
    await history.apply([
      ...[0, 1, 2, 3, 20].map((days) => message({ days, side: "inbound" })),
      message({ days: 4 }),
      message({ days: 15, from: { username: "" } }),
      message({ days: 20, from: { name: "Robin" } }),
    ]);
    expect(await names()).toEqual(["Robin"]);
  });

  it("is not known where none is given", async () => {
    expect(await names()).toEqual([null]);
    await history.apply([
      message({ side: "inbound", from: { name: "Fan" } }),
      message({ from: {} }),
    ]);
    expect(await names([ROBIN, SAM])).toEqual([null, null]);
  });

  it("is looked for in few places, however much there is", async () => {
    for (let days = 0; days < 40; days++) {
      await history.apply(
        Array.from({ length: 20 }, (_, i) => message({ days, chat: `${i}` })),
      );
    }
    await history.apply([message({ days: 39, from: { name: "Robin" } })]);
    let lists = 0;
    expect(await names([ROBIN], () => lists++)).toEqual([null]);
    // Days; of three of them the conversations; of each five the messages.
    expect(lists).toBe(1 + 3 * (1 + 5));
  });
});

it("a name that was found holds for a minute, and not for another dataset", async () => {
  const clock = new ManualClock(NOW);
  const known = new CreatorNames(new Store({ kv, clock }));
  const nameIn = async (dataset: Dataset) => {
    const creators = [ROBIN];
    const list = await known.list({ dataset, creators, zone: "UTC" });
    return list.creators[0]?.name;
  };
  await history.apply([message({ minutes: 9, from: { name: "Robin" } })]);
  expect(await nameIn(DATASET)).toBe("Robin");
  await history.apply([message({ minutes: 5, from: { name: "Robin R." } })]);
  clock.advance(59_000);
  expect(await nameIn(DATASET)).toBe("Robin");
  expect(await nameIn({ ...DATASET, generation: 2 })).toBeNull();
  clock.advance(1_000);
  expect(await nameIn(DATASET)).toBe("Robin R.");
});

describe("an account's creators", () => {
  it("are there before the first snapshot, and have names after it", async () => {
    const brain = new Brain({
      kv,
      clock: new ManualClock(NOW),
      random: () => 0,
      calmMs: 0,
    });
    const creators = (name: string | null) => ({
      creators: [{ id: ACCOUNT, name }],
    });
    expect(await brain.creators(ACCOUNT)).toEqual(creators(null));
    await brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({
        chats: [],
        messages: [{
          id: 1,
          chat_id: 100,
          is_creator: true,
          createdAt: new Date(NOW - MINUTE).toISOString(),
          fromUser: { id: 9, name: "Robin" },
        }],
      }),
    );
    await brain.ingest.idle();
    expect(await brain.creators(ACCOUNT)).toEqual(creators("Robin"));
    await brain.ingest.stop();
  });
});
