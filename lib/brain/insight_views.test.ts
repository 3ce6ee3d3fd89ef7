import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  type ComparedFigure,
  CreatorId,
  DailyQuery,
  dateOf,
  DAY_MS,
  FunnelStage,
  InsightQuery,
  NewRawMessagePayload,
  OutcomesQuery,
  SpendersQuery,
  UnansweredQuery,
} from "@/lib/models/mod.ts";
import { keys, listMessages, ManualClock, Store } from "@/lib/store/mod.ts";
import type { Answer } from "./insight_answers.ts";
import { type Dates, PlainInsights } from "./insight_reference.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 1, 30);
const MINUTE = 60_000;
const CREATOR = 9;

/** A version of one of a few messages of three chats. */
const message = fc.record({
  id: fc.integer({ min: 1, max: 40 }),
  version: fc.integer({ min: 0, max: 2 }),
  minutesAgo: fc.oneof(
    fc.integer({ min: 0, max: 12 * 60 }),
    fc.integer({ min: 0, max: 3 * 24 * 60 }),
    fc.integer({ min: 0, max: 40 * 24 * 60 }),
  ),
  seconds: fc.integer({ min: 0, max: 59 }),
  isInbound: fc.boolean(),
  text: fc.constantFrom(
    "Good morning babe! How did you sleep?",
    "I love this recipe! 😍",
    "That was terrible, I want a refund",
    "How was your trip to Rome?",
    "Unlock my new video, only $15",
    "Thank you so much for the tip babe",
    "I just renewed my subscription",
    "",
  ),
  isTip: fc.boolean(),
  cents: fc.integer({ min: 1, max: 20_000 }),
  price: fc.constantFrom(0, 15, 9.99),
  isMass: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  operator: fc.constantFrom(null, 7, "eva"),
}).map(({ id, version, minutesAgo, seconds, ...said }) => ({
  id,
  chat_id: 100 + id % 3,
  fromUser: { id: said.isInbound ? 100 + id % 3 : CREATOR },
  is_creator: !said.isInbound,
  text: said.text,
  ...(said.isInbound
    ? {
      isTip: said.isTip,
      ...(said.isTip ? { tipAmount: said.cents / 100 } : {}),
    }
    : {
      price: said.price,
      isOpened: version > 0,
      isFromQueue: said.isMass,
      operator_id: said.operator,
    }),
  createdAt: new Date(NOW - minutesAgo * MINUTE - seconds * 1_000)
    .toISOString(),
  changedAt: new Date(NOW + version * 1_000).toISOString(),
}));
type WireMessage = typeof message extends fc.Arbitrary<infer M> ? M : never;

const history = fc.record({
  zone: fc.constantFrom("UTC", "America/Sao_Paulo"),
  snapshot: fc.array(message, { maxLength: 30, size: "max" }),
  deltas: fc.array(message, { maxLength: 30, size: "max" }),
  range: fc.record({
    from: fc.integer({ min: 1, max: 40 }),
    days: fc.integer({ min: 1, max: 40 }),
  }),
});

/** An account with a Brain of its own, on a clock that stands still. */
class Account implements AsyncDisposable {
  readonly clock = new ManualClock(NOW);
  readonly brain: Brain;
  readonly #kv: Deno.Kv;

  private constructor(kv: Deno.Kv) {
    const { clock } = this;
    this.#kv = kv;
    this.brain = new Brain({ kv, clock, random: () => 0, calmMs: 0 });
  }

  static async open(zone = "UTC"): Promise<Account> {
    const account = new Account(await Deno.openKv(":memory:"));
    await account.brain.insightBook.setTimeZone(ACCOUNT, zone);
    return account;
  }

  async snapshot(messages: readonly WireMessage[]): Promise<void> {
    const chats = [100, 101, 102].map((id) => ({
      id,
      withUser: {
        id,
        name: `Fan ${id}`,
        subscribedBy: true,
        subscribedByExpireDate: new Date(NOW + (id - 99) * 2 * DAY_MS)
          .toISOString(),
      },
    }));
    await this.brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({ chats, messages }),
    );
    await this.brain.ingest.idle();
  }

  async delta(message: WireMessage): Promise<void> {
    await this.brain.ingest.addDelta(
      ACCOUNT,
      NewRawMessagePayload.parse({ message }),
    );
  }

  async plain(zone: string): Promise<PlainInsights> {
    const { generation } = await this.brain.ingest.head(ACCOUNT);
    const prefix = keys.messages({ account: ACCOUNT, generation });
    const store = new Store({ kv: this.#kv });
    return new PlainInsights(
      await Array.fromAsync(listMessages(store, { prefix })),
      zone,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.brain.ingest.stop();
    this.#kv.close();
  }
}

async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.why);
  return answer.answer;
}

/** Numbers are the same but for rounding. */
function expectClose(told: number | null, expected: number | null): void {
  if (told === null || expected === null) {
    expect(told).toBe(expected);
    return;
  }
  const scale = Math.max(1, Math.abs(expected));
  expect(Math.abs(told - expected) / scale).toBeLessThan(1e-9);
}

/** A quantile, told to within 2.5 percent. */
function expectNear(told: number | null, expected: number | null): void {
  if (told === null || expected === null) {
    expect(told).toBe(expected);
    return;
  }
  // Whatever is shorter than a second is told as half a second.
  if (expected * MINUTE < 1_000) expect(told).toBe(0.5 / 60);
  else expect(Math.abs(told - expected) / expected).toBeLessThan(0.025);
}

function expectCompared(
  told: ComparedFigure,
  value: number | null,
  previous: number | null,
): void {
  expectClose(told.value, value);
  expectClose(told.previous, previous);
  const change = value === null || previous === null || previous === 0
    ? null
    : 100 * (value - previous) / Math.abs(previous);
  expectClose(told.change, change);
}

/** A query, and the dates that it is about. */
interface AskedDates {
  query: InsightQuery;
  dates: Dates;
  before: Dates;
}

function lastDays(zone: string): AskedDates {
  const today = Temporal.Instant.fromEpochMilliseconds(NOW)
    .toZonedDateTimeISO(zone).toPlainDate();
  const ago = (days: number) => today.subtract({ days }).toString();
  return {
    query: InsightQuery.parse({}),
    dates: { from: ago(29), to: ago(-1) },
    before: { from: ago(59), to: ago(29) },
  };
}

function someDays({ from, days }: { from: number; days: number }): AskedDates {
  const first = Math.floor(NOW / DAY_MS) - from;
  const date = (day: number) => dateOf(first + day);
  return {
    query: InsightQuery.parse({
      creator_id: ACCOUNT,
      start_date: date(0),
      end_date: date(days),
    }),
    dates: { from: date(0), to: date(days) },
    before: { from: date(-days), to: date(0) },
  };
}

describe("the figures of an account", () => {
  it(
    "are those of all its messages at once, whatever has happened",
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ zone, range, ...sent }) => {
          await using account = await Account.open(zone);
          await account.snapshot(sent.snapshot);
          const asked = [lastDays(zone), someDays(range)];
          const half = Math.floor(sent.deltas.length / 2);
          for (const [i, message] of sent.deltas.entries()) {
            // What is remembered from now must not show later.
            if (i === half) await check(account, zone, asked);
            await account.delta(message);
          }
          await account.brain.ingest.idle();
          await check(account, zone, asked);
        }),
        { numRuns: 60, seed: 20_261_121 },
      );
    },
    300_000,
  );
});

async function check(
  account: Account,
  zone: string,
  asked: AskedDates[],
): Promise<void> {
  await account.brain.ingest.idle();
  const plain = await account.plain(zone);
  for (const one of asked) await checkDays(account, zone, plain, one);
  await checkConversations(account, plain);
}

async function checkDays(
  { brain: { insights, ingest } }: Account,
  zone: string,
  plain: PlainInsights,
  { query, dates, before }: AskedDates,
): Promise<void> {
  const startOf = (date: string) =>
    new Date(
      Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds,
    ).toISOString();
  const rangeOf = ({ from, to }: Dates) => ({
    start_date: startOf(from),
    end_date: startOf(to),
    time_zone: zone,
  });

  const topics = await answered(insights.topics(ACCOUNT, query));
  expect(topics.range).toEqual(rangeOf(dates));
  const volumes = plain.topics(dates);
  const volumesBefore = plain.topics(before);
  const mentions = volumes.values().reduce((a, b) => a + b, 0);
  expect(new Map(topics.topics.map((one) => [one.topic, one.volume])))
    .toEqual(volumes);
  for (const { topic, volume, percentage_of_total, trend } of topics.topics) {
    expectClose(percentage_of_total, 100 * volume / mentions);
    const previous = volumesBefore.get(topic);
    expectClose(
      trend,
      previous === undefined ? null : 100 * (volume - previous) / previous,
    );
  }
  expectDescending(topics.topics.map(({ volume }) => volume));

  const sentiments = await answered(insights.sentimentTrend(ACCOUNT, query));
  const means = plain.sentiments(dates);
  expect(sentiments.trend.map(({ date }) => date))
    .toEqual([...means.keys()].sort());
  for (const { date, sentiment_score } of sentiments.trend) {
    expectClose(sentiment_score, means.get(date) ?? NaN);
  }

  const times = await answered(insights.responseTime(ACCOUNT, query));
  const plainTimes = plain.responseTimes(dates);
  expect(times.answered).toBe(plainTimes.answered);
  expectClose(times.average_handling_time_minutes, plainTimes.mean);
  expectNear(times.median_minutes, plainTimes.median);
  expectNear(times.p90_minutes, plainTimes.p90);
  expectClose(times.silence_percentage, plain.silence(dates));
  expectClose(times.turns, plain.turns(dates));
  expect(
    new Map(
      times.distribution.filter((part) => part.answered > 0)
        .map((part) => [part.up_to_minutes, part.answered]),
    ),
  ).toEqual(plainTimes.byBound);
  expect(times.by_hour.length).toBe(plainTimes.byHour.size);
  for (const { hour, answered, average_minutes } of times.by_hour) {
    expect(answered).toBe(plainTimes.byHour.get(hour)?.answered);
    expectClose(average_minutes, plainTimes.byHour.get(hour)?.minutes ?? NaN);
  }
  expect(times.by_operator.length).toBe(plainTimes.byOperator.size);
  for (const { operator_id, ...told } of times.by_operator) {
    const expected = plainTimes.byOperator.get(operator_id);
    expect(told.answered).toBe(expected?.answered);
    expectClose(told.average_minutes, expected?.minutes ?? NaN);
  }

  const revenue = await answered(insights.revenue(ACCOUNT, query));
  const plainRevenue = plain.revenue(dates);
  const spenders = plain.spenders(dates);
  const sources = (of: typeof revenue.by_source) =>
    new Map(of.map(({ source, ...paid }) => [source, paid]));
  expect(revenue).toMatchObject({
    range: rangeOf(dates),
    amount: plainRevenue.amount,
    payments: plainRevenue.payments,
    spenders: spenders.length,
    previous_amount: plain.revenue(before).amount,
  });
  expect(sources(revenue.by_source)).toEqual(plainRevenue.bySource);
  expectDescending(revenue.by_source.map(({ amount }) => amount));
  expect(
    new Map(
      revenue.by_day.map(({ date, by_source, ...paid }) => [date, {
        ...paid,
        bySource: sources(by_source),
      }]),
    ),
  ).toEqual(plainRevenue.byDate);
  expectClose(
    revenue.average_per_spender,
    spenders.length === 0 ? null : plainRevenue.amount / spenders.length,
  );

  const most = await answered(
    insights.spenders(ACCOUNT, { ...query, ...SpendersQuery.parse({}) }),
  );
  expect(most).toEqual({
    range: rangeOf(dates),
    total: spenders.length,
    spenders: spenders.map(({ chat, last, ...paid }) => ({
      ...paid,
      conversation_id: chat,
      withUser: expect.objectContaining({ id: chat, name: `Fan ${chat}` }),
      last_date: last,
    })),
  });
  const first = SpendersQuery.parse({ limit: 1 });
  expect(await answered(insights.spenders(ACCOUNT, { ...query, ...first })))
    .toEqual({ ...most, spenders: most.spenders.slice(0, 1) });

  const { hours } = await answered(insights.hours(ACCOUNT, query));
  const plainHours = plain.hours(dates);
  expect(hours.length).toBe(plainHours.size);
  for (const { weekday, hour, ...told } of hours) {
    const expected = plainHours.get(`${weekday} ${hour}`);
    const minutes = expected?.minutes ?? [];
    expect(told).toMatchObject({
      inbound: expected?.inbound,
      outbound: expected?.outbound,
      answered: minutes.length,
      revenue: (expected?.cents ?? NaN) / 100,
    });
    expectClose(
      told.average_minutes,
      minutes.length === 0
        ? null
        : minutes.reduce((a, b) => a + b, 0) / minutes.length,
    );
  }
  expectDescending(hours.map(({ weekday, hour }) => -(24 * weekday + hour)));

  const daily = await answered(
    insights.daily(ACCOUNT, { ...query, topics: 50 }),
  );
  expect(daily.range).toEqual(rangeOf(dates));
  const plainDays = plain.daily(dates);
  expect(daily.days.map(({ sentiment_score: _, ...day }) => day)).toEqual(
    plainDays.map(({ sentiment: _, topics: __, ...day }) => day),
  );
  daily.days.forEach(({ sentiment_score }, i) =>
    expectClose(sentiment_score, plainDays[i]?.sentiment ?? null)
  );
  expect(daily.topics).toEqual(
    topics.topics.map(({ topic }) => ({
      topic,
      volumes: plainDays.map(({ topics }) => topics.get(topic) ?? 0),
    })),
  );
  // They are the sums and the days of the other answers.
  const sumOf = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  expect(daily.topics.map(({ volumes }) => sumOf(volumes)))
    .toEqual(topics.topics.map(({ volume }) => volume));
  expect(
    daily.days.flatMap(({ date, sentiment_score }) =>
      sentiment_score === null ? [] : [{ date, sentiment_score }]
    ),
  ).toEqual(sentiments.trend);
  expect(daily.days.filter(({ revenue }) => revenue > 0)).toMatchObject(
    revenue.by_day.map(({ date, amount }) => ({ date, revenue: amount })),
  );
  for (const side of ["inbound", "outbound"] as const) {
    expect(sumOf(daily.days.map((day) => day[side])))
      .toBe(sumOf(hours.map((hour) => hour[side])));
  }
  for (const topics of [0, 2]) {
    expect(await answered(insights.daily(ACCOUNT, { ...query, topics })))
      .toEqual({ ...daily, topics: daily.topics.slice(0, topics) });
  }

  const outcomes = await answered(insights.outcomes(ACCOUNT, query));
  const plainOutcomes = plain.outcomes(dates);
  expect(new Map(outcomes.outcomes.map((one) => [one.kind, one.outcomes])))
    .toEqual(plainOutcomes.byKind);
  for (const { kind, amount } of outcomes.outcomes) {
    expect(amount).toBe(plainRevenue.bySource.get(kind)?.amount ?? 0);
  }
  expect(
    new Map(
      outcomes.topics.map((one) => [`${one.kind} ${one.topic}`, one.outcomes]),
    ),
  ).toEqual(plainOutcomes.byTopic);
  const tips = OutcomesQuery.parse({ kind: "tip" });
  expect(await answered(insights.outcomes(ACCOUNT, { ...query, ...tips })))
    .toEqual({
      range: rangeOf(dates),
      outcomes: outcomes.outcomes.filter(({ kind }) => kind === "tip"),
      topics: outcomes.topics.filter(({ kind }) => kind === "tip"),
    });

  const { stages } = await answered(insights.funnel(ACCOUNT, query));
  const sessions = plain.funnel(dates);
  expect(stages.map(({ stage }) => stage)).toEqual(FunnelStage.options);
  expect(stages.map(({ sessions }) => sessions)).toEqual(sessions);
  stages.forEach((stage, i) => {
    const share = (of: number | undefined) =>
      of === undefined || of === 0 ? null : 100 * (sessions[i] ?? NaN) / of;
    expectClose(stage.percentage_of_previous, share(sessions[i - 1]));
    expectClose(stage.percentage_of_first, share(sessions[0]));
  });

  const comparison = await answered(insights.comparison(ACCOUNT, query));
  expect(comparison.range).toEqual(rangeOf(dates));
  expect(comparison.previous_range).toEqual(rangeOf(before));
  const { figures } = comparison;
  const both = (figure: (of: Dates) => number | null): [
    number | null,
    number | null,
  ] => [figure(dates), figure(before)];
  expectCompared(figures.messages, ...both((of) => plain.messages(of)));
  expectCompared(
    figures.inbound,
    ...both((of) => plain.messages(of, "inbound")),
  );
  expectCompared(
    figures.conversations,
    ...both((of) => plain.conversations(of)),
  );
  expectCompared(figures.sentiment, ...both((of) => plain.sentiment(of)));
  expectCompared(
    figures.average_handling_time_minutes,
    ...both((of) => plain.responseTimes(of).mean),
  );
  expectNear(figures.median_minutes.value, plainTimes.median);
  expectNear(
    figures.median_minutes.previous,
    plain.responseTimes(before).median,
  );
  expectCompared(figures.revenue, ...both((of) => plain.revenue(of).amount));
  expectCompared(figures.spenders, ...both((of) => plain.spenders(of).length));
  expect(comparison.by_creator).toEqual([{ creator_id: ACCOUNT, figures }]);

  const full = await answered(insights.full(ACCOUNT, query));
  const { totals } = await ingest.head(ACCOUNT);
  const { time_zone: _, ...fullRange } = rangeOf(dates);
  expect(full).toMatchObject({
    topics: topics.topics,
    sentiment_trend: { trend: sentiments.trend },
    response_time_metrics: {
      average_handling_time_minutes: times.average_handling_time_minutes,
      silence_percentage: times.silence_percentage,
      turns: times.turns,
    },
    totals,
    range: fullRange,
  });
}

async function checkConversations(
  { brain: { insights, chats } }: Account,
  plain: PlainInsights,
): Promise<void> {
  const { conversations } = await chats.getChats(ACCOUNT, { limit: 10 });
  const nodes = new Map(
    conversations.map((node) => [String(node.conversationId), node]),
  );
  const expected = plain.waiting().map(({ chat, since }) => {
    const node = nodes.get(chat);
    return {
      conversation_id: chat,
      withUser: node?.withUser,
      waiting_since: new Date(since).toISOString(),
      waiting_minutes: (NOW - since) / MINUTE,
      unread_count: node?.unreadCount,
      priority_score: node?.priorityScore,
    };
  });
  const all = await answered(
    insights.unanswered(ACCOUNT, UnansweredQuery.parse({})),
  );
  expect(all).toEqual({
    total: expected.length,
    conversations: expected,
    next_cursor: null,
  });
  let cursor: string | undefined;
  const paged: typeof all.conversations = [];
  do {
    const page = await answered(
      insights.unanswered(ACCOUNT, {
        creator_id: CreatorId.parse(ACCOUNT),
        limit: 1,
        cursor,
      }),
    );
    expect(page.total).toBe(expected.length);
    paged.push(...page.conversations);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(expected);

  const full = await answered(insights.full(ACCOUNT, InsightQuery.parse({})));
  const byChat = (of: (one: typeof expected[number]) => unknown) =>
    Object.fromEntries(expected.map((one) => [one.conversation_id, of(one)]));
  expect(full.priorityScores).toEqual(byChat((one) => one.priority_score));
  expect(full.unreadCounts).toEqual(byChat((one) => one.unread_count));

  for (const node of nodes.values()) {
    const { conversationId, priorityScore } = node;
    const priority = await answered(insights.priority(ACCOUNT, conversationId));
    expect(priority.conversation_id).toBe(conversationId);
    expect(priority.priority_score).toBe(priorityScore);
    const sum = priority.parts.reduce((sum, { points }) => sum + points, 0);
    expect(Math.abs(sum - priorityScore)).toBeLessThanOrEqual(0.05 + 1e-9);
  }
}

function expectDescending(list: readonly number[]): void {
  expect(list).toEqual(list.toSorted((a, b) => b - a));
}

const MESSAGE: WireMessage = fc.sample(message, { numRuns: 1, seed: 3 })[0]!;
const EVERYTHING = InsightQuery.parse({});
const WAITING = UnansweredQuery.parse({});

describe("an answer", () => {
  it("is empty before the first snapshot", async () => {
    await using account = await Account.open();
    const { insights } = account.brain;
    const range = {
      start_date: "2026-10-23T00:00:00.000Z",
      end_date: "2026-11-22T00:00:00.000Z",
      time_zone: "UTC",
    };
    expect(await answered(insights.topics(ACCOUNT, EVERYTHING)))
      .toEqual({ range, topics: [] });
    expect(await answered(insights.hours(ACCOUNT, EVERYTHING)))
      .toEqual({ range, hours: [] });
    const { days, topics } = await answered(
      insights.daily(ACCOUNT, DailyQuery.parse({ topics: 9 })),
    );
    expect(topics).toEqual([]);
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toEqual({
      date: "2026-11-21",
      inbound: 0,
      outbound: 0,
      sentiment_score: null,
      revenue: 0,
    });
    expect(await answered(insights.unanswered(ACCOUNT, WAITING)))
      .toEqual({ total: 0, conversations: [], next_cursor: null });
    expect(await answered(insights.full(ACCOUNT, EVERYTHING))).toMatchObject({
      topics: [],
      totals: { conversations: 0, messages: 0, unanswered: 0 },
      priorityScores: {},
    });
  });

  it("is refused for what the account does not have, and says why", async () => {
    await using account = await Account.open();
    const { insights } = account.brain;
    const creator_id = CreatorId.parse("stranger");
    const refused = { ok: false, why: "creator" };
    expect(await insights.topics(ACCOUNT, { creator_id })).toEqual(refused);
    expect(await insights.unanswered(ACCOUNT, { ...WAITING, creator_id }))
      .toEqual(refused);
    const long = InsightQuery.parse({
      start_date: "2020-01-01",
      end_date: "2023-01-02",
    });
    const range = { ok: false, why: "range" };
    expect(await insights.revenue(ACCOUNT, long)).toEqual(range);
    const none = InsightQuery.parse({
      start_date: "2026-01-02",
      end_date: "2026-01-02",
    });
    expect(await insights.full(ACCOUNT, none)).toEqual(range);
    expect(await insights.unanswered(ACCOUNT, { ...WAITING, cursor: "7" }))
      .toEqual({ ok: false, why: "cursor" });
    expect(await insights.priority(ACCOUNT, ChatId.parse("nobody")))
      .toEqual({ ok: false, why: "conversation" });
  });

  it("is the same object until something is committed", async () => {
    await using account = await Account.open();
    const { insights } = account.brain;
    await account.snapshot([MESSAGE]);
    const ask = () =>
      Promise.all([
        insights.topics(ACCOUNT, EVERYTHING),
        insights.spenders(ACCOUNT, { ...EVERYTHING, limit: 2 }),
        insights.spenders(ACCOUNT, { ...EVERYTHING, limit: 3 }),
        insights.daily(ACCOUNT, { ...EVERYTHING, topics: 2 }),
        insights.daily(ACCOUNT, { ...EVERYTHING, topics: 3 }),
        insights.unanswered(ACCOUNT, WAITING),
        insights.full(ACCOUNT, EVERYTHING),
        insights.priority(ACCOUNT, ChatId.parse(MESSAGE.chat_id)),
      ]);
    const [first, atOnce] = await Promise.all([ask(), ask()]);
    const again = await ask();
    again.forEach((answer, i) => expect(answer).toBe(first[i]));
    atOnce.forEach((answer, i) => expect(answer).toBe(first[i]));
    await account.delta({ ...MESSAGE, id: 99 });
    const later = await ask();
    later.forEach((answer, i) => expect(answer).not.toBe(first[i]));
  });

  it("holds for ten seconds where it depends on the moment", async () => {
    await using account = await Account.open();
    const { insights } = account.brain;
    await account.snapshot([
      { ...MESSAGE, is_creator: false, fromUser: { id: MESSAGE.chat_id } },
    ]);
    const ask = () =>
      Promise.all([
        insights.unanswered(ACCOUNT, WAITING),
        insights.full(ACCOUNT, EVERYTHING),
        insights.priority(ACCOUNT, ChatId.parse(MESSAGE.chat_id)),
      ]);
    const topics = await insights.topics(ACCOUNT, EVERYTHING);
    const first = await ask();
    account.clock.advance(9_999);
    (await ask()).forEach((answer, i) => expect(answer).toBe(first[i]));
    account.clock.advance(1);
    const [waiting, ...others] = await ask();
    expect(waiting).not.toBe(first[0]);
    others.forEach((answer, i) => expect(answer).not.toBe(first[i + 1]));
    const minutes = (answer: typeof waiting) =>
      answer?.ok ? answer.answer.conversations[0]?.waiting_minutes ?? NaN : NaN;
    expectClose(minutes(waiting) - minutes(first[0]), 10 / 60);
    expect(await insights.topics(ACCOUNT, EVERYTHING)).toBe(topics);
  });

  it("is of the last 30 days, by the day that it is in the account's zone", async () => {
    await using account = await Account.open("America/Sao_Paulo");
    const { insights } = account.brain;
    await account.snapshot([MESSAGE]);
    const end = async () =>
      (await answered(insights.topics(ACCOUNT, EVERYTHING))).range.end_date;
    // It is half past ten in the evening of the 20th there.
    expect(await end()).toBe("2026-11-21T03:00:00.000Z");
    account.clock.advance(89 * MINUTE);
    expect(await end()).toBe("2026-11-21T03:00:00.000Z");
    account.clock.advance(MINUTE);
    expect(await end()).toBe("2026-11-22T03:00:00.000Z");
  });
});
