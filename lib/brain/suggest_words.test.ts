import { describe, expect, it } from "vitest";
import { openWriter } from "@/lib/commands/mod.ts";
import { completion, FakeModel } from "@/lib/commands/testing_model.ts";
import {
  ACCOUNT,
  type FanWorld,
  HOUR,
  MINUTE,
  NOW,
  withFans,
} from "./suggest_testing.ts";

const OPTIONS = {
  fans: [{ id: 1, name: "Sam" }, { id: 2, name: null }],
  messages: [
    { chat: 1, at: NOW - 3 * HOUR, text: "<p>How are <b>you</b> &amp; Bo</p>" },
    { chat: 1, at: NOW - 2 * HOUR, by: "creator" as const, text: "Fine!" },
    { chat: 1, at: NOW - 2 * MINUTE, tip: 20 },
    { chat: 2, at: NOW - 2 * MINUTE, tip: 30 },
  ],
};

/** Runs with a model, which the account has chosen or not. */
async function withModel(
  isChosen: boolean,
  run: (world: FanWorld, model: FakeModel) => Promise<void>,
): Promise<void> {
  await using model = new FakeModel();
  const writer = openWriter({ url: model.url, key: null, model: "m" });
  await withFans({ ...OPTIONS, writer }, async (world) => {
    if (isChosen) {
      await world.brain.suggestions.change(ACCOUNT, { writer: "endpoint" });
    }
    await run(world, model);
  });
}

describe("what a proposed message says", () => {
  it("is the template's, and nothing leaves the machine, by default", () =>
    withModel(false, async (world, model) => {
      await world.rule("tip", { templates: ["Thanks for {amount}, {name}!"] });
      await world.pass(5_000);
      const texts = (await world.list()).map(({ text }) => text);
      expect(texts).toEqual(["Thanks for $30!", "Thanks for $20, Sam!"]);
      expect(model.asked).toEqual([]);
    }));

  it("is the model's where the account has chosen that", () =>
    withModel(true, async (world, model) => {
      await world.rule("tip", { templates: ["Thanks, {name}!"] });
      model.answers.push(completion("One"), completion("Two"));
      await world.pass(5_000);
      const commands = await world.list("suggested");
      expect(commands.map(({ text }) => text)).toEqual(["One", "Two"]);
      const content = model.asked[1]?.body.messages[1]?.content;
      expect(content?.split("\n")).toEqual([
        "Why: Sam tipped $20.00.",
        "Draft: Thanks, Sam!",
        "Conversation, the oldest message first:",
        "Fan: How are you & Bo",
        "Creator: Fine!",
        "Fan: I sent you a $20 tip",
      ]);
      expect((await world.trail(commands[1]!.command_id))[0]?.detail)
        .toBe("Sam tipped $20.00. The language model wrote it.");
      // It is a proposal like any other.
      await world.pass(MINUTE);
      expect(world.sent).toEqual([]);
      expect(model.asked).toHaveLength(2);
    }));

  it("is the template's where the model fails, which is asked once a run", () =>
    withModel(true, async (world, model) => {
      await world.rule("tip", { templates: ["Thanks!"] });
      model.answers.push(() => new Response("no", { status: 503 }));
      await world.pass(5_000);
      const commands = await world.list("suggested");
      expect(commands.map(({ text }) => text)).toEqual(["Thanks!", "Thanks!"]);
      expect(model.asked).toHaveLength(1);
      const trail = await world.trail(commands[0]!.command_id);
      expect(trail[0]?.detail).toMatch(
        /^The fan tipped \$30\.00\. The template was used: The language model at .* answered 503\.$/,
      );
      await world.say({ chat: 2, at: world.clock.now(), by: "creator" });
      await world.say({ chat: 2, at: world.clock.now() + 1, tip: 31 });
      await world.pass(6_000);
      expect((await world.list("suggested")).at(-1)?.text)
        .toBe("Thanks a lot!");
    }));

  it("is sent by itself only by a rule that may do so", () =>
    withModel(true, async (world, model) => {
      await world.rule("tip", { automatic: true, per_day: 1 });
      model.answers.push(completion("By itself"), completion("To be read"));
      await world.pass(5_000);
      expect(world.sent).toMatchObject([{ chat: "2", text: "By itself" }]);
      expect(await world.list("suggested"))
        .toMatchObject([{ chat_id: "1", text: "To be read" }]);
    }));
});
