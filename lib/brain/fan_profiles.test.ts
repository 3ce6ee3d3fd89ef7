import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { MessageHistory } from "@/lib/insights/testing.ts";
import {
  AccountId,
  type ActionKind,
  CacheUpdateEnvelope,
  ChatId,
  CreatorId,
  DAY_MS,
  FanProfile,
  MessageId,
  NewRawMessagePayload,
  type PlacedMessage,
} from "@/lib/models/mod.ts";
import { type Dataset, ManualClock, Store } from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import { FanProfiles } from "./fan_profiles.ts";
import { plainProfile } from "./fan_reference.ts";

const MINUTE = 60_000;
const ACCOUNT = AccountId.parse("u_1");
const DATASET: Dataset = { account: ACCOUNT, generation: 1 };
const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const CHATS = ["a", "b"];
/** Some days after clocks changed in New York, where it is another day. */
const NOW = Date.UTC(2026, 2, 14, 2, 30);

const message: fc.Arbitrary<PlacedMessage> = fc.record({
  id: fc.integer({ min: 1, max: 24 }).map((n) => MessageId.parse(n)),
  chat: fc.constantFrom(...CHATS),
  at: fc.oneof(
    fc.integer({ min: 0, max: 600 }).map((minutes) => -minutes * MINUTE),
    fc.integer({ min: -1, max: 20 }).map((days) => -days * DAY_MS),
    fc.integer({ min: -2 * 24, max: 110 * 24 })
      .map((hours) => -hours * 60 * MINUTE),
  ).map((ms) => NOW + ms),
  side: fc.constantFrom("inbound", "outbound"),
  isMass: fc.boolean(),
  sentiment: fc.option(fc.integer({ min: -10_000, max: 10_000 })),
  topics: fc.subarray(["food", "travel", "__proto__"]),
  actions: fc.subarray<ActionKind>(["greeting", "question", "tip"]),
  outcomes: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constant<PlacedMessage["enrichment"]["outcomes"]>([]),
    },
    fc.constantFrom(5, 20.5, 0.1, undefined).map((amount) => [
      { kind: "tip" as const, ...amount === undefined ? {} : { amount } },
    ]),
  ),
}).map(({ id, chat, at, side, isMass, sentiment, ...said }) => {
  const isFromQueue = isMass && side === "outbound";
  return {
    id,
    chat: ChatId.parse(chat),
    creator: creatorOf(chat),
    at,
    side,
    isMass: isFromQueue,
    version: 0,
    receivedAt: 0,
    message: { id, isFromQueue },
    enrichment: {
      version: 1,
      sentiment: sentiment === null ? null : sentiment / 10_000,
      ...said,
    },
  };
});

/** Batches as they might arrive: late, edited and moved messages among them. */
const history = fc.array(
  fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 10 }),
  { maxLength: 6 },
);
const zone = fc.constantFrom("UTC", "America/New_York");

function creatorOf(chat: string): CreatorId {
  const creator = CREATORS[CHATS.indexOf(chat)];
  if (creator === undefined) throw new Error(`There is no chat ${chat}`);
  return creator;
}

let store: Store;

beforeEach(async () => {
  const kv = await Deno.openKv(":memory:");
  store = new Store({ kv, clock: new ManualClock(NOW) });
});
afterEach(() => store.kv.close());

function fansOf(
  options: Partial<ConstructorParameters<typeof FanProfiles>[0]> = {},
  zone = "UTC",
): FanProfiles {
  const visible = () => Promise.resolve({ dataset: DATASET, zone });
  return new FanProfiles({ store, visible, ...options });
}

/** A scored message of the fan "a", so many days and minutes ago. */
function scored(
  n: number,
  { days, minutes = 0, sentiment = 0.5 }: {
    days: number;
    minutes?: number;
    sentiment?: number;
  },
): PlacedMessage {
  const id = MessageId.parse(n);
  return {
    id,
    chat: ChatId.parse("a"),
    creator: creatorOf("a"),
    at: NOW - days * DAY_MS - minutes * MINUTE,
    side: "inbound",
    isMass: false,
    version: 0,
    receivedAt: 0,
    message: { id },
    enrichment: {
      version: 1,
      sentiment,
      topics: [],
      actions: [],
      outcomes: [],
    },
  };
}

function expectClose(told: number | null, expected: number | null): void {
  if (told === null || expected === null) expect(told).toBe(expected);
  else expect(told).toBeCloseTo(expected, 9);
}

const isoOf = (at: number | null) =>
  at === null ? null : new Date(at).toISOString();

/** What the batches came to in turn: unread messages of a chat. */
function unreadOf(batches: readonly PlacedMessage[][], chat: string): number {
  const known = new Set<MessageId>();
  let unread = 0;
  for (const { id, side, isMass, ...one } of batches.flat()) {
    if (known.has(id)) continue;
    known.add(id);
    if (one.chat !== chat) continue;
    if (side === "inbound") unread++;
    else if (!isMass) unread = 0;
  }
  return unread;
}

describe("a fan's profile", () => {
  it("is that of all messages at once, whatever has arrived", async () => {
    await fc.assert(
      fc.asyncProperty(history, zone, async (batches, zone) => {
        const sent = await MessageHistory.begin({
          store,
          dataset: DATASET,
          zone,
        });
        for (const batch of batches) await sent.apply(batch);
        const fans = fansOf({}, zone);
        const all = [...sent.stored.values()];
        for (const chat of CHATS) {
          const profile = await fans.profile(ACCOUNT, ChatId.parse(chat));
          const isKnown = batches.flat().some((one) => one.chat === chat);
          expect(profile === null).toBe(!isKnown);
          if (profile === null) continue;
          expect(FanProfile.parse(profile)).toEqual(profile);
          const plain = plainProfile(all, { chat, zone, now: NOW });
          const { sentiment, sentiment_trend: trend, topics, ...rest } =
            profile;
          const { average_response_minutes: minutes, ...told } = rest;
          expect(told).toMatchObject({
            conversation_id: chat,
            creator_id: creatorOf(chat),
            withUser: null,
            first_message_at: isoOf(plain.first),
            last_message_at: isoOf(plain.last),
            last_seen_at: null,
            inbound: plain.inbound,
            outbound: plain.outbound,
            unread: unreadOf(batches, chat),
            waiting_since: isoOf(plain.waitingSince),
            spent: plain.spent,
            actions: plain.actions
              .map(([action, messages]) => ({ action, messages })),
            outcomes: plain.outcomes,
          });
          expectClose(minutes, plain.minutes);
          expectClose(sentiment, plain.sentiment);
          expect(trend.map(({ date }) => date))
            .toEqual(plain.trend.map(({ date }) => date));
          trend.forEach(({ sentiment_score }, i) =>
            expectClose(sentiment_score, plain.trend[i]?.sentiment ?? null)
          );
          const messages = plain.inbound + plain.outbound;
          const counts = Object.fromEntries(plain.topics);
          expect(topics).toEqual(
            CONCLUSIONS.rankTopics(counts, messages)
              .map((topic) => ({ topic, messages: plain.topics.get(topic) })),
          );
        }
      }),
      { numRuns: 300, seed: 20_261_121 },
    );
  }, 60_000);

  it("is not there for a conversation that is not there", async () => {
    await MessageHistory.begin({ store, dataset: DATASET, zone: "UTC" });
    expect(await fansOf().profile(ACCOUNT, ChatId.parse("a"))).toBeNull();
    const fans = fansOf({ visible: () => Promise.resolve(null) });
    expect(await fans.profile(ACCOUNT, ChatId.parse("a"))).toBeNull();
  });

  it("has the 20 most characteristic topics", async () => {
    const sent = await MessageHistory.begin({
      store,
      dataset: DATASET,
      zone: "UTC",
    });
    const topics = Array.from({ length: 25 }, (_, i) => `topic-${10 + i}`);
    const about = (n: number, topics: string[]) => {
      const one = scored(n, { days: 1 });
      return { ...one, enrichment: { ...one.enrichment, topics } };
    };
    await sent.apply([about(1, topics), about(2, ["topic-30"])]);
    const profile = await fansOf().profile(ACCOUNT, ChatId.parse("a"));
    expect(profile?.topics).toHaveLength(20);
    expect(profile?.topics.slice(0, 2)).toEqual([
      { topic: "topic-30", messages: 2 },
      { topic: "topic-10", messages: 1 },
    ]);
  });
});

describe("the trend of a profile", () => {
  it("is of the last 90 days up to this one", async () => {
    const sent = await MessageHistory.begin({
      store,
      dataset: DATASET,
      zone: "UTC",
    });
    await sent.apply([-1, 0, 89, 90].map((days, i) => scored(i, { days })));
    const profile = await fansOf().profile(ACCOUNT, ChatId.parse("a"));
    expect(profile?.sentiment_trend.map(({ date }) => date))
      .toEqual(["2025-12-15", "2026-03-14"]);
  });

  it("begins later where more messages were written than are read", async () => {
    const sent = await MessageHistory.begin({
      store,
      dataset: DATASET,
      zone: "UTC",
    });
    await sent.apply([
      scored(1, { days: 3, sentiment: 1 }),
      scored(2, { days: 2, sentiment: 1 }),
      scored(3, { days: 2, minutes: 5, sentiment: -1 }),
      scored(4, { days: 0, sentiment: 0.1 }),
      scored(5, { days: 0, minutes: 5, sentiment: 0.3 }),
    ]);
    const trendOf = async (maxMessages: number) => {
      const fans = fansOf({ maxMessages });
      const profile = await fans.profile(ACCOUNT, ChatId.parse("a"));
      expect(profile?.inbound).toBe(5);
      return profile?.sentiment_trend.map(({ date, sentiment_score }) =>
        `${date}: ${sentiment_score}`
      );
    };
    const days = ["2026-03-11: 1", "2026-03-12: 0", "2026-03-14: 0.2"];
    expect(await trendOf(5)).toEqual(days);
    expect(await trendOf(4)).toEqual(days.slice(1));
    // Of a day that is not whole there is no mean.
    expect(await trendOf(3)).toEqual(days.slice(2));
    expect(await trendOf(2)).toEqual(days.slice(2));
    expect(await trendOf(1)).toEqual([]);
  });
});

describe("a profile that is read while others write", () => {
  /** Does something each time after the first that the head is looked at. */
  function fansWhile(change: () => Promise<Dataset>): FanProfiles {
    let looks = 0;
    return fansOf({
      visible: async () => ({
        dataset: looks++ === 0 ? DATASET : await change(),
        zone: "UTC",
      }),
    });
  }

  it("is all of it as it was at one time", async () => {
    const sent = await MessageHistory.begin({
      store,
      dataset: DATASET,
      zone: "UTC",
    });
    await sent.apply([scored(1, { days: 0, sentiment: 0.5 })]);
    let isChanged = false;
    const fans = fansWhile(async () => {
      if (!isChanged) await sent.apply([scored(2, { days: 0, sentiment: 1 })]);
      isChanged = true;
      return DATASET;
    });
    expect(await fans.profile(ACCOUNT, ChatId.parse("a"))).toMatchObject({
      inbound: 2,
      sentiment: 0.75,
      sentiment_trend: [{ date: "2026-03-14", sentiment_score: 0.75 }],
    });
  });

  it("is of the dataset that took the place of another", async () => {
    const next = { ...DATASET, generation: 2 };
    const old = await MessageHistory.begin({
      store,
      dataset: DATASET,
      zone: "UTC",
    });
    await old.apply([scored(1, { days: 0 })]);
    const sent = await MessageHistory.begin({
      store,
      dataset: next,
      zone: "UTC",
    });
    await sent.apply([scored(1, { days: 0 }), scored(2, { days: 1 })]);
    const fans = fansWhile(() => Promise.resolve(next));
    expect(await fans.profile(ACCOUNT, ChatId.parse("a"))).toMatchObject({
      inbound: 2,
      sentiment_trend: [
        { date: "2026-03-13", sentiment_score: 0.5 },
        { date: "2026-03-14", sentiment_score: 0.5 },
      ],
    });
  });

  it("is given in the end, also where they never pause", async () => {
    const sent = await MessageHistory.begin({
      store,
      dataset: DATASET,
      zone: "UTC",
    });
    await sent.apply([scored(1, { days: 0 })]);
    let n = 1;
    const fans = fansWhile(async () => {
      await sent.apply([scored(++n, { days: 0 })]);
      return DATASET;
    });
    const profile = await fans.profile(ACCOUNT, ChatId.parse("a"));
    expect(profile?.inbound).toBe(4);
    expect(n).toBe(5);
  });
});

describe("the fan of a profile", () => {
  it("is as the chat and the fan's messages tell", async () => {
    const brain = new Brain({
      kv: store.kv,
      clock: store.clock,
      random: () => 0,
      calmMs: 0,
    });
    const chats = ["2026-03-13T20:00:00+01:00", "recently", undefined]
      .map((lastSeen, i) => ({
        id: 100 + i,
        withUser: { id: 100 + i, name: `Fan ${i}`, lastSeen },
        unreadMessagesCount: i,
      }));
    await brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({ chats, messages: [] }),
    );
    await brain.ingest.idle();
    const profileOf = (id: number) =>
      brain.fans.profile(ACCOUNT, ChatId.parse(id));
    expect(await profileOf(100)).toMatchObject({
      creator_id: ACCOUNT,
      withUser: { id: "100", name: "Fan 0" },
      first_message_at: null,
      last_message_at: null,
      last_seen_at: "2026-03-13T19:00:00.000Z",
      unread: 0,
      sentiment: null,
      sentiment_trend: [],
    });
    expect(await profileOf(101)).toMatchObject({
      withUser: { lastSeen: "recently" },
      last_seen_at: null,
      unread: 1,
    });
    await brain.ingest.addDelta(
      ACCOUNT,
      NewRawMessagePayload.parse({
        message: {
          id: 1,
          chat_id: 102,
          text: "How was your trip to Rome?",
          createdAt: "2026-03-14T02:00:00Z",
          fromUser: { id: 102, lastSeen: "2026-03-14T02:15:00Z" },
        },
      }),
    );
    await brain.ingest.idle();
    const profile = await profileOf(102);
    expect(profile).toMatchObject({
      withUser: { id: "102", name: "Fan 2" },
      first_message_at: "2026-03-14T02:00:00.000Z",
      last_seen_at: "2026-03-14T02:15:00.000Z",
      inbound: 1,
      unread: 3,
      waiting_since: "2026-03-14T02:00:00.000Z",
    });
    expect(profile?.topics).toContainEqual({ topic: "travel", messages: 1 });
    expect(profile?.actions).toContainEqual({
      action: "question",
      messages: 1,
    });
    await brain.ingest.stop();
  });
});
