import { describe, expect, it } from "vitest";
import { sentimentSeries, sentimentSummary } from "./sentiment_series.ts";

const trend = [
  { date: "2025-11-01", sentiment_score: 0.2 },
  { date: "2025-11-04", sentiment_score: -0.1 },
  { date: "2025-11-02", sentiment_score: 0.4 },
];

describe("sentimentSeries", () => {
  it("leaves a gap for a day without scored messages", () => {
    const [days, scores] = sentimentSeries(trend);
    expect(scores).toEqual([0.2, 0.4, null, -0.1]);
    expect(days[1]).toBe(Date.parse("2025-11-02") / 1000);
  });

  it("draws nothing out of nothing, and not for ever back", () => {
    expect(sentimentSeries([])).toEqual([[], []]);
    const stray = { date: "0001-01-01", sentiment_score: 0 };
    expect(sentimentSeries([stray, ...trend])[0].length).toBeLessThan(500);
  });
});

describe("sentimentSummary", () => {
  it("names the latest, the highest and the lowest day", () => {
    expect(sentimentSummary(trend)).toBe(
      "Latest −0.10 on 4 Nov; highest +0.40 on 2 Nov; lowest −0.10 on 4 Nov.",
    );
  });

  it("speaks of one day, and of none", () => {
    expect(sentimentSummary(trend.slice(0, 1))).toContain("the only day");
    expect(sentimentSummary([])).toContain("No scored messages");
  });
});
