import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  AccountId,
  type ActionKind,
  ChatId,
  CreatorId,
  type DayRange,
  type EvidenceQuery,
  FunnelStage,
  type MessageEnrichment,
  MessageId,
  OutcomeKind,
  type PlacedMessage,
  ResponseBar,
} from "@/lib/models/mod.ts";
import { compareKeyText, type Dataset, Store } from "@/lib/store/mod.ts";
import { type Calendar, calendarOf, weekdayOf } from "./calendar.ts";
import { ChatDay } from "./chat_day.ts";
import {
  type EvidenceBounds,
  type EvidencePage,
  readEvidence,
} from "./evidence.ts";
import { parseEvidenceCursor, toEvidenceCursor } from "./evidence_cursor.ts";
import { type Counters, type DayFigures, emptyDayFigures } from "./figures.ts";
import { sumRange } from "./metrics.ts";
import { listDays } from "./read.ts";
import { waitingFromScratch } from "./reference.ts";
import { bucketMs } from "./response_histogram.ts";
import { responseBar } from "./response_times.ts";
import { MessageHistory } from "./testing.ts";

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
/** In the night before clocks change in New York. */
const START = Date.UTC(2026, 2, 7, 22);
/** Clocks go back over midnight in Santiago so many days later. */
const SANTIAGO_DAYS = 28;
const ZONES = ["UTC", "America/New_York", "America/Santiago"];
const CREATORS = ["9001", "9002"].map((id) => CreatorId.parse(id));
const CHATS = ["a", "b", "c", "10"];
const DATASET: Dataset = { account: AccountId.parse("u_1"), generation: 1 };

const outcomes: fc.Arbitrary<MessageEnrichment["outcomes"]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<MessageEnrichment["outcomes"]>([]) },
  fc.array(
    fc.record({
      kind: fc.constantFrom("tip" as const, "purchase" as const),
      amount: fc.constantFrom(5, 20.5, 0.1, 0, undefined),
    }).map(({ kind, amount }) =>
      amount === undefined ? { kind } : { kind, amount }
    ),
    { minLength: 1, maxLength: 3 },
  ),
);

const minutes = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 3_000 }),
  fc.integer({ min: 0, max: 60 }).map((hours) => hours * 60),
  fc.integer({ min: 0, max: 40 }).map((days) => days * DAY_MINUTES),
  fc.integer({ min: -120, max: 480 })
    .map((minutes) => SANTIAGO_DAYS * DAY_MINUTES + minutes),
);

const message: fc.Arbitrary<PlacedMessage> = fc.record({
  id: fc.integer({ min: 1, max: 40 }).map((n) => MessageId.parse(n)),
  chat: fc.constantFrom(...CHATS),
  minutes,
  side: fc.constantFrom("inbound", "outbound"),
  isMass: fc.boolean(),
  sentiment: fc.option(fc.integer({ min: -10_000, max: 10_000 })),
  topics: fc.uniqueArray(fc.constantFrom("food", "travel", "__proto__"), {
    maxLength: 2,
  }),
  actions: fc.subarray<ActionKind>(["greeting", "offer", "tip"]),
  outcomes,
}).map(({ id, chat, minutes, side, isMass, sentiment, ...said }) => {
  const { topics, actions, outcomes } = said;
  const isFromQueue = isMass && side === "outbound";
  const [first, second] = CREATORS;
  const creator = chat === "c" ? second : first;
  if (creator === undefined) throw new Error("There are two creators");
  return {
    id,
    chat: ChatId.parse(chat),
    creator,
    at: START + minutes * MINUTE,
    side,
    isMass: isFromQueue,
    version: 0,
    receivedAt: 0,
    message: { id, isFromQueue },
    enrichment: {
      version: 1,
      sentiment: sentiment === null ? null : sentiment / 10_000,
      topics,
      actions,
      outcomes,
    },
  };
});

/** Batches as they might arrive: late, edited and moved messages among them. */
const history = fc.array(
  fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 16 }),
  { maxLength: 7 },
);

let store: Store;

beforeEach(async () => {
  store = new Store({ kv: await Deno.openKv(":memory:") });
});
afterEach(() => store.kv.close());

const EVER: Of = {
  creators: CREATORS,
  range: { from: 20_500, to: 20_600 },
  calendar: calendarOf("UTC"),
};

/** A message of no content, so many minutes after the start. */
function plain(
  n: number,
  minutes: number,
  side: PlacedMessage["side"],
  said: { isMass?: boolean; actions?: ActionKind[] } = {},
): PlacedMessage {
  const { isMass = false, actions = [] } = said;
  const [creator = CreatorId.parse("0")] = CREATORS;
  const id = MessageId.parse(n);
  return {
    id,
    chat: ChatId.parse("a"),
    creator,
    at: START + minutes * MINUTE,
    side,
    isMass,
    version: 0,
    receivedAt: 0,
    message: { id, isFromQueue: isMass },
    enrichment: {
      version: 1,
      sentiment: null,
      topics: [],
      actions,
      outcomes: [],
    },
  };
}

async function applyAll(
  batches: readonly PlacedMessage[][],
  zone: string,
): Promise<MessageHistory> {
  const history = await MessageHistory.begin({ store, dataset: DATASET, zone });
  for (const batch of batches) await history.apply(batch);
  return history;
}

type Asked = Omit<EvidenceQuery, "limit" | "cursor">;

interface Of {
  creators: readonly CreatorId[];
  range: DayRange;
  calendar: Calendar;
}

async function page(
  of: Of,
  query: EvidenceQuery,
  bounds?: EvidenceBounds,
): Promise<EvidencePage> {
  const page = await readEvidence(store, DATASET, { ...of, query }, bounds);
  if (page === "cursor") throw new Error(`${query.cursor} is no cursor`);
  return page;
}

/** What all pages hold. */
async function allOf(
  of: Of,
  asked: Asked,
  options: { limit?: number; bounds?: EvidenceBounds } = {},
): Promise<EvidencePage["evidence"]> {
  const { limit = 200, bounds } = options;
  const all: EvidencePage["evidence"] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 5_000; pages++) {
    const query = { ...asked, limit, ...(cursor ? { cursor } : {}) };
    const { evidence, next_cursor } = await page(of, query, bounds);
    expect(evidence.length).toBeLessThanOrEqual(limit);
    all.push(...evidence);
    if (next_cursor === null) return all;
    cursor = next_cursor;
  }
  throw new Error("There is no end of pages");
}

const sumOf = (counters: Counters, name: string) => counters[name] ?? 0;

const total = (counters: Counters) =>
  Object.values(counters).reduce((sum, n) => sum + n, 0);

/** Every metric, and what its contributions must add up to. */
const SUMS: [asked: Asked, sum: (figures: DayFigures) => number][] = [
  [{ metric: "messages" }, (sum) => sum.messages],
  [{ metric: "turns" }, (sum) => sum.turns],
  [{ metric: "silence" }, (sum) => sum.silentMs / MINUTE],
  [{ metric: "sentiment-trend" }, (sum) => sum.sentiment / 10_000],
  [{ metric: "response-time" }, (sum) => sum.handledMs / MINUTE],
  ...[0, 22, 23].map((hour): [Asked, (sum: DayFigures) => number] => [
    { metric: "response-time", hour },
    (sum) => sumOf(sum.handledMsByHour, String(hour)) / MINUTE,
  ]),
  [{ metric: "revenue" }, (sum) => total(sum.cents) / 100],
  [
    { metric: "revenue", kind: "tip" },
    (sum) => sumOf(sum.cents, "tip") / 100,
  ],
  [{ metric: "outcomes" }, (sum) => total(sum.outcomes)],
  ...["food", "travel", "rare"].map((
    topic,
  ): [Asked, (sum: DayFigures) => number] => [
    { metric: "topics", topic },
    (sum) => sumOf(sum.topics, topic),
  ]),
  ...OutcomeKind.options.map((kind): [Asked, (sum: DayFigures) => number] => [
    { metric: "outcomes", kind },
    (sum) => sumOf(sum.outcomes, kind),
  ]),
  ...["food", "__proto__"].flatMap((
    topic,
  ): [Asked, (sum: DayFigures) => number][] => [
    [
      { metric: "outcomes", topic, kind: "tip" },
      (sum) => sumOf(sum.outcomeTopics, `tip ${topic}`),
    ],
    [
      { metric: "outcomes", topic },
      ({ outcomeTopics }) =>
        OutcomeKind.options.reduce(
          (n, kind) => n + sumOf(outcomeTopics, `${kind} ${topic}`),
          0,
        ),
    ],
  ]),
  ...FunnelStage.options.map((stage): [Asked, (sum: DayFigures) => number] => [
    { metric: "funnel", stage },
    (sum) => sumOf(sum.funnel, stage),
  ]),
  [{ metric: "hours" }, (sum) => sum.inbound],
  ...[0, 22, 23].map((hour): [Asked, (sum: DayFigures) => number] => [
    { metric: "hours", hour },
    (sum) => sumOf(sum.inboundByHour, String(hour)),
  ]),
];

/** The time by which an item stands among those of its conversation and day. */
function timeOf({ messages }: EvidencePage["evidence"][number], asked: Asked) {
  const place = asked.metric === "silence" ? 1 : 0;
  return Date.parse(String(messages[place]?.createdAt));
}

function expectOrder(all: EvidencePage["evidence"], asked: Asked): void {
  const sorted = all.toSorted((a, b) =>
    (a.date < b.date ? 1 : a.date > b.date ? -1 : 0) ||
    compareKeyText(a.conversation_id, b.conversation_id) ||
    timeOf(a, asked) - timeOf(b, asked)
  );
  expect(all).toEqual(sorted);
  if (asked.metric === "revenue" || asked.metric === "outcomes") return;
  const names = all.map(({ messages }) => messages.map(({ id }) => id).join());
  expect(new Set(names).size).toBe(names.length);
}

async function figures({ creators, range }: Of): Promise<DayFigures> {
  const days = await Array.fromAsync(listDays(store, DATASET));
  const sum = emptyDayFigures();
  for (const creator of creators) {
    const own = days.filter((day) => day.creator === creator)
      .map(({ day, figures }): [number, DayFigures] => [day, figures]);
    const some = sumRange(new Map(own), range);
    for (const [name, value] of Object.entries(some)) {
      Object.assign(sum, { [name]: plus(Reflect.get(sum, name), value) });
    }
  }
  return sum;
}

function plus(a: number | Counters, b: number | Counters): number | Counters {
  if (typeof a === "number" || typeof b === "number") {
    return Number(a) + Number(b);
  }
  const sum = { ...a };
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n;
  return sum;
}

const day = fc.integer({ min: 20_518, max: 20_565 });
const range = fc.oneof(
  fc.constant({ from: 20_500, to: 20_600 }),
  fc.tuple(day, fc.integer({ min: 1, max: 12 }))
    .map(([from, days]) => ({ from, to: from + days })),
);
const bounds = fc.record({
  looks: fc.integer({ min: 1, max: 40 }),
  readOn: fc.integer({ min: 0, max: 4 }),
});
const asking = fc.record({
  zone: fc.constantFrom(...ZONES),
  creators: fc.constantFrom(CREATORS, CREATORS.slice(0, 1)),
  range,
  limit: fc.integer({ min: 1, max: 5 }),
  bounds,
});

describe("readEvidence", () => {
  it(
    "gives what adds up to the figures, in order, nothing twice, whatever the pages",
    async () => {
      await fc.assert(
        fc.asyncProperty(history, asking, async (batches, asking) => {
          const { zone, limit, bounds } = asking;
          await applyAll(batches, zone);
          const of: Of = { ...asking, calendar: calendarOf(zone) };
          const sum = await figures(of);
          for (const [asked, expected] of SUMS) {
            const all = await allOf(of, asked);
            const what = JSON.stringify(asked);
            const added = all.reduce((n, item) => n + item.contribution, 0);
            expect(added, what).toBeCloseTo(expected(sum), 9);
            expectOrder(all, asked);
            const inPages = await allOf(of, asked, { limit, bounds });
            expect(inPages, what).toEqual(all);
            for (const chat of CHATS) {
              const own = await allOf(of, {
                ...asked,
                conversation_id: ChatId.parse(chat),
              }, { limit, bounds });
              expect(own, `${what} of ${chat}`).toEqual(
                all.filter((item) => item.conversation_id === chat),
              );
            }
            if (asked.metric === "response-time" && asked.hour === undefined) {
              expect(all.length).toBe(sum.handled);
            }
            if (asked.metric === "sentiment-trend") {
              expect(all.length).toBe(sum.scored);
            }
          }
        }),
        { numRuns: 60, seed: 20_261_121 },
      );
    },
    300_000,
  );

  it("gives the answers of each bar of the distribution", async () => {
    await fc.assert(
      fc.asyncProperty(history, asking, async (batches, asking) => {
        const { zone, limit, bounds } = asking;
        await applyAll(batches, zone);
        const of: Of = { ...asking, calendar: calendarOf(zone) };
        const { responses } = await figures(of);
        const expected = Object.fromEntries(
          ResponseBar.options.map((bar) => [bar, 0]),
        );
        for (const [bucket, n] of Object.entries(responses)) {
          const bar = responseBar(bucketMs(Number(bucket)));
          expected[bar] = (expected[bar] ?? 0) + n;
        }
        for (const up_to_minutes of ResponseBar.options) {
          const asked: Asked = { metric: "response-time", up_to_minutes };
          const all = await allOf(of, asked, { limit, bounds });
          expect(all.length, up_to_minutes).toBe(expected[up_to_minutes]);
        }
      }),
      { numRuns: 30, seed: 20_261_122 },
    );
  }, 300_000);

  it("gives the messages of an hour of the week", async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.constantFrom(...ZONES),
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.integer({ min: 0, max: 23 }), { nil: undefined }),
        async (batches, zone, weekday, hour) => {
          const { stored } = await applyAll(batches, zone);
          const calendar = calendarOf(zone);
          const range = { from: 20_500, to: 20_600 };
          const expected = [...stored.values()].filter(({ at, side }) => {
            const all = calendar.hourOf(at);
            const day = Math.floor(all / 24);
            return side === "inbound" && weekdayOf(day) === weekday &&
              (hour === undefined || all - 24 * day === hour);
          });
          const asked: Asked = { metric: "hours", weekday, hour };
          const of = { creators: CREATORS, range, calendar };
          const all = await allOf(of, asked, { limit: 2 });
          expect(all.map(({ messages }) => messages[0]?.id).sort())
            .toEqual(expected.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 60, seed: 20_261_121 },
    );
  }, 60_000);

  it("gives the first message of each oldest turn that waits", async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.integer({ min: 1, max: 3 }),
        async (batches, limit) => {
          const { stored } = await applyAll(batches, "UTC");
          const waiting = [...waitingFromScratch([...stored.values()])]
            .sort(([a, since], [b, until]) =>
              since - until || compareKeyText(a, b)
            );
          const of: Of = {
            creators: CREATORS,
            range: { from: 0, to: 1 },
            calendar: calendarOf("UTC"),
          };
          const all = await allOf(of, { metric: "unanswered" }, { limit });
          expect(all.map(({ conversation_id, messages: [first] }) => [
            conversation_id,
            Date.parse(String(first?.createdAt)),
          ])).toEqual(waiting);
          for (const { contribution, messages: [first] } of all) {
            expect(contribution).toBe(1);
            expect(first?.is_inbound).toBe(true);
          }
          for (const chat of CHATS) {
            const conversation_id = ChatId.parse(chat);
            const asked: Asked = { metric: "unanswered", conversation_id };
            expect(await allOf(of, asked)).toEqual(
              all.filter((item) => item.conversation_id === chat),
            );
          }
        },
      ),
      { numRuns: 60, seed: 20_261_121 },
    );
  }, 60_000);

  it(
    "gives the rest of what there was, whatever arrives between two pages",
    async () => {
      await fc.assert(
        fc.asyncProperty(history, history, async (before, between) => {
          const soFar = await applyAll(before, "UTC");
          const whole = await allOf(EVER, { metric: "messages" });
          const first = await page(EVER, { metric: "messages", limit: 5 });
          // What arrives is new: nothing that was there is changed.
          const batches = between.map((batch) =>
            batch.map((message) => {
              const id = MessageId.parse(`new ${message.id}`);
              return { ...message, id, message: { ...message.message, id } };
            })
          );
          for (const batch of batches) await soFar.apply(batch);
          let cursor = first.next_cursor;
          const given = [...first.evidence];
          while (cursor !== null) {
            const next = await page(EVER, {
              metric: "messages",
              limit: 5,
              cursor,
            });
            given.push(...next.evidence);
            cursor = next.next_cursor;
          }
          const old = given.filter(({ messages: [message] }) =>
            !message?.id.startsWith("new ")
          );
          expect(old).toEqual(whole);
        }),
        { numRuns: 60, seed: 20_261_121 },
      );
    },
    60_000,
  );

  it("finds an answer after thousands of messages with a few reads", async () => {
    // Uneven, so that time does not tell the place.
    const messages = Array.from(
      { length: 3_000 },
      (_, i) =>
        plain(i + 1, i ** 2, i === 0 ? "inbound" : "outbound", {
          isMass: i > 0 && i !== 2_500,
        }),
    );
    const soFar = await applyAll([], "UTC");
    for (let i = 0; i < messages.length; i += 200) {
      await soFar.apply(messages.slice(i, i + 200));
    }
    const calendar = calendarOf("UTC");
    const day = calendar.dayOf(START);
    let read = 0;
    const chatDay = new ChatDay({
      store,
      dataset: DATASET,
      chat: ChatId.parse("a"),
      from: calendar.startOf(day),
      to: calendar.startOf(day + 1),
      readOn: 50,
      onRead: (messages) => read += messages,
    });
    const find = () =>
      chatDay.later(
        0,
        ({ sequence }) => sequence.waitingSince === null ? "found" : null,
      );
    expect((await find())?.id).toBe(MessageId.parse(2_501));
    expect(read).toBeLessThan(250);
    const once = read;
    expect((await find())?.id).toBe(MessageId.parse(2_501));
    expect(read).toBe(once);
    const all = await allOf(EVER, { metric: "response-time" });
    expect(all.map(({ contribution }) => contribution)).toEqual([2_500 ** 2]);
  });

  it("finds an answer among messages of one moment", async () => {
    const soFar = await applyAll([], "UTC");
    await soFar.apply(
      [
        plain(1, 0, "inbound"),
        plain(2, 0, "outbound", { isMass: true }),
        plain(3, 0, "outbound"),
        plain(4, 0, "inbound"),
        plain(5, 60, "outbound"),
      ],
    );
    const all = await allOf(EVER, { metric: "response-time" }, {
      bounds: { looks: 100, readOn: 0 },
    });
    expect(all.map(({ contribution, messages }) => [
      contribution,
      ...messages.map(({ id }) => id),
    ])).toEqual([[0, "1", "3"], [60, "4", "5"]]);
  });

  it("tells two sessions of a day, and one that reaches into the next", async () => {
    const soFar = await applyAll([], "UTC");
    // The third one begins two hours before midnight.
    await soFar.apply(
      [
        plain(1, -20 * 60, "inbound"),
        plain(2, -19 * 60, "inbound"),
        plain(3, -10 * 60, "inbound", { actions: ["greeting"] }),
        plain(4, 0, "inbound"),
        plain(5, 60, "inbound"),
        plain(6, 240, "inbound"),
        plain(7, 480, "inbound"),
        plain(8, 1_200, "inbound", { actions: ["greeting"] }),
      ],
    );
    const options = { bounds: { looks: 100, readOn: 0 } };
    const reached = async (stage: FunnelStage) =>
      (await allOf(EVER, { metric: "funnel", stage }, options))
        .map(({ date, messages }) => [date, messages[0]?.id]);
    expect(await reached("session")).toEqual([
      ["2026-03-08", "8"],
      ["2026-03-07", "1"],
      ["2026-03-07", "3"],
      ["2026-03-07", "4"],
    ]);
    expect(await reached("greeting")).toEqual([
      ["2026-03-08", "8"],
      ["2026-03-07", "3"],
    ]);
    const edited = plain(7, 480, "inbound", { actions: ["greeting"] });
    await soFar.apply([edited]);
    expect(await reached("greeting")).toEqual([
      ["2026-03-08", "8"],
      ["2026-03-07", "3"],
      ["2026-03-07", "7"],
    ]);
  });

  it("refuses cursors of other questions, and what is none", async () => {
    const soFar = await applyAll([], "UTC");
    const messages = fc.sample(message, { numRuns: 60, seed: 1 })
      .map((message, i) => ({ ...message, id: MessageId.parse(i + 1) }));
    for (const one of messages) await soFar.apply([one]);
    const { next_cursor } = await page(EVER, { metric: "messages", limit: 3 });
    const cursor = next_cursor ?? "";
    expect(cursor.length).toBeLessThan(400);
    const answer = (query: Partial<EvidenceQuery>, range = EVER.range) =>
      readEvidence(store, DATASET, {
        ...EVER,
        range,
        query: { metric: "messages", limit: 3, cursor, ...query },
      });
    expect(await answer({})).not.toBe("cursor");
    expect(await answer({ metric: "turns" })).toBe("cursor");
    expect(await answer({ conversation_id: ChatId.parse("other") }))
      .toBe("cursor");
    expect(await answer({}, { from: 20_500, to: 20_510 })).toBe("cursor");
    expect(await answer({}, { from: 20_590, to: 20_600 })).toBe("cursor");
    const [metric, day, , given] = cursor.split(":");
    for (
      const bad of [
        "",
        "messages",
        `${metric}:${day}:0:${given}:1:a5`,
        `${metric}:${day}:${START}:0:9:a5`,
        `${metric}:${day}:${START}:0:1:a`,
        `${metric}:${day}::1:a5`,
        `${metric}:${day}::0:a`,
        `${metric}:-0::0:`,
        `${metric}:${day}::2:..`,
        "unanswered:5::0:",
      ]
    ) expect(await answer({ cursor: bad }), bad).toBe("cursor");
    const metricOf = { metric: "unanswered" as const };
    expect(await answer({ ...metricOf, cursor: "unanswered:5::1:a" }))
      .not.toBe("cursor");
    expect(await answer({ ...metricOf, cursor: "unanswered:5::0:" }))
      .toBe("cursor");
    expect(await answer({ ...metricOf, cursor: "unanswered:5:5:0:1:a5" }))
      .toBe("cursor");
  });

  it("fits the longest ids into a cursor", () => {
    const id = "\u{1F600}".repeat(64);
    const place = {
      day: 20_500,
      chat: ChatId.parse(id),
      message: { at: START, id: MessageId.parse(id), given: 2 },
    };
    const cursor = toEvidenceCursor("sentiment-trend", place);
    expect(cursor.length).toBeLessThanOrEqual(400);
    expect(parseEvidenceCursor("sentiment-trend", cursor)).toEqual(place);
  });
});
