import { describe, expect, it } from "vitest";
import { MAX_SUGGESTED } from "@/lib/commands/mod.ts";
import { TestDashboard, TestSocket } from "./testing.ts";
import {
  ACCOUNT,
  chat,
  DAY,
  type FansOptions,
  HOUR,
  MINUTE,
  NOW,
  type TestMessage,
  withFans,
} from "./suggest_testing.ts";

const SOON = 5_000;

/** Five messages of a fan, the last at a time, and the creator's answer. */
function regular(chat: number, at: number): TestMessage[] {
  return [5, 4, 3, 2, 1].map((n): TestMessage => ({
    chat,
    at: at - (n - 1) * MINUTE,
  })).concat([{ chat, at: at + MINUTE, by: "creator" }]);
}

/** A fan for each rule. */
const ONE_EACH: FansOptions = {
  fans: [
    { id: 1, name: "Sam" },
    { id: 2, name: "Kim" },
    { id: 3, name: "Alex", subscriptionEndsAt: NOW + 2 * DAY },
    { id: 4, name: "Jo" },
    { id: 5, name: "Lee" },
  ],
  messages: [
    { chat: 1, at: NOW - 2 * MINUTE, tip: 20 },
    { chat: 2, at: NOW - 2 * HOUR, text: "Are you there?" },
    ...regular(3, NOW - DAY),
    ...regular(4, NOW - 16 * DAY),
    // Nothing is to be said to this one.
    ...regular(5, NOW - DAY),
  ],
};

describe("what is proposed", () => {
  it("is a message by each rule, with its reason, sent to nobody", () =>
    withFans(ONE_EACH, async (world) => {
      await world.pass(SOON);
      const commands = await world.list("suggested");
      const byChat = new Map(commands.map((one) => [one.chat_id, one]));
      expect([...byChat.keys()].sort()).toEqual(["1", "2", "3", "4"]);
      expect(byChat.get(chat(1))).toMatchObject({
        created_by: "tip",
        approved_by: null,
        text: expect.stringMatching(/Sam/),
        suggestion: {
          rule: "tip",
          reason: "Sam tipped $20.00.",
          message_id: "1000",
        },
        expires_at: new Date(NOW + DAY - 2 * MINUTE).toISOString(),
      });
      expect(byChat.get(chat(2))?.suggestion).toEqual({
        rule: "unanswered",
        reason: "Kim has waited 2 hours for an answer.",
        message_id: "1001",
      });
      expect(byChat.get(chat(3))).toMatchObject({
        text: expect.stringMatching(/2 days/),
        suggestion: {
          rule: "renewal",
          reason: "Alex's subscription ends on 2026-11-23.",
          message_id: null,
        },
      });
      expect(byChat.get(chat(4))?.suggestion?.reason)
        .toBe("Jo has been silent for 16 days, after 5 messages.");
      await world.pass(2 * MINUTE);
      expect(world.sent).toEqual([]);
    }));

  it("is no renewal for a fan whose subscription renews itself", () =>
    withFans({
      fans: [
        { id: 1, subscriptionEndsAt: NOW + DAY },
        { id: 2, subscriptionEndsAt: NOW + DAY, renews: true },
      ],
      messages: [...regular(1, NOW - DAY), ...regular(2, NOW - DAY)],
    }, async (world) => {
      await world.pass(SOON);
      expect(await world.suggested()).toEqual(["renewal 1"]);
    }));

  it("is told to dashboards, and again when somebody decides", () =>
    withFans(ONE_EACH, async (world) => {
      const dashboard = new TestDashboard();
      const socket = new TestSocket();
      socket.onFrame = (frame) => dashboard.receive(frame);
      const { hub, ingest, commands } = world.brain;
      const { revision } = await ingest.head(ACCOUNT);
      dashboard.revision = revision;
      hub.connectBridge(socket.asSocket, ACCOUNT, {
        session: "s",
        since: revision,
      });
      await world.pass(SOON);
      expect([...dashboard.commands.values()].map(({ status }) => status))
        .toEqual(Array(4).fill("suggested"));
      const [first, second] = await world.list("suggested");
      expect(dashboard.commands.get(first!.command_id)?.suggestion)
        .toEqual(first!.suggestion);
      await commands.approve(ACCOUNT, first!.command_id, {
        approval: { text: "Edited", expires_in_seconds: 60 },
        by: "Robin",
      });
      await commands.reject(ACCOUNT, second!.command_id, {
        rejection: { reason: "Too soon" },
        by: "Kim",
      });
      await world.rest();
      expect(dashboard.commands.get(first!.command_id))
        .toMatchObject({ status: "sent", text: "Edited" });
      expect(dashboard.commands.get(second!.command_id))
        .toMatchObject({ status: "rejected", detail: "Too soon" });
      expect(world.sent).toMatchObject([{
        id: first!.command_id,
        text: "Edited",
      }]);
      expect(dashboard.faults).toEqual([]);
      socket.close();
    }));

  it("is proposed once for its occasion, whatever became of it", () =>
    withFans(ONE_EACH, async (world) => {
      await world.pass(SOON);
      const commands = await world.list("suggested");
      for (const { command_id } of commands.slice(1)) {
        await world.brain.commands.reject(ACCOUNT, command_id, {
          rejection: {},
          by: "Robin",
        });
      }
      // A tip comes to be a matter of a day; the waiting one is answered by none.
      await world.pass(3 * HOUR);
      const later = await world.list();
      const rules = later.map(({ suggestion, chat_id }) =>
        `${suggestion?.rule} ${chat_id}`
      );
      expect(new Set(rules).size).toBe(rules.length);
      expect(rules).toContain("unanswered 2");
    }));

  it("comes again for another occasion", () =>
    withFans(
      { fans: [{ id: 1 }], messages: [] },
      async (world) => {
        await world.say({ chat: 1, at: NOW, tip: 10 });
        await world.pass(SOON);
        expect(await world.suggested()).toEqual(["tip 1"]);
        await world.say({
          chat: 1,
          at: world.clock.now(),
          by: "creator",
          text: "Thanks",
        });
        await world.pass(SOON);
        expect(await world.suggested()).toEqual([]);
        await world.say({ chat: 1, at: world.clock.now(), tip: 11 });
        await world.pass(SOON);
        const [again] = await world.list("suggested");
        expect(again?.suggestion?.reason).toMatch(/\$11\.00/);
      },
    ));

  it("is one message for a fan at a time, and none while one is sent", () =>
    withFans(
      {
        fans: [{ id: 1 }],
        messages: [{ chat: 1, at: NOW - 2 * HOUR, tip: 9 }],
      },
      async (world) => {
        await world.pass(2 * MINUTE);
        expect(await world.suggested()).toEqual(["tip 1"]);
        const [{ command_id } = { command_id: "" }] = await world.list();
        await world.brain.commands.approve(ACCOUNT, command_id, {
          approval: { expires_in_seconds: 900 },
          by: "Robin",
        });
        await world.pass(2 * MINUTE);
        // Nobody has said that it was sent, nor seen it in the chat.
        expect(await world.suggested()).toEqual([]);
        await world.pass(15 * MINUTE);
        expect(await world.suggested()).toEqual(["unanswered 1"]);
      },
    ));

  it("is no more than 50 at a time, and goes on as they are decided", () => {
    const fans = Array.from({ length: 70 }, (_, i) => ({ id: i + 1 }));
    const messages = fans.map(({ id }) => ({
      chat: id,
      at: NOW,
      tip: 10 + id,
    }));
    return withFans({ fans, messages }, async (world) => {
      await world.pass(10 * SOON);
      const open = await world.list("suggested");
      expect(open).toHaveLength(MAX_SUGGESTED);
      // Who paid most comes first.
      expect(open[0]?.suggestion?.reason).toMatch(/\$80\.00/);
      for (const { command_id } of open.slice(0, 5)) {
        await world.brain.commands.reject(ACCOUNT, command_id, {
          rejection: {},
          by: "Robin",
        });
      }
      await world.pass(MINUTE);
      expect(await world.list("suggested")).toHaveLength(MAX_SUGGESTED);
      expect(new Set((await world.list()).map(({ chat_id }) => chat_id)).size)
        .toBe(MAX_SUGGESTED + 5);
    });
  });

  it("is for the highest priorities among those who wait", () => {
    const fans = Array.from({ length: 40 }, (_, i) => ({ id: i + 1 }));
    const messages = fans.flatMap(({ id }): TestMessage[] => [
      ...id <= 10
        ? [{ chat: id, at: NOW - 3 * DAY, tip: 100 }, {
          chat: id,
          at: NOW - 3 * DAY + HOUR,
          by: "creator" as const,
        }]
        : [],
      { chat: id, at: NOW - 3 * HOUR - id * MINUTE },
    ]);
    return withFans({ fans, messages }, async (world) => {
      await world.pass(10 * SOON);
      const chats = (await world.list("suggested"))
        .map(({ chat_id }) => Number(chat_id));
      expect(chats).toHaveLength(20);
      // Those who spend, and then those who wait longest.
      expect(chats.sort((a, b) => a - b)).toEqual([
        ...Array.from({ length: 10 }, (_, i) => i + 1),
        ...Array.from({ length: 10 }, (_, i) => i + 31),
      ]);
    });
  });

  it("comes to everybody in the end, on an account of many conversations", () => {
    const fans = Array.from({ length: 1_200 }, (_, i) => ({
      id: 10_000 + i,
      ...i % 400 === 399 ? { subscriptionEndsAt: NOW + DAY } : {},
    }));
    const messages = fans.map(({ id }): TestMessage => ({
      chat: id,
      at: NOW - 8 * DAY,
    }));
    return withFans({ fans, messages }, async (world) => {
      const asked: number[] = [];
      for (let i = 0; i < 4; i++) {
        asked.push((await world.suggested()).length);
        await world.pass(MINUTE);
      }
      // 500 conversations a minute.
      expect(asked).toEqual([0, 1, 2, 3]);
      expect(await world.suggested()).toEqual([
        "renewal 10399",
        "renewal 10799",
        "renewal 11199",
      ]);
    });
  });

  it("is not proposed by rules that are off, nor before their thresholds", () =>
    withFans(ONE_EACH, async (world) => {
      await world.rule(["renewal", "drop_off"], { enabled: false });
      await world.rule("unanswered", { threshold: 180 });
      await world.rule("tip", { threshold: 20.01 });
      await world.pass(2 * MINUTE);
      expect(await world.suggested()).toEqual([]);
      await world.rule("tip", { threshold: 20 });
      await world.rule("renewal", { enabled: true });
      await world.pass(MINUTE);
      expect((await world.suggested()).sort()).toEqual(["renewal 3", "tip 1"]);
      await world.pass(HOUR);
      expect(await world.suggested()).toContain("unanswered 2");
    }));
});

describe("what is not so any more", () => {
  it.each([
    [1, "The creator has written meanwhile."],
    [2, "The creator has written meanwhile."],
    [3, "The creator has written meanwhile."],
    [4, "The creator has written meanwhile."],
  ])(
    "is taken back when the creator writes to fan %i",
    (id, detail) =>
      withFans(ONE_EACH, async (world) => {
        await world.pass(SOON);
        const one = (await world.list("suggested"))
          .find(({ chat_id }) => chat_id === String(id))!;
        const at = world.clock.now();
        // A mass message is no answer.
        await world.say({ chat: id, at, by: "creator", isMass: true });
        await world.pass(MINUTE);
        expect(await world.suggested()).toHaveLength(4);
        await world.say({
          chat: id,
          at: at + 1,
          by: "creator",
          text: "Hello!",
        });
        await world.pass(SOON);
        expect(await world.suggested()).toHaveLength(3);
        const stale = await world.brain.commands.get(ACCOUNT, one.command_id);
        expect(stale).toMatchObject({ status: "rejected", detail });
        expect(stale?.trail).toMatchObject([
          { what: "suggested", by: null },
          { what: "rejected", by: null, detail },
        ]);
        const approved = await world.brain.commands.approve(
          ACCOUNT,
          one.command_id,
          { approval: { expires_in_seconds: 60 }, by: "Robin" },
        );
        expect(approved).toMatchObject({
          ok: false,
          code: "rejected",
          reason: expect.stringMatching(/^It was withdrawn at .*written/),
        });
        expect(world.sent).toEqual([]);
      }),
  );

  it("is taken back when a fan who was silent writes", () =>
    withFans(ONE_EACH, async (world) => {
      await world.pass(SOON);
      await world.say({ chat: 4, at: world.clock.now() });
      await world.pass(SOON);
      expect(await world.suggested()).not.toContain("drop_off 4");
    }));

  it("is taken back when its rule is switched off", () =>
    withFans(ONE_EACH, async (world) => {
      await world.pass(SOON);
      await world.rule("tip", { enabled: false });
      await world.pass(MINUTE);
      expect(await world.suggested()).not.toContain("tip 1");
      expect((await world.list("rejected")).map(({ detail }) => detail))
        .toEqual(["The rule was switched off."]);
    }));

  it("expires after a day, or when the subscription ends", () =>
    withFans({
      fans: [
        { id: 1, subscriptionEndsAt: NOW + 2 * HOUR },
        { id: 2, subscriptionEndsAt: NOW + 30 * HOUR },
      ],
      messages: [...regular(1, NOW - DAY), ...regular(2, NOW - DAY)],
    }, async (world) => {
      await world.pass(SOON);
      expect(await world.suggested()).toHaveLength(2);
      await world.pass(2 * HOUR);
      expect(await world.suggested()).toEqual(["renewal 2"]);
      await world.pass(22 * HOUR + SOON);
      expect(await world.suggested()).toEqual([]);
      expect((await world.list("expired")).map(({ chat_id }) => chat_id).sort())
        .toEqual(["1", "2"]);
    }));
});
