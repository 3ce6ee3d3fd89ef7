import { describe, expect, it } from "vitest";
import type { AgentStatus, CreatorStatus } from "../messages.ts";
import {
  agoWords,
  browserName,
  connectionWords,
  creatorName,
  figuresOf,
  hintOf,
  lossOf,
  notesOf,
  sizeWords,
} from "./words.ts";

const NOW = Date.UTC(2025, 10, 8, 12);
const MINUTE = 60_000;

const STATUS: CreatorStatus = {
  creator: { id: "9001", name: "Robin", username: "robinreed" },
  pairing: {
    origin: "https://rapport.example",
    userId: "u_4f2a9c",
    name: "Laptop",
    pairedAt: NOW,
  },
  connection: { state: "connected", detail: null },
  chats: 310,
  messages: 12_340,
  waiting: 18,
  delivered: 12_322,
  evicted: 0,
  refused: 0,
  snapshot: null,
  lastCapturedAt: null,
  lastDeliveredAt: NOW - 5 * MINUTE,
  lastError: null,
};
const AGENT: AgentStatus = {
  version: "0.1.0",
  site: "OnlyFans",
  paused: false,
  current: null,
  creators: [STATUS],
  pending: null,
  pages: 1,
  held: 0,
  storage: null,
};

describe("a connection", () => {
  it.each<[CreatorStatus["connection"], string, string]>([
    [{ state: "connected", detail: null }, "good", "Connected"],
    [{ state: "connecting", detail: null }, "busy", "Connecting…"],
    [{ state: "waiting", detail: null }, "busy", "Reconnecting…"],
    [{ state: "waiting", detail: "in 8 s" }, "busy", "Reconnecting in 8 s"],
    [
      { state: "waiting", detail: "Reconnecting in 8 s" },
      "busy",
      "Reconnecting in 8 s",
    ],
    [
      { state: "waiting", detail: "nobody answers" },
      "busy",
      "Reconnecting: nobody answers",
    ],
    [{ state: "paused", detail: null }, "quiet", "Paused"],
    [
      { state: "not_paired", detail: null },
      "quiet",
      "Not paired: captured data stays on this computer",
    ],
    [{ state: "stopped", detail: null }, "bad", "Stopped"],
    [
      { state: "stopped", detail: "pair it again" },
      "bad",
      "Stopped: pair it again",
    ],
  ])("%j is told", (connection, tone, shown) => {
    expect(connectionWords(connection)).toMatchObject({ tone, shown });
  });

  it("is read out without what moves", () => {
    const spoken = ["in 8 s", "in 7 s"].map((detail) =>
      connectionWords({ state: "waiting", detail }).spoken
    );
    expect(spoken).toEqual(["Reconnecting", "Reconnecting"]);
  });
});

describe("an account", () => {
  const figures = (changes: Partial<CreatorStatus>) =>
    figuresOf({ ...STATUS, ...changes }, NOW)
      .map(({ value, words }) => `${value} ${words}`);

  it("is told in figures", () => {
    expect(figures({})).toEqual([
      "12,340 messages of 310 chats captured",
      "18 waiting",
      "12,322 delivered, last 5m ago",
    ]);
    expect(figures({ messages: 1, chats: 1, lastDeliveredAt: null })).toEqual([
      "1 message of 1 chat captured",
      "18 waiting",
      "12,322 delivered",
    ]);
  });

  it("that is not paired waits for nothing", () => {
    expect(figures({ pairing: null, waiting: 12_340 }))
      .toEqual(["12,340 messages of 310 chats captured"]);
  });

  it("says what went wrong, and nothing of what did not", () => {
    expect(notesOf(STATUS, NOW)).toEqual([]);
    const lastError = { message: "The connection broke.", at: NOW - MINUTE };
    const counts = { refused: 1, evicted: 1_200, misplaced: 2 };
    expect(notesOf({ ...STATUS, ...counts, lastError }, NOW))
      .toEqual([
        "1 record was set aside by Rapport; its Settings say why.",
        "2 captured messages could not be of this account and were left out.",
        "1,200 delivered messages were removed here to make room; Rapport keeps them.",
        "Last error, 1m ago: The connection broke.",
      ]);
  });

  it("is called by whatever is known", () => {
    const { creator } = STATUS;
    expect(creatorName(creator)).toBe("Robin");
    expect(creatorName({ ...creator, name: null })).toBe("robinreed");
    expect(creatorName({ id: "9001", name: null, username: null }))
      .toBe("Account 9001");
  });
});

describe("the hint", () => {
  it.each<[Partial<AgentStatus>, string | null]>([
    [{}, null],
    [{ pages: 0 }, "Open or reload OnlyFans to start capturing."],
    [
      { held: 1 },
      "1 capture waits until the page says whose account it is: reload OnlyFans if that takes long.",
    ],
    [
      { dropped: 2 },
      "2 captures had to go, as no page said whose they were: what is opened again is captured again.",
    ],
    [{ paused: true, pages: 0 }, "Paused: nothing is captured or sent."],
  ])("of %j is what to do first", (changes, hint) => {
    expect(hintOf({ ...AGENT, ...changes })).toBe(hint);
  });
});

describe("what is lost", () => {
  it.each<[string, Partial<CreatorStatus>[], string]>([
    [
      "delivered",
      [{ waiting: 0 }],
      "All of it is delivered: nothing is lost. What Rapport has, it keeps.",
    ],
    [
      "waiting",
      [{ waiting: 1 }],
      "1 message is not delivered and will be lost for good. What Rapport has, it keeps.",
    ],
    [
      "not paired",
      [{ pairing: null, waiting: 0 }],
      "12,340 messages are not delivered and will be lost for good.",
    ],
    [
      "empty",
      [{ pairing: null, messages: 0, waiting: 0 }],
      "Nothing that was captured would be lost.",
    ],
    [
      "of two accounts",
      [{ waiting: 18 }, { pairing: null, messages: 200 }],
      "218 messages are not delivered and will be lost for good. What Rapport has, it keeps.",
    ],
  ])("of data that are %s", (_, creators, words) => {
    expect(lossOf(creators.map((one) => ({ ...STATUS, ...one })))).toBe(words);
  });
});

it("times and sizes are told for people", () => {
  expect(
    [0, 5 * MINUTE, 3 * 60 * MINUTE].map((age) => agoWords(NOW - age, NOW)),
  )
    .toEqual(["just now", "5m ago", "3h ago"]);
  expect([10, 999_000, 48_200_000, 1_234_000_000].map(sizeWords))
    .toEqual(["1 kB", "999 kB", "48 MB", "1.2 GB"]);
});

it.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Chrome on Linux",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Firefox on Mac",
  ],
  ["something else", "Browser"],
])("%s is called", (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
