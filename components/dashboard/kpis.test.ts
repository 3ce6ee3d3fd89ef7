import { describe, expect, it } from "vitest";
import { analytics } from "@/components/live/examples.ts";
import { kpis } from "./kpis.ts";

const totals = { conversations: 40, messages: 3_000, unanswered: 7 };

describe("kpis", () => {
  it("shows the account's totals and times in human units", () => {
    const figures = analytics({
      totals,
      response_time_metrics: {
        average_handling_time_minutes: 74.2,
        silence_percentage: 38.5,
        turns: 6.1,
      },
    });
    expect(kpis(figures, totals).map(({ value }) => value))
      .toEqual(["40", "3,000", "7", "1 h 14 min"]);
    expect(kpis(figures, totals)[2]?.note).toContain("of conversations");
  });

  it("never shows a zero for what is not known, and says why", () => {
    for (const kpi of kpis(null, null)) {
      expect(kpi.value).toBeNull();
      expect(kpi.explanation).not.toBe("");
    }
    const [, , , response] = kpis(analytics({ totals }), totals);
    expect(response?.value).toBeNull();
    expect(response?.explanation).toContain("answered");
  });

  it("shows a true zero", () => {
    const none = { conversations: 0, messages: 0, unanswered: 0 };
    expect(kpis(analytics({ totals: none }), none)[0]?.value).toBe("0");
  });

  it("tells what came since the page was opened", () => {
    const now = analytics({ totals: { ...totals, messages: 3_012 } });
    expect(kpis(now, totals)[1]?.note).toBe("+12 since opened");
  });
});
