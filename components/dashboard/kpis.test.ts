import { describe, expect, it } from "vitest";
import type { ComparedFigure } from "@/lib/models/insight_answers.ts";
import { COMPARISON, DAILY, UNANSWERED } from "./examples.ts";
import { type KpiFacts, kpis } from "./kpis.ts";

const scope = { start_date: "2025-11-02", end_date: "2025-11-09" };
const facts: KpiFacts = {
  comparison: { body: COMPARISON, scope },
  daily: DAILY,
  unanswered: { body: UNANSWERED, scope: {} },
  totals: { conversations: 40, messages: 3_000, unanswered: 2 },
  now: Date.parse("2025-11-08T14:34:56.000Z"),
};

function changed(
  change: Partial<Record<keyof typeof COMPARISON.figures, ComparedFigure>>,
) {
  const figures = { ...COMPARISON.figures, ...change };
  return kpis({
    ...facts,
    comparison: { body: { ...COMPARISON, figures }, scope },
  });
}

const NONE: ComparedFigure = { value: null, previous: null, change: null };
const ZERO: ComparedFigure = { value: 0, previous: 0, change: null };

describe("kpis", () => {
  it("shows who waits, and each figure beside the range before", () => {
    expect(kpis(facts).map(({ label, value }) => `${label} ${value}`)).toEqual([
      "Unanswered now 2",
      "Messages 120",
      "Conversations 12",
      "Sentiment +0.31",
      "Median response time 6 min",
      "Revenue $120",
      "Spenders 3",
    ]);
    const [waiting, messages, , , response] = kpis(facts);
    expect(waiting?.note).toBe("longest 2 h");
    expect(messages?.change?.words)
      .toBe("Up 20\u202f% from 100 in the 7 days before");
    expect(messages?.change?.tone).toBe("plain");
    expect(response?.change).toMatchObject({ direction: "down", tone: "good" });
    expect(response?.note).toBe("mean 14 min");
  });

  it("leads from each figure to the messages of the same days", () => {
    for (const { question } of kpis(facts).slice(1)) {
      expect(question?.params).toEqual(scope);
    }
    expect(kpis(facts)[0]?.question?.params).toEqual({});
  });

  it("has no place for revenue where no payment was captured", () => {
    const labels = changed({ revenue: ZERO, spenders: ZERO })
      .map(({ label }) => label);
    expect(labels).not.toContain("Revenue");
    expect(labels).not.toContain("Spenders");
    expect(labels).toContain("Unanswered now");
    const gone = { value: 0, previous: 90, change: -100 };
    expect(changed({ revenue: gone }).map(({ label }) => label))
      .toContain("Revenue");
  });

  it("never shows a zero for what is not known, and says why", () => {
    const [, , , sentiment, response] = changed({
      sentiment: NONE,
      median_minutes: NONE,
      average_handling_time_minutes: NONE,
    });
    expect(sentiment?.value).toBeNull();
    expect(sentiment?.explanation).toContain("scored");
    expect(sentiment?.question).toBeNull();
    expect(response?.value).toBeNull();
    expect(response?.explanation).toContain("answered");
    for (
      const kpi of kpis({ ...facts, comparison: null, unanswered: null })
    ) {
      expect(kpi.value).toBeNull();
      expect(kpi.explanation).not.toBe("");
    }
  });

  it("shows a true zero, with nothing behind it", () => {
    const [waiting] = kpis({
      ...facts,
      unanswered: {
        body: { total: 0, conversations: [], next_cursor: null },
        scope: {},
      },
    });
    expect(waiting).toMatchObject({
      value: "0",
      note: "nobody waits",
      question: null,
    });
  });

  it("draws the days of what is known by day", () => {
    const drawn = kpis(facts).filter(({ days }) => days !== null);
    expect(drawn.map(({ label }) => label))
      .toEqual(["Messages", "Sentiment", "Revenue"]);
    expect(drawn[0]?.days).toEqual([71, 0, 9]);
  });
});
