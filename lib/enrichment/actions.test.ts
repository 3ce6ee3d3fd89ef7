import { describe, expect, it } from "vitest";
import { createEnricher, type MessageFacts } from "./mod.ts";

const enricher = createEnricher();
const enrich = (facts: Partial<MessageFacts>) =>
  enricher.enrichMessage({
    text: "",
    direction: "inbound",
    isMass: false,
    ...facts,
  });
const said = (direction: MessageFacts["direction"], text: string) =>
  enrich({ direction, text }).actions;

describe("actions that fields show", () => {
  it.each(
    [
      ["a mass message", { direction: "outbound", isMass: true }, [
        "mass_message",
      ]],
      ["media", { mediaCount: 2 }, ["media_shared"]],
      ["no media", { mediaCount: 0 }, []],
      ["a tip", { isTip: true }, ["tip"]],
      ["a priced message", {
        direction: "outbound",
        price: 15,
        canPurchase: true,
        mediaCount: 1,
      }, ["offer", "media_shared"]],
      ["a priced message that was opened", {
        direction: "outbound",
        price: 15,
        isOpened: true,
        mediaCount: 1,
      }, ["purchase", "offer", "media_shared"]],
      ["one that is still for sale", {
        direction: "outbound",
        price: 15,
        isOpened: true,
        canPurchase: true,
      }, ["offer"]],
      ["a free message that was opened", {
        direction: "outbound",
        price: 0,
        isOpened: true,
      }, []],
      ["a price on a fan's message", { price: 15, isOpened: true }, []],
      ["a quoting message", { text: "at eight", isReply: true }, ["answer"]],
      ["a quoting question", { text: "at eight?", isReply: true }, [
        "question",
      ]],
      ["nothing", {}, []],
    ] as const,
  )("%s", (_, facts, actions) => {
    expect(enrich(facts).actions).toEqual(actions);
  });
});

describe("actions of one side only", () => {
  it.each(
    [
      ["New video, unlock it for $10", "offer"],
      ["Tips are always appreciated", "ask_for_tip"],
      ["Haven't heard from you in ages", "re_engagement"],
    ] as const,
  )("%j is an action of the creator", (text, action) => {
    expect(said("outbound", text)).toContain(action);
    expect(said("inbound", text)).not.toContain(action);
  });

  it("an invitation names nothing for sale", () => {
    expect(said("outbound", "the show is at nine, don't miss it"))
      .not.toContain("offer");
    expect(said("outbound", "don't miss this set")).toContain("offer");
  });

  it.each([
    "great, another bill",
    "Yeah, because I have $90 lying around",
    "but it's only a picture",
    "one more locked post, another locked one",
  ])("a fan who writes %j complains", (text) => {
    expect(said("inbound", text)).toContain("complaint");
  });

  it("only fans complain", () => {
    expect(said("inbound", "this is a scam")).toContain("complaint");
    expect(said("outbound", "this is a scam")).not.toContain("complaint");
  });
});

describe("what looks like an action and is none", () => {
  it.each(
    [
      ["no thanks", "thanks"],
      ["You're welcome", "greeting"],
      ["I woke up early in the morning", "greeting"],
      ["sorry to hear that", "apology"],
      ["it was a beautiful place", "compliment"],
      ["hope you are good", "compliment"],
      ["can you find a good one", "compliment"],
      ["you are not beautiful inside", "compliment"],
      ["you're pretty late", "compliment"],
      ["I'm looking for something fun", "compliment"],
      ["let's have some steaming hot dumplings", "compliment"],
      ["what a day", "question"],
      ["do it", "question"],
      ["no problem at all", "answer"],
      ["I just bought groceries", "purchase"],
      ["I was never disappointed", "complaint"],
      ["I have to go to work", "farewell"],
      ["Yeah, because I have $90 lying around", "answer"],
      ["you made my day", "compliment"],
    ] as const,
  )("%j is no %s", (text, action) => {
    expect(said("inbound", text)).not.toContain(action);
  });
});

describe("outcomes", () => {
  it.each(
    [
      ["the site's announcement", { text: "I sent you a $20.00 tip ♥" }, [{
        kind: "tip",
        amount: 20,
      }]],
      ["thousands", { text: "I sent you a $1,250.50 tip ♥" }, [{
        kind: "tip",
        amount: 1250.5,
      }]],
      ["the field before the text", {
        text: "I sent you a $20.00 tip ♥",
        isTip: true,
        tipAmount: 25,
      }, [{ kind: "tip", amount: 25 }]],
      ["a marked tip with its own words", {
        text: "$7 for coffee",
        isTip: true,
      }, [{ kind: "tip", amount: 7 }]],
      ["a tip of unknown amount", { text: "for you", isTip: true }, [{
        kind: "tip",
      }]],
      ["talk of a tip", { text: "I will send you a $20 tip tomorrow" }, []],
      ["the announcement from the creator", {
        text: "I sent you a $20.00 tip ♥",
        direction: "outbound",
      }, []],
      ["a purchase", { direction: "outbound", price: 15, isOpened: true }, [{
        kind: "purchase",
        amount: 15,
      }]],
      ["a purchase told by the fan", { text: "just unlocked it" }, [{
        kind: "purchase",
      }]],
      ["a renewal", { text: "I just renewed for three months" }, [{
        kind: "renewal",
      }]],
      ["no renewal", { text: "I haven't renewed yet" }, []],
      ["plain talk", { text: "hello" }, []],
    ] as const,
  )("of %s", (_, facts, outcomes) => {
    expect(enrich(facts).outcomes).toEqual(outcomes);
  });
});
