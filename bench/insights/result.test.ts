import { expect, test } from "vitest";
import { isMet } from "../benchmark.ts";
import { Latencies } from "../statistics.ts";
import type { Throughput } from "./clients.ts";
import { AnswerTimes, MODES } from "./latency.ts";
import { ENDPOINTS } from "./questions.ts";
import { type Measured, type ReadAccount, resultOf } from "./result.ts";

const SMALL: ReadAccount = {
  messages: 10_000,
  loadingSeconds: 1,
  readMs: 200,
  totalMs: 300,
};
const MIDDLE = { ...SMALL, messages: 100_000 };
const LARGE = { ...SMALL, messages: 1_000_000, readMs: 20_000 };

/** Answers of 2 ms, but those of one endpoint and account. */
function timesWith(slow: { endpoint: string; ms: number }): AnswerTimes {
  const times = new AnswerTimes();
  for (const account of [SMALL, MIDDLE, LARGE]) {
    for (const { name } of ENDPOINTS) {
      const isSlow = account === LARGE && name === slow.endpoint;
      for (const mode of MODES) {
        for (let i = 0; i < 50; i++) {
          times.add(account, name, mode, isSlow ? slow.ms : 2);
        }
      }
    }
  }
  return times;
}

function rounds(...rates: number[]): Throughput[] {
  return rates.map((answersPerSecond) => ({
    answersPerSecond,
    latencies: new Latencies(),
    cores: { server: 1, clients: null },
  }));
}

function measured(times: AnswerTimes): Measured {
  return {
    smallest: SMALL,
    others: [MIDDLE],
    largest: LARGE,
    times,
    throughput: {
      atRest: rounds(4_000, 5_000, 3_500),
      live: rounds(2_000, 3_500, 2_500),
      bare: rounds(20_000, 20_000, 20_000),
      bytes: 5_000,
    },
  };
}

test("the goals name the endpoint that is worst", () => {
  const slow = { endpoint: "revenue", ms: 400 };
  const { goals } = resultOf(measured(timesWith(slow)));
  const [growth, reading, atRest, live] = goals;

  expect(growth?.what)
    .toBe(
      "p99 of an endpoint, 1,000,000 messages to 10,000 messages, " +
        "worst: revenue",
    );
  expect(growth?.value).toBeCloseTo(200, -1);
  expect(reading?.what).toContain("worst: revenue");
  expect(reading?.value).toBeCloseTo(50, 0);
  expect([atRest?.value, live?.value]).toEqual([4_000, 2_500]);
  expect(goals.map(isMet)).toEqual([false, false, true, false]);
});

test("a conversation's priority is not beside a reading of all messages", () => {
  const slow = { endpoint: "priority", ms: 400 };
  const [growth, reading] = resultOf(measured(timesWith(slow))).goals;

  expect(growth?.what).toContain("worst: priority");
  expect(reading?.value).toBeGreaterThan(9_000);
});

test("goals are missed where nothing was measured", () => {
  const { goals } = resultOf(measured(new AnswerTimes()));

  expect(goals.map(isMet)).toEqual([false, false, true, false]);
});

test("every endpoint has its figures by size", () => {
  const slow = { endpoint: "revenue", ms: 10 };
  const { rows } = resultOf(measured(timesWith(slow)));
  const row = (what: string) => rows.find((one) => one.what === what);

  for (const { name } of ENDPOINTS) {
    expect(row(`${name}: p50, ms`), name).toBeDefined();
  }
  expect(row("revenue: p99, ms")).toEqual({
    what: "revenue: p99, ms",
    "10,000 messages": 2,
    "100,000 messages": 2,
    "1,000,000 messages": expect.closeTo(10, 0),
    ratio: expect.closeTo(5, 0),
  });
  expect(row("full, at rest: requests/s, to the ceiling")).toMatchObject({
    "1,000,000 messages": 4_000,
    ratio: 0.2,
  });
});
