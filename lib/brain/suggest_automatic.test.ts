import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command, SuggestionRule } from "@/lib/models/mod.ts";
import {
  ACCOUNT,
  DAY,
  FanWorld,
  HOUR,
  MINUTE,
  NOW,
  withFans,
} from "./suggest_testing.ts";

const SOON = 5_000;

describe("a rule that may send by itself", () => {
  it("sends once, and the trail says by which rule", () =>
    withFans(
      { fans: [{ id: 1, name: "Sam" }] },
      async (world) => {
        await world.rule("tip", {
          automatic: true,
          templates: ["Thanks, {name}"],
        });
        await world.say({ chat: 1, at: NOW, tip: 20 });
        await world.pass(SOON);
        expect(world.sent).toMatchObject([{ chat: "1", text: "Thanks, Sam" }]);
        const [command] = await world.list();
        expect(command).toMatchObject({
          created_by: "tip",
          approved_by: null,
          status: "sent",
          suggestion: { rule: "tip" },
        });
        expect(await world.trail(command!.command_id)).toMatchObject([
          { what: "suggested", by: null, detail: "Sam tipped $20.00." },
          {
            what: "approved",
            by: null,
            detail: "The rule tip sends by itself.",
          },
          { what: "sent", by: null },
        ]);
        await world.pass(2 * HOUR);
        expect(world.sent).toHaveLength(1);
      },
    ));

  it("waits while it is quiet, in the account's time zone", () =>
    withFans({ fans: [{ id: 1 }] }, async (world) => {
      await world.brain.changeTimeZone(ACCOUNT, "America/New_York");
      await world.brain.suggestions.change(ACCOUNT, {
        quiet_hours: { from: "22:00", to: "08:00" },
      });
      await world.rule("tip", { automatic: true });
      // It is seven o'clock there.
      await world.say({ chat: 1, at: NOW, tip: 20 });
      await world.pass(HOUR - MINUTE);
      expect(await world.list()).toEqual([]);
      await world.pass(2 * MINUTE);
      expect(world.sent).toHaveLength(1);
      expect(world.sent[0]!.at).toBeGreaterThanOrEqual(NOW + HOUR);
      expect(world.sent[0]!.at).toBeLessThanOrEqual(NOW + HOUR + MINUTE + SOON);
    }));

  it("gives the Agent no time that is quiet", () =>
    withFans({ fans: [{ id: 1 }] }, async (world) => {
      await world.brain.suggestions.change(ACCOUNT, {
        quiet_hours: { from: "12:05", to: "13:00" },
      });
      await world.rule("tip", { automatic: true });
      await world.say({ chat: 1, at: NOW, tip: 20 });
      await world.pass(SOON);
      expect((await world.list())[0]?.expires_at)
        .toBe(new Date(NOW + 5 * MINUTE).toISOString());
    }));

  it("proposes to people what is beyond its limits", () => {
    const fans = [1, 2, 3, 4].map((id) => ({ id }));
    return withFans({ fans }, async (world) => {
      await world.rule("tip", { automatic: true, per_day: 3 });
      for (const { id } of fans) await world.say({ chat: id, at: NOW, tip: 9 });
      await world.pass(SOON);
      expect(world.sent).toHaveLength(3);
      const [left] = await world.list("suggested");
      expect((await world.trail(left!.command_id))[0]?.detail)
        .toMatch(/^Fan \d tipped \$9\.00\. The rule has sent 3 in 24 hours/);
      await world.answer();
      await world.pass(2 * HOUR);
      // To this fan it has sent something today.
      const { chat } = world.sent[0]!;
      await world.say({ chat: Number(chat), at: world.clock.now(), tip: 8 });
      await world.rule("tip", { per_day: 100 });
      await world.pass(2 * MINUTE);
      expect(await world.suggested()).toContain(`tip ${chat}`);
      expect(world.sent).toHaveLength(3);
    });
  });

  it("sends nothing while a person writes to the fan", () =>
    withFans({ fans: [{ id: 1 }] }, async (world) => {
      await world.rule(["tip", "unanswered"], { automatic: true });
      await world.say({ chat: 1, at: NOW - MINUTE, by: "creator" });
      await world.say({ chat: 1, at: NOW, tip: 20 });
      await world.pass(58 * MINUTE);
      expect(await world.list()).toEqual([]);
      await world.pass(3 * MINUTE);
      expect(world.sent).toHaveLength(1);
    }));

  it("sends nothing where nobody has switched it on", () =>
    withFans({ fans: [{ id: 1 }] }, async (world) => {
      await world.say({ chat: 1, at: NOW, tip: 20 });
      await world.pass(DAY);
      expect(await world.list()).not.toEqual([]);
      expect(world.sent).toEqual([]);
    }));
});

const RULES: SuggestionRule[] = ["tip", "unanswered", "drop_off", "renewal"];
const FANS = [1, 2, 3];
const fan = fc.constantFrom(...FANS);

const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("fan" as const),
      fan,
      tip: fc.option(fc.integer({ min: 1, max: 30 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("creator" as const), fan }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("answer" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("approve" as const, "reject" as const),
      which: fc.nat(10),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("switch" as const),
      rule: fc.constantFrom(...RULES),
      automatic: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("time" as const),
      minutes: fc.oneof(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 30, max: 1_500 }),
      ),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** What is true of an account at every moment of a history. */
class History {
  readonly #world: FanWorld;
  readonly #automatic = new Map<SuggestionRule, boolean>();
  /** Rules that were switched on when a command was first seen. */
  readonly #mayHaveSent = new Map<string, boolean>();
  readonly written: { chat: number; at: number }[] = [];
  readonly approved = new Set<string>();

  constructor(world: FanWorld) {
    this.#world = world;
  }

  async happen(event: Event): Promise<void> {
    const { clock, brain } = this.#world;
    const at = clock.now();
    switch (event.kind) {
      case "fan":
        return await this.#world.say({
          chat: event.fan,
          at,
          ...event.tip === null ? {} : { tip: event.tip },
        });
      case "creator":
        this.written.push({ chat: event.fan, at });
        return await this.#world.say({ chat: event.fan, at, by: "creator" });
      case "answer":
        return await this.#world.answer();
      case "switch":
        this.#automatic.set(event.rule, event.automatic);
        return await this.#world.rule(event.rule, {
          automatic: event.automatic,
        });
      case "approve":
      case "reject": {
        const open = await this.#world.list("suggested");
        const one = open[event.which % Math.max(1, open.length)];
        if (one === undefined) return;
        if (event.kind === "approve") {
          this.approved.add(one.command_id);
          await brain.commands.approve(ACCOUNT, one.command_id, {
            approval: { expires_in_seconds: 900 },
            by: "Robin",
          });
        } else {
          await brain.commands.reject(ACCOUNT, one.command_id, {
            rejection: {},
            by: "Robin",
          });
        }
        return await this.#world.rest();
      }
      case "time":
        await this.#world.pass(event.minutes * MINUTE, 20);
        for (const command of await this.#world.list()) this.#note(command);
    }
  }

  /** Rules are switched between spans of time only. */
  #note({ command_id, suggestion }: Command): void {
    if (this.#mayHaveSent.has(command_id) || suggestion === null) return;
    const isOn = this.#automatic.get(suggestion.rule) ?? false;
    this.#mayHaveSent.set(command_id, isOn);
  }

  /** Whether a command's rule was on when it was made. */
  mayHaveSent(id: string): boolean {
    return this.#mayHaveSent.get(id) ?? true;
  }
}

const QUIET = { from: "23:00", to: "06:30" };
const ZONE = "Asia/Tokyo";

/** Whether it is quiet, by the clock on the wall. */
function isQuiet(at: number): boolean {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
  return time >= QUIET.from || time < QUIET.to;
}

it(
  "never exceeds its limits, in whatever histories, nor sends what nobody let it",
  async () => {
    let byItself = 0;
    const limits = fc.record({
      per_fan_per_day: fc.integer({ min: 1, max: 2 }),
      per_day: fc.integer({ min: 1, max: 3 }),
    });
    const property = fc.asyncProperty(
      fc.array(event, { minLength: 5, maxLength: 25 }),
      limits,
      (events, limits) =>
        withFans({
          fans: FANS.map((id) => ({ id, subscriptionEndsAt: NOW + 4 * DAY })),
          messages: FANS.map((id) => ({ chat: id, at: NOW - id * HOUR })),
        }, async (world) => {
          await world.brain.changeTimeZone(ACCOUNT, ZONE);
          await world.brain.suggestions.change(ACCOUNT, { quiet_hours: QUIET });
          await world.rule(RULES, { ...limits, threshold: 2 });
          const history = new History(world);
          const start = { kind: "switch" as const, automatic: true };
          await history.happen({ ...start, rule: "tip" });
          await history.happen({ ...start, rule: "unanswered" });
          for (const event of events) await history.happen(event);
          byItself += await check(world, history, limits);
        }),
    );
    await fc.assert(property, { numRuns: 30, seed: 20_261_121 });
    expect(byItself).toBeGreaterThan(50);
  },
  300_000,
);

/** Gives how many were sent by rules. */
async function check(
  world: FanWorld,
  history: History,
  { per_fan_per_day, per_day }: { per_fan_per_day: number; per_day: number },
): Promise<number> {
  const commands = new Map(
    (await world.list()).map((one) => [one.command_id, one]),
  );
  const automatic: { rule: string; chat: string; at: number }[] = [];
  for (const { id, chat, at: sentAt } of world.sent) {
    const command = commands.get(id)!;
    const trail = await world.trail(id);
    const { at, by } = trail.find(({ what }) => what === "approved")!;
    if (by !== null) {
      expect(history.approved).toContain(id);
      continue;
    }
    expect(history.mayHaveSent(id)).toBe(true);
    expect(isQuiet(Date.parse(at))).toBe(false);
    expect(isQuiet(sentAt)).toBe(false);
    const rule = command.suggestion!.rule;
    automatic.push({ rule, chat, at: Date.parse(at) });
  }
  for (const { rule, chat, at } of automatic) {
    const day = automatic.filter((one) =>
      one.rule === rule && one.at >= at && one.at < at + DAY
    );
    expect(day.length).toBeLessThanOrEqual(per_day);
    expect(day.filter((one) => one.chat === chat).length)
      .toBeLessThanOrEqual(per_fan_per_day);
    const lately = history.written.filter((one) =>
      String(one.chat) === chat && one.at < at && one.at > at - HOUR
    );
    expect(lately).toEqual([]);
  }
  const occasions = [...commands.values()].flatMap(({ suggestion, chat_id }) =>
    suggestion?.message_id
      ? [`${suggestion.rule} ${chat_id} ${suggestion.message_id}`]
      : []
  );
  expect(new Set(occasions).size).toBe(occasions.length);
  return automatic.length;
}
