import { calendarOf } from "@/lib/insights/mod.ts";
import {
  ChatId,
  CreatorId,
  DAY_MS,
  MessageId,
  type Outcome,
  type PlacedMessage,
  type Side,
} from "@/lib/models/mod.ts";
import { expect, test } from "vitest";
import { plainAnswers } from "./plain_answers.ts";
import { Tally } from "./reading.ts";

/** 19 February 2026, a Thursday. */
const DAY = 20_503;
const MINUTE = 60_000;

let count = 0;

function message(
  chat: string,
  at: number,
  { side = "inbound", topics = [], actions = [], tip }: {
    side?: Side;
    topics?: string[];
    actions?: PlacedMessage["enrichment"]["actions"];
    tip?: number;
  } = {},
): PlacedMessage {
  const id = MessageId.parse(`m${count++}`);
  const outcomes: Outcome[] = tip === undefined ? [] : [{
    kind: "tip",
    date: new Date(at).toISOString(),
    observed: true,
    amount: tip,
  }];
  return {
    id,
    chat: ChatId.parse(chat),
    creator: CreatorId.parse("9"),
    at,
    side,
    isMass: false,
    version: at,
    receivedAt: at,
    message: { id },
    enrichment: { version: 1, sentiment: 0.5, topics, actions, outcomes },
  };
}

function answers(...chats: PlacedMessage[][]) {
  const tally = new Tally({
    creators: ["9"],
    calendar: calendarOf("UTC"),
    range: { from: DAY, to: DAY + 2 },
  });
  for (const chat of chats) tally.add(chat);
  return plainAnswers(tally.findings);
}

const nine = DAY * DAY_MS + 9 * 60 * MINUTE;

const ANSWERS = answers(
  [message("3", nine - 2 * DAY_MS, { tip: 40, topics: ["food"] })],
  [
    message("1", nine, { topics: ["travel"], actions: ["greeting"] }),
    message("1", nine + 10 * MINUTE, {
      side: "outbound",
      actions: ["offer"],
    }),
    message("1", nine + 11 * MINUTE, { tip: 12.5, actions: ["tip"] }),
  ],
  [
    message("2", nine + DAY_MS, { topics: ["travel"], tip: 20 }),
    message("2", nine + DAY_MS + MINUTE, { tip: 5 }),
  ],
);

test("topics have the range before beside them", () => {
  expect(ANSWERS.topics.topics).toEqual([
    { topic: "travel", volume: 2, percentage_of_total: 100, trend: null },
  ]);
  expect(ANSWERS.full).toMatchObject({
    topics: ANSWERS.topics.topics,
    totals: { conversations: 3, messages: 6, unanswered: 3 },
    range: {
      start_date: "2026-02-19T00:00:00.000Z",
      end_date: "2026-02-21T00:00:00.000Z",
    },
  });
  expect(ANSWERS["sentiment-trend"].trend.map(({ date }) => date))
    .toEqual(["2026-02-19", "2026-02-20"]);
});

test("answers are counted with how long they took", () => {
  expect(ANSWERS["response-time"]).toMatchObject({
    average_handling_time_minutes: 10,
    answered: 1,
    turns: 2,
    by_hour: [{ hour: 9, answered: 1, average_minutes: 10 }],
    by_operator: [],
  });
  expect(ANSWERS["response-time"].median_minutes).toBeCloseTo(10, 0);
  expect(
    ANSWERS["response-time"].distribution.filter(({ answered }) => answered),
  ).toEqual([{ up_to_minutes: 15, answered: 1 }]);
});

test("what was paid is told by day, by source and by fan", () => {
  expect(ANSWERS.revenue).toMatchObject({
    amount: 37.5,
    payments: 3,
    spenders: 2,
    average_per_spender: 18.75,
    previous_amount: 40,
    by_source: [{ source: "tip", payments: 3, amount: 37.5 }],
  });
  expect(ANSWERS.revenue.by_day.map(({ date, amount }) => [date, amount]))
    .toEqual([["2026-02-19", 12.5], ["2026-02-20", 25]]);
  expect(ANSWERS.spenders).toEqual({
    total: 2,
    spenders: [
      {
        conversation_id: "2",
        amount: 25,
        payments: 2,
        last_date: "2026-02-20",
      },
      {
        conversation_id: "1",
        amount: 12.5,
        payments: 1,
        last_date: "2026-02-19",
      },
    ],
  });
});

test("a range is compared with the one before", () => {
  const { figures, by_creator } = ANSWERS.comparison;

  expect(figures.messages).toEqual({ value: 5, previous: 1, change: 400 });
  expect(figures.conversations)
    .toEqual({ value: 2, previous: 1, change: 100 });
  expect(figures.revenue)
    .toEqual({ value: 37.5, previous: 40, change: -6.25 });
  expect(figures.median_minutes.change).toBeNull();
  expect(by_creator).toEqual([{ creator_id: "9", figures }]);
});

test("hours, outcomes and the funnel are those of the range", () => {
  expect(ANSWERS.hours.hours).toEqual([
    {
      weekday: 4,
      hour: 9,
      inbound: 2,
      outbound: 1,
      answered: 1,
      average_minutes: 10,
      revenue: 12.5,
    },
    {
      weekday: 5,
      hour: 9,
      inbound: 2,
      outbound: 0,
      answered: 0,
      average_minutes: null,
      revenue: 25,
    },
  ]);
  expect(ANSWERS.outcomes).toEqual({
    outcomes: [{ kind: "tip", outcomes: 3, amount: 37.5 }],
    topics: [{ kind: "tip", topic: "travel", outcomes: 3 }],
  });
  expect(ANSWERS.funnel.stages.map(({ sessions }) => sessions))
    .toEqual([2, 1, 1, 1]);
  expect(ANSWERS.funnel.stages[1]?.percentage_of_previous).toBe(50);
});

test("every day has its messages and what was paid, and each topic", () => {
  const day = { sentiment_score: 0.5 };
  expect(ANSWERS.daily).toEqual({
    days: [
      { ...day, date: "2026-02-19", inbound: 2, outbound: 1, revenue: 12.5 },
      { ...day, date: "2026-02-20", inbound: 2, outbound: 0, revenue: 25 },
    ],
    topics: [{ topic: "travel", volumes: [1, 1] }],
  });
});

test("those who wait are listed, the longest first", () => {
  expect(ANSWERS.unanswered).toEqual({
    total: 3,
    conversations: [
      { conversation_id: "3", waiting_since: "2026-02-17T09:00:00.000Z" },
      { conversation_id: "1", waiting_since: "2026-02-19T09:11:00.000Z" },
      { conversation_id: "2", waiting_since: "2026-02-20T09:00:00.000Z" },
    ],
  });
});
