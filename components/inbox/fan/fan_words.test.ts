import { describe, expect, it } from "vitest";
import { UserRef } from "@/lib/models/mod.ts";
import { lastSeenWords, subscriptionWords } from "./fan_words.ts";
import { sentimentLine, sentimentSentence } from "./sentiment_line.ts";

const NOW = Date.parse("2025-11-08T12:00:00Z");
const TOLD = { now: NOW, zone: "UTC" };
const user = (change: object) => UserRef.parse({ id: "1", ...change });

describe("a fan in words", () => {
  it.each([
    [null, "Not seen yet"],
    [0, "Seen just now"],
    [90, "Seen 1 h 30 min ago"],
    [5 * 24 * 60, "Seen on 3 Nov 2025"],
  ])("was last seen %s minutes ago: %s", (minutes, words) => {
    const at = minutes === null ? null : NOW - minutes * 60_000;
    expect(lastSeenWords(at, TOLD)).toBe(words);
  });

  it.each([
    [{}, ""],
    [{ subscribedBy: true }, "Subscribed."],
    [{ subscribedOn: false }, "Not subscribed."],
    [
      {
        subscribedOn: true,
        subscribedByAutoprolong: true,
        subscribedOnData: {
          price: 12.99,
          subscribeAt: "2025-10-01T00:00:00+00:00",
          expiredAt: "2025-12-01T00:00:00+00:00",
        },
      },
      "Subscribed until 1 Dec 2025. Since 1 Oct 2025. $12.99 a month. " +
      "Renews by itself.",
    ],
    [
      { subscribedByExpireDate: "2025-11-01T00:00:00+00:00" },
      "The subscription ended on 1 Nov 2025.",
    ],
    [{ subscribedOnExpiredNow: true }, "The subscription has ended."],
    [{ subscribedOnData: "odd", subscribedBy: true }, "Subscribed."],
  ])("with %j: %j", (change, words) => {
    expect(subscriptionWords(user(change), TOLD).join(" ")).toBe(words);
  });
});

describe("sentiment by day", () => {
  const box = { width: 100, height: 50 };
  const point = (date: string, sentiment_score: number) => ({
    date,
    sentiment_score,
  });

  it("is drawn by date, and not across long silences", () => {
    const line = sentimentLine([
      point("2025-10-01", 0),
      point("2025-10-02", 1),
      point("2025-11-20", -1),
    ], box);
    expect(line?.path.match(/[ML]/g)).toEqual(["M", "L", "M"]);
    expect(line?.dots).toEqual([{ x: 97, y: 47 }]);
    expect(line?.zero).toBe(25);
  });

  it("is nothing where nothing is scored", () => {
    expect(sentimentLine([], box)).toBeNull();
    expect(sentimentSentence([])).toContain("No message");
  });

  it("is told in a sentence", () => {
    expect(
      sentimentSentence([point("2025-10-01", -0.2), point("2025-10-02", 0.5)]),
    ).toBe("On 2 days, from −0.20 to +0.50; at last +0.50, positive.");
  });
});
