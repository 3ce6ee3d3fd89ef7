import { describe, expect, it } from "vitest";
import { DAILY } from "./examples.ts";
import { daySentence, trendSentence } from "./trend_series.ts";

describe("daySentence", () => {
  it("says what a day had, and what it had not", () => {
    expect(DAILY.days.map(daySentence)).toEqual([
      "Thu 6 Nov: 40 messages from fans, 31 from you, sentiment +0.40",
      "Fri 7 Nov: no messages",
      "Sat 8 Nov: 5 messages from fans, 4 from you, sentiment −0.10",
    ]);
  });
});

describe("trendSentence", () => {
  it("names the days that stand out", () => {
    expect(trendSentence(DAILY.days)).toBe(
      "Most messages on Thu 6 Nov (71); happiest on Thu 6 Nov (+0.40); " +
        "unhappiest on Sat 8 Nov (−0.10).",
    );
  });

  it("speaks of days without messages or scores", () => {
    expect(trendSentence([])).toBe("No messages.");
    expect(trendSentence(DAILY.days.slice(1, 2))).toBe("No messages.");
    expect(trendSentence(DAILY.days.slice(0, 1)))
      .toBe("Most messages on Thu 6 Nov (71).");
  });
});
