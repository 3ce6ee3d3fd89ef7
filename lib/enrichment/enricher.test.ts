import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActionKind, Message } from "@/lib/models/mod.ts";
import { createEnricher, factsOf, TOPICS } from "./mod.ts";

const enricher = createEnricher();

describe("enrichMessage", () => {
  it("gives what the models hold, the same on every call, and never throws", () => {
    const topics = new Set(TOPICS.map(({ id }) => id));
    const facts = fc.record({
      text: fc.oneof(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.array(
          fc.constantFrom(
            "you",
            "are",
            "beautiful",
            "tip",
            "$20",
            "?",
            "sorry",
            "not",
            "bought",
            "<p>",
            "&amp;",
            "custom video",
          ),
        ).map((words) => words.join(" ")),
      ),
      direction: fc.constantFrom("inbound" as const, "outbound" as const),
      isMass: fc.boolean(),
      isTip: fc.boolean(),
      isOpened: fc.boolean(),
      price: fc.double(),
      tipAmount: fc.double(),
      mediaCount: fc.integer(),
    });
    fc.assert(
      fc.property(facts, (message) => {
        const result = enricher.enrichMessage(message);
        for (const action of result.actions) ActionKind.parse(action);
        for (const topic of result.topics) expect(topics).toContain(topic);
        for (const { amount } of result.outcomes) {
          if (amount !== undefined) expect(amount).toBeGreaterThan(0);
        }
        if (result.sentiment !== null) {
          expect(Math.abs(result.sentiment)).toBeLessThanOrEqual(1);
        }
        expect(new Set(result.actions).size).toBe(result.actions.length);
        expect(createEnricher().enrichMessage(message)).toEqual(result);
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on what was enriched before", () => {
    const message = {
      text: "hello gorgeous",
      direction: "inbound",
      isMass: false,
    } as const;
    const fresh = createEnricher().enrichMessage(message);
    enricher.enrichMessage({ ...message, text: "terrible scam, refund!" });
    expect(enricher.enrichMessage(message)).toEqual(fresh);
  });

  it.each([
    "good but ",
    "thanks no thanks ",
    "😀? ",
    "a",
    "!?",
    "<",
    "&#",
    "$1,",
    "I sent you a $",
    "you are so beautiful ",
    "𝓵",
    "\u{fdfa}",
    "\ud800",
  ])("takes a megabyte of %j in its stride", (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const start = performance.now();
    const { sentiment } = enricher.enrichMessage({
      text,
      direction: "inbound",
      isMass: false,
    });
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(sentiment).not.toBeNaN();
  });
});

describe("factsOf", () => {
  it("leaves out what is missing or null", () => {
    const message = Message.parse({
      id: 1,
      text: null,
      isTip: null,
      price: null,
      replyToMessage: {},
    });
    expect(factsOf(message, "inbound")).toEqual({
      text: "",
      direction: "inbound",
      isMass: false,
    });
  });

  it("reads a captured message", () => {
    const message = Message.parse({
      id: 1,
      text: "<p>For you</p>",
      price: 15,
      isFree: false,
      isOpened: true,
      canPurchase: false,
      isFromQueue: true,
      media: [{ id: 1 }, { id: 2 }],
      giphyId: "abc",
      replyToMessage: { id: 3 },
    });
    expect(factsOf(message, "outbound")).toEqual({
      text: "<p>For you</p>",
      direction: "outbound",
      isMass: true,
      price: 15,
      isFree: false,
      isOpened: true,
      canPurchase: false,
      mediaCount: 3,
      isReply: true,
    });
  });
});
