import { describe, expect, it } from "vitest";
import { DAY_MS, type Outcome, type OutcomeKind } from "@/lib/models/mod.ts";
import { emptyFigures } from "./figures.ts";
import { outcomesByTopic } from "./outcomes_by_topic.ts";

const DAY = 20_000;

/** A conversation by what it mentions, and its outcomes by kind and time. */
function conversation(
  topics: Record<string, number>,
  ...outcomes: [kind: OutcomeKind, at: number][]
) {
  return {
    figures: { ...emptyFigures(), topics },
    outcomes: outcomes.map(([kind, at]): Outcome => ({
      kind,
      date: new Date(at).toISOString(),
      observed: true,
    })),
  };
}

describe("outcomesByTopic", () => {
  const times = { start: DAY * DAY_MS, end: (DAY + 2) * DAY_MS };

  it("counts each outcome once for every topic of its conversation", () => {
    const records = [
      conversation(
        { travel: 5, food: 1 },
        ["tip", DAY * DAY_MS],
        ["tip", DAY * DAY_MS + 1],
      ),
      conversation({ food: 2 }, ["tip", (DAY + 1) * DAY_MS]),
      conversation({ music: 9 }),
    ];
    expect(outcomesByTopic(records, times, "tip")).toEqual([
      { topic: "food", outcomes: 3 },
      { topic: "travel", outcomes: 2 },
    ]);
  });

  it("gives topics with as many outcomes in order of names", () => {
    const records = [
      conversation({ b: 1, a: 1, c: 1 }, ["purchase", DAY * DAY_MS]),
    ];
    expect(outcomesByTopic(records, times, "purchase").map((it) => it.topic))
      .toEqual(["a", "b", "c"]);
  });

  it("leaves out other kinds, and times before and after", () => {
    const records = [conversation(
      { food: 1 },
      ["tip", DAY * DAY_MS - 1],
      ["tip", (DAY + 2) * DAY_MS - 1],
      ["tip", (DAY + 2) * DAY_MS],
      ["purchase", DAY * DAY_MS],
    )];
    expect(outcomesByTopic(records, times, "tip"))
      .toEqual([{ topic: "food", outcomes: 1 }]);
    expect(outcomesByTopic(records, times, "renewal")).toEqual([]);
  });

  it("leaves out topics that no message mentions", () => {
    const records = [conversation({ food: 0 }, ["tip", DAY * DAY_MS])];
    expect(outcomesByTopic(records, times, "tip")).toEqual([]);
  });
});
