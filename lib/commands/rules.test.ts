import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ChatId,
  DAY_MS,
  MessageId,
  SuggestionRule,
  type UserRef,
} from "@/lib/models/mod.ts";
import { type FanFacts, occasionOf } from "./rules.ts";
import {
  DEFAULT_TEMPLATES,
  fanName,
  fillTemplate,
  templateOf,
  templateProblem,
} from "./templates.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const CHAT = ChatId.parse("1001");

function facts(fields: Partial<FanFacts> = {}): FanFacts {
  return {
    chat: CHAT,
    name: "Sam",
    waitingSince: null,
    lastInboundAt: NOW - DAY_MS,
    inbound: 10,
    spentCents: 0,
    subscriptionEndsAt: null,
    tips: [],
    ...fields,
  };
}

const find = (rule: SuggestionRule, threshold: number, one: FanFacts) =>
  occasionOf(rule, one, { threshold, now: NOW });

describe("the rule of those who wait", () => {
  const waiting = (ms: number) =>
    find("unanswered", 60, facts({ waitingSince: NOW - ms }));

  it.each([
    [60 * MINUTE, "Sam has waited 1 hour for an answer."],
    [150 * MINUTE, "Sam has waited 2 hours for an answer."],
    [3 * DAY_MS, "Sam has waited 3 days for an answer."],
  ])("finds them from the threshold on (%d ms)", (ms, reason) => {
    expect(waiting(ms)).toMatchObject({ key: String(NOW - ms), reason });
  });

  it("finds nobody before, nor after a week, nor who is answered", () => {
    expect(waiting(60 * MINUTE - 1)).toBeNull();
    expect(waiting(7 * DAY_MS + 60 * MINUTE)).toBeNull();
    expect(find("unanswered", 60, facts())).toBeNull();
  });
});

describe("the rule of renewals", () => {
  const ending = (ms: number, fields: Partial<FanFacts> = {}) =>
    find("renewal", 3, facts({ subscriptionEndsAt: NOW + ms, ...fields }));

  it("finds subscriptions that end within the threshold", () => {
    expect(ending(3 * DAY_MS)).toMatchObject({
      values: { days: 3 },
      endsAt: NOW + 3 * DAY_MS,
      reason: "Sam's subscription ends on 2026-11-24.",
    });
    expect(ending(1)).toMatchObject({ values: { days: 1 } });
  });

  it("finds none that ends later, has ended, or is of who never wrote", () => {
    expect(ending(3 * DAY_MS + 1)).toBeNull();
    expect(ending(0)).toBeNull();
    expect(ending(-1)).toBeNull();
    expect(ending(DAY_MS, { inbound: 0, lastInboundAt: null })).toBeNull();
  });
});

describe("the rule of tips", () => {
  const message = MessageId.parse("7");
  const tipped = (amount: number, ago: number, waitingSince: number | null) =>
    find(
      "tip",
      5,
      facts({ waitingSince, tips: [{ at: NOW - ago, amount, message }] }),
    );

  it("finds the latest that nobody has answered", () => {
    expect(tipped(5, MINUTE, NOW - MINUTE)).toMatchObject({
      key: "7",
      message,
      reason: "Sam tipped $5.00.",
      values: { amount: 5 },
    });
    const tips = [
      { at: NOW - 1, amount: 1, message: null },
      { at: NOW - 2, amount: 8, message: null },
      { at: NOW - 3, amount: 9, message: null },
    ];
    expect(find("tip", 5, facts({ waitingSince: NOW - 3, tips })))
      .toMatchObject({ key: String(NOW - 2), values: { amount: 8 } });
  });

  it("finds none that is too small, too old or answered", () => {
    expect(tipped(4.99, MINUTE, NOW - MINUTE)).toBeNull();
    expect(tipped(5, DAY_MS, NOW - DAY_MS)).toBeNull();
    expect(tipped(5, MINUTE, null)).toBeNull();
    expect(tipped(5, MINUTE, NOW - MINUTE + 1)).toBeNull();
  });
});

describe("the rule of those who are silent", () => {
  const silent = (days: number, fields: Partial<FanFacts> = {}) =>
    find(
      "drop_off",
      14,
      facts({ lastInboundAt: NOW - days * DAY_MS, ...fields }),
    );

  it("finds who used to write or spend", () => {
    expect(silent(14)?.reason)
      .toBe("Sam has been silent for 14 days, after 10 messages.");
    expect(silent(20, { inbound: 1, spentCents: 1_250, name: null })?.reason)
      .toBe("The fan has been silent for 20 days, after 1 message and $12.50.");
  });

  it("finds nobody before, long after, or who waits, or hardly wrote", () => {
    expect(silent(13.9)).toBeNull();
    expect(silent(28)).toBeNull();
    expect(silent(20, { waitingSince: NOW - 20 * DAY_MS })).toBeNull();
    expect(silent(20, { inbound: 4 })).toBeNull();
    expect(silent(20, { inbound: 0, lastInboundAt: null })).toBeNull();
  });
});

describe("a template", () => {
  it.each([
    ["Thank you so much, {name}!", "Thank you so much!"],
    ["Hey {name}, I missed you", "Hey, I missed you"],
    ["{name}, thank you!", "Thank you!"],
    ["Hi {name}! How are you?", "Hi! How are you?"],
    [
      "Wow, {amount}! Thank you, {name}, you are great.",
      "Wow, $20! Thank you, you are great.",
    ],
    ["Thanks. {name}, you are great.", "Thanks. You are great."],
    ["{name}", "Hey!"],
    ["{name}!", "Hey!"],
    ["Hi\n{name}\nthere", "Hi\n\nthere"],
  ])("leaves a missing name out: %s", (template, text) => {
    expect(fillTemplate(template, { name: null, amount: 20 })).toBe(text);
  });

  it("is filled once, whatever a name looks like", () => {
    expect(
      fillTemplate("{name}: {amount}, {days} days", {
        name: "{amount} $& {name}",
        amount: 7.5,
        days: 2,
      }),
    ).toBe("{amount} $& {name}: $7.50, 2 days");
    expect(fillTemplate("in {days} days. {days} days are left", {
      name: null,
      days: 1,
    })).toBe("in 1 day. 1 day is left");
  });

  it.each(
    [
      ["tip", "{name} {amount}", null],
      ["tip", "{days}", "may hold {name} and {amount} in braces"],
      ["unanswered", "{Name}", "may hold {name} in braces"],
      ["renewal", "{days", "may hold {name} and {days} in braces"],
      ["drop_off", "{}", "may hold {name} and {days} in braces"],
    ] as const,
  )("of %s is checked: %s", (rule, template, problem) => {
    const found = templateProblem(rule, template);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toContain(problem);
  });

  it("of the defaults is one that its rule may have", () => {
    for (const rule of SuggestionRule.options) {
      for (const template of DEFAULT_TEMPLATES[rule]) {
        expect(templateProblem(rule, template)).toBeNull();
        const values = { amount: 5, days: 1 };
        for (const name of ["Sam", null]) {
          expect(fillTemplate(template, { name, ...values }))
            .not.toMatch(/[{}]|^\W|undefined|\s[,!.]|,,|\s{2}/);
        }
      }
    }
  });

  it("comes in turn, each fan beginning with the same one each time", () => {
    const templates = ["a", "b", "c"];
    fc.assert(fc.property(fc.string({ minLength: 1 }), (id) => {
      const chat = id as ChatId;
      const turns = [0, 1, 2, 3].map((n) => templateOf(templates, chat, n));
      expect(new Set(turns.slice(0, 3)).size).toBe(3);
      expect(turns[3]).toBe(turns[0]);
    }));
    const first = new Set(
      Array.from(
        { length: 50 },
        (_, i) => templateOf(templates, ChatId.parse(String(i)), 0),
      ),
    );
    expect(first.size).toBe(3);
  });
});

it.each([
  [{ displayName: "Sammy", name: "Sam" }, "Sammy"],
  [{ displayName: " \n", name: "Sam\n R." }, "Sam R."],
  [{ name: "u123456789" }, null],
  [{ name: "🙂" }, null],
  [{ name: "\u202eSam" }, "Sam"],
  [{ name: "x".repeat(39) + "💬" }, "x".repeat(39) + "\ufffd"],
  [{}, null],
])("speaks to %o as %s", (fields, name) => {
  expect(fanName({ id: "1", ...fields } as UserRef)).toBe(name);
});
