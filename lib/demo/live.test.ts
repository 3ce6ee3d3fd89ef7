import { describe, expect, it } from "vitest";
import { Message } from "@/lib/models/mod.ts";
import { generateDemo } from "./generator.ts";
import { liveMessages } from "./live.ts";

const start = Date.parse("2025-11-08T15:00:00Z");
const { creator, chats, messages } = generateDemo({ seed: 7, now: start });
const startAfterId = messages.at(-1)!.id;

function live(seed = 3) {
  let now = start;
  const stream = liveMessages({
    creator,
    chats,
    seed,
    startAfterId,
    now: () => now,
  });
  const take = (count: number) =>
    Array.from({ length: count }, () => {
      const event = stream.next().value;
      now += event.delayMs;
      return event;
    });
  return { stream, take };
}

describe("liveMessages", () => {
  it("makes the same conversations for the same seed", () => {
    expect(live().take(200)).toEqual(live().take(200));
    expect(live(4).take(200)).not.toEqual(live().take(200));
  });

  it("goes on with known chats, with growing ids and times", () => {
    const events = live().take(1000);
    const ids = new Set(chats.map(({ id }) => id));
    let lastId = startAfterId;
    let lastTime = "";
    for (const { delayMs, message } of events) {
      expect(delayMs).toBeGreaterThanOrEqual(1000);
      expect(delayMs).toBeLessThanOrEqual(2000);
      expect(Message.safeParse(message).success).toBe(true);
      expect(ids.has(message.chat_id)).toBe(true);
      expect(message.id).toBeGreaterThan(lastId);
      expect(message.createdAt > lastTime).toBe(true);
      lastId = message.id;
      lastTime = message.createdAt;
    }
    expect(new Set(events.map(({ message }) => message.chat_id)).size)
      .toBeGreaterThan(30);
  });

  it("answers fans a few messages later, and has tips", () => {
    const all = live().take(1000).map(({ message }) => message);
    const delays: number[] = [];
    for (const [index, message] of all.slice(0, 900).entries()) {
      if (!message.is_inbound) continue;
      const answer = all.slice(index).findIndex((other) =>
        other.is_creator && other.chat_id === message.chat_id
      );
      expect(answer).toBeGreaterThan(0);
      delays.push(answer);
    }
    expect(delays.reduce((sum, delay) => sum + delay) / delays.length)
      .toBeLessThan(12);
    expect(all.filter(({ isTip }) => isTip).length).toBeGreaterThan(5);
  });

  it("answers the chats that were waiting, in time", () => {
    const waiting = chats.filter((chat) => chat.unreadMessagesCount > 0);
    const all = live().take(3000).map(({ message }) => message);
    for (const { id } of waiting) {
      expect(all.find(({ chat_id }) => chat_id === id)?.is_creator).toBe(true);
    }
  });

  it("sends back what the creator wrote", () => {
    const { stream, take } = live();
    const chatId = chats[0]!.id;
    const [before] = take(1);
    const reply = stream.reply(chatId, "Thank you & <3");
    expect(reply).toMatchObject({
      chat_id: chatId,
      text: "<p>Thank you &amp; &lt;3</p>",
      is_creator: true,
      fromUser: { id: creator.id },
    });
    expect(reply.id).toBeGreaterThan(before!.message.id);
    expect(take(1)[0]!.message.id).toBeGreaterThan(reply.id);
  });

  it("needs a chat", () => {
    const options = { creator, chats: [], seed: 1, startAfterId, now: () => 0 };
    expect(() => liveMessages(options)).toThrow("at least one chat");
  });
});
