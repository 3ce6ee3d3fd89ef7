import { expect, it } from "vitest";
import { ChatId } from "@/lib/models/mod.ts";
import { ManualClock } from "@/lib/store/clock.ts";
import { demoCommands } from "./commands.ts";
import { generateDemo } from "./generator.ts";
import { liveMessages } from "./live.ts";
import { Random } from "./random.ts";
import type { DemoMessage } from "./wire.ts";

const NOW = Date.parse("2025-11-08T15:00:00Z");

/** The demo's Agent, with what it sends and the time that it lives in. */
function agent() {
  const clock = new ManualClock(NOW);
  const data = generateDemo({ seed: 7, now: NOW });
  const stream = liveMessages({
    ...data,
    seed: 7,
    startAfterId: Math.max(...data.messages.map(({ id }) => id)),
    now: () => clock.now(),
  });
  const sent: DemoMessage[] = [];
  const execute = demoCommands({
    chats: data.chats,
    stream,
    send: (message) => Promise.resolve(sent.push(message)),
    clock,
    random: new Random(7),
  });
  return { clock, chat: data.chats[3]!.id, execute, sent };
}

it("sends the creator's message after a while, and names it", async () => {
  const { clock, chat, execute, sent } = agent();
  const chat_id = ChatId.parse(chat);
  const done = execute({ chat_id, text: "See you <soon> & bye" });
  clock.advance(299);
  await Promise.resolve();
  expect(sent).toEqual([]);
  expect(clock.pending[0]).toBeLessThanOrEqual(601);
  clock.advance(601);
  const outcome = await done;
  expect(sent).toMatchObject([{
    chat_id: chat,
    is_creator: true,
    is_inbound: false,
    text: "<p>See you &lt;soon&gt; &amp; bye</p>",
  }]);
  expect(outcome).toEqual({ status: "succeeded", message_id: sent[0]!.id });
});

it("fails where there is no such chat", async () => {
  const { clock, execute, sent } = agent();
  const done = execute({ chat_id: ChatId.parse("nobody"), text: "Hi" });
  clock.advance(900);
  expect(await done).toMatchObject({ status: "failed" });
  expect(sent).toEqual([]);
});
