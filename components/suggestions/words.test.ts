import { describe, expect, it } from "vitest";
import {
  ChatId,
  type CommandEvent,
  type CommandWithTrail,
} from "@/lib/models/mod.ts";
import { originWords, outcomeWords, stepsOf, untilWords } from "./words.ts";

const NOW = Date.parse("2025-11-08T12:04:00Z");
const MINUTE = 60_000;
const TOLD = { now: NOW, zone: "UTC" };
const event = (
  what: CommandEvent["what"],
  minutes: number,
  change: Partial<CommandEvent> = {},
): CommandEvent => ({
  at: new Date(NOW + minutes * MINUTE).toISOString(),
  what,
  by: null,
  detail: null,
  ...change,
});

function after(...trail: CommandEvent[]): CommandWithTrail {
  return {
    command_id: "a",
    chat_id: ChatId.parse("1"),
    text: "Thanks",
    media_url: null,
    status: "queued",
    created_at: new Date(NOW).toISOString(),
    expires_at: new Date(NOW).toISOString(),
    changed_at: new Date(NOW).toISOString(),
    created_by: "tip",
    approved_by: null,
    suggestion: null,
    detail: null,
    message_id: null,
    trail,
  };
}

describe("the time that is left", () => {
  it.each([
    [-1, "Expired at 12:03"],
    [0.5, "less than 1 min left"],
    [14.9, "14 min left"],
    [120, "until 14:04"],
    [24 * 60, "until 12:04 on 9 Nov 2025"],
    [Infinity, ""],
  ])("is, %d minutes before the end: %s", (minutes, words) => {
    expect(untilWords(NOW + minutes * MINUTE, TOLD)).toBe(words);
  });
});

describe("what became of a suggestion", () => {
  const by = "Kim";

  it.each([
    [[event("approved", -0.1, { by })], "Kim approved it a moment ago."],
    [
      [event("edited", -3, { by }), event("approved", -3, { by })],
      "Kim approved it 3 min ago, with another text.",
    ],
    [
      [event("approved", -120, { by }), event("succeeded", -119)],
      "Kim approved it at 10:04.",
    ],
    [[event("rejected", -2, { by })], "Kim rejected it 2 min ago."],
    [
      [event("rejected", -2, { by, detail: "Too soon" })],
      "Kim rejected it 2 min ago: Too soon",
    ],
    [
      [event("rejected", -2, { detail: "Sam was answered." })],
      "It was withdrawn 2 min ago: Sam was answered.",
    ],
    [
      [event("approved", -2, { by }), event("rejected", -1)],
      "Kim approved it 2 min ago.",
    ],
    [
      [event("expired", -2)],
      "It expired 2 min ago: nobody approved it in time.",
    ],
    [[event("approved", -2)], "It was sent 2 min ago."],
    [[], "It was approved."],
  ])("is told with who did it: %j", (trail, words) => {
    const command = after(...trail);
    expect(outcomeWords({ status: "queued", command }, TOLD)).toBe(words);
  });

  it.each(
    [
      ["queued", "It was approved."],
      ["rejected", "It was rejected."],
      ["expired", "It expired: nobody approved it in time."],
      [null, "It is not there any more."],
    ] as const,
  )("is told by its status alone: %s", (status, words) => {
    expect(outcomeWords({ status, command: null }, TOLD)).toBe(words);
  });
});

describe("what happened to a command", () => {
  it("is told step by step", () => {
    const by = "Robin";
    const steps = stepsOf([
      event("suggested", -3),
      event("edited", 0, { by }),
      event("approved", 0, { by }),
      event("sent", 0.02),
      event("failed", 1, { detail: "the site is down" }),
    ]);
    expect(steps.map(({ words, detail }) => [words, detail])).toEqual([
      ["Suggested", ""],
      ["Edited and approved by Robin", ""],
      ["Given to the Agent", ""],
      ["Failed", "the site is down"],
    ]);
  });

  it.each([
    [undefined, "Suggested by the rule “Renewal ending”"],
    [null, "Suggested by the rule “Renewal ending”, sent without asking"],
    ["Kim", "Suggested by the rule “Renewal ending”, approved by Kim"],
  ])("names its rule, and who approved it: %s", (by, words) => {
    expect(originWords("renewal", by)).toBe(words);
  });
});
