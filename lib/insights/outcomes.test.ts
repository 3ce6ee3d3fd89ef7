import { describe, expect, it } from "vitest";
import { emptyDayFigures } from "./figures.ts";
import { funnel, outcomes } from "./outcomes.ts";
import { RangeFigures } from "./range_figures.ts";

const RANGE = { from: 10, to: 11 };
const DAY = {
  ...emptyDayFigures(),
  outcomes: { tip: 2, purchase: 1, reactivation: 3 },
  cents: { tip: 2_050 },
  outcomeTopics: {
    "tip my travels": 2,
    "tip food": 2,
    "purchase food": 1,
    "reactivation food": 2,
  },
};

describe("outcomes", () => {
  it("are told by kind, with the topics that came before, the most first", () => {
    expect(outcomes(new RangeFigures(RANGE, [DAY]))).toEqual({
      outcomes: [
        { kind: "reactivation", outcomes: 3, amount: 0 },
        { kind: "tip", outcomes: 2, amount: 20.5 },
        { kind: "purchase", outcomes: 1, amount: 0 },
      ],
      topics: [
        { kind: "reactivation", topic: "food", outcomes: 2 },
        { kind: "tip", topic: "food", outcomes: 2 },
        { kind: "tip", topic: "my travels", outcomes: 2 },
        { kind: "purchase", topic: "food", outcomes: 1 },
      ],
    });
  });

  it("can be asked for by kind", () => {
    expect(outcomes(new RangeFigures(RANGE, [DAY]), "purchase")).toEqual({
      outcomes: [{ kind: "purchase", outcomes: 1, amount: 0 }],
      topics: [{ kind: "purchase", topic: "food", outcomes: 1 }],
    });
    expect(outcomes(new RangeFigures(RANGE, [DAY]), "renewal"))
      .toEqual({ outcomes: [], topics: [] });
  });
});

describe("the funnel", () => {
  it("has all stages, each beside the one before and the first", () => {
    const day = {
      ...emptyDayFigures(),
      funnel: { session: 8, greeting: 4, offer: 1 },
    };
    const share = (previous: number | null, first: number | null) => ({
      percentage_of_previous: previous,
      percentage_of_first: first,
    });
    expect(funnel(new RangeFigures(RANGE, [day]))).toEqual([
      { stage: "session", sessions: 8, ...share(null, 100) },
      { stage: "greeting", sessions: 4, ...share(50, 50) },
      { stage: "offer", sessions: 1, ...share(25, 12.5) },
      { stage: "purchase", sessions: 0, ...share(0, 0) },
    ]);
    expect(funnel(new RangeFigures(RANGE, [null]))).toEqual([
      { stage: "session", sessions: 0, ...share(null, null) },
      { stage: "greeting", sessions: 0, ...share(null, null) },
      { stage: "offer", sessions: 0, ...share(null, null) },
      { stage: "purchase", sessions: 0, ...share(null, null) },
    ]);
  });
});
