import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatThread, Message, UserRef } from "@/lib/models/mod.ts";
import { generateDemo } from "./generator.ts";
import { DAY } from "./pace.ts";
import { personaOf, PERSONAS } from "./personas.ts";

const now = Date.parse("2025-11-08T15:00:00Z");
const demo = generateDemo({ seed: 7, now });
const { creator, chats, messages } = demo;
const messagesOf = (chatId: number) =>
  messages.filter((message) => message.chat_id === chatId);
const plain = (html: string) => html.replace(/<[^>]+>/g, "");
const fansOf = (name: string) =>
  chats.filter((_, index) => personaOf(index).name === name);
const daysAgo = (message?: { createdAt: string }) =>
  (now - Date.parse(message?.createdAt ?? "")) / DAY;

describe("generateDemo", () => {
  it("makes the same data for the same seed, and other data for another", () => {
    expect(generateDemo({ seed: 7, now })).toEqual(demo);
    const other = generateDemo({ seed: 8, now });
    expect(other.messages.map(({ text }) => text))
      .not.toEqual(messages.map(({ text }) => text));
  });

  it("makes as many chats and messages as asked for, within the days", () => {
    expect(chats).toHaveLength(40);
    expect(messages).toHaveLength(3000);
    const times = messages.map(({ createdAt }) => Date.parse(createdAt));
    expect(times.every((at) => at <= now && at >= now - 91 * DAY)).toBe(true);
    expect(daysAgo(messages[0])).toBeGreaterThan(85);
    expect(daysAgo(messages.at(-1))).toBeLessThan(1);
  });

  it("keeps its promises for other sizes", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 7, max: 120 }),
        (seed, fans, count, days) => {
          const data = generateDemo({ seed, now, fans, messages: count, days });
          expect(data.chats).toHaveLength(fans);
          expect(data.messages).toHaveLength(count);
          for (const { createdAt } of data.messages) {
            expect(Date.parse(createdAt)).toBeLessThanOrEqual(now);
          }
          expect(new Set(data.chats.map(({ withUser }) => withUser.username)))
            .toHaveProperty("size", fans);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("makes what the models accept, with a direction in each message", () => {
    expect(UserRef.safeParse(creator).success).toBe(true);
    for (const chat of chats) {
      expect(ChatThread.safeParse(chat).success).toBe(true);
      expect(chat.withUser.id).toBe(chat.id);
    }
    for (const message of messages) {
      expect(Message.safeParse(message).success).toBe(true);
      expect(message.is_creator).toBe(!message.is_inbound);
      expect(message.fromUser.id)
        .toBe(message.is_creator ? creator.id : message.chat_id);
      expect(message.createdAt)
        .toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      expect(message.text).toMatch(/^<p>.+<\/p>$/);
      expect(message.text).not.toContain("{");
      expect(message.media).toHaveLength(message.mediaCount);
    }
  });

  it("orders messages by time and id, without repeating an id", () => {
    for (const [index, message] of messages.entries()) {
      const next = messages[index + 1];
      if (!next) break;
      expect(next.id).toBeGreaterThan(message.id);
      expect(next.createdAt >= message.createdAt).toBe(true);
    }
    expect(new Set(chats.map(({ id }) => id)).size).toBe(40);
  });

  it("varies what is said", () => {
    const texts = messages.map(({ text }) => plain(text));
    expect(new Set(texts).size).toBeGreaterThan(800);
    expect(new Set(texts.map((text) => text.replace(/\P{L}+/gu, " "))).size)
      .toBeGreaterThan(300);
    const counts = new Map<string, number>();
    for (const message of messages) {
      if (message.isFromQueue) continue;
      const text = plain(message.text);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThan(30);
  });

  it("leaves one fan in five without an answer, unread", () => {
    const waiting = chats.filter((chat) => chat.unreadMessagesCount > 0);
    expect(waiting).toHaveLength(8);
    for (const chat of waiting) {
      const last = messagesOf(chat.id).slice(-chat.unreadMessagesCount);
      expect(last.every(({ is_inbound, isNew }) => is_inbound && isNew))
        .toBe(true);
      expect(daysAgo(last[0])).toBeLessThan(2.1);
      expect(chat.last_message).toEqual(last.at(-1));
    }
    const answered = chats.filter((chat) => chat.unreadMessagesCount === 0);
    expect(answered.filter((chat) => chat.last_message?.is_inbound)).toEqual(
      [],
    );
  });

  it("has tips, offers bought or not, and mass messages", () => {
    const tips = messages.filter(({ isTip }) => isTip);
    expect(tips.length).toBeGreaterThan(10);
    for (const { tipAmount, text, is_inbound } of tips) {
      expect(is_inbound).toBe(true);
      expect(text).toContain(`I sent you a $${tipAmount?.toFixed(2)} tip ♥`);
    }
    const offers = messages.filter(({ price }) => price > 0);
    expect(offers.some(({ isOpened }) => isOpened)).toBe(true);
    expect(offers.some(({ canPurchase }) => canPurchase)).toBe(true);
    expect(offers.every((offer) => offer.isOpened !== offer.canPurchase))
      .toBe(true);
    const mass = messages.filter(({ isFromQueue }) => isFromQueue);
    expect(mass.length).toBeGreaterThan(100);
    expect(mass.length).toBeLessThanOrEqual(300);
    expect(mass.every(({ queueId, is_creator }) => queueId > 0 && is_creator))
      .toBe(true);
  });

  it("answers within a minute to some hours", () => {
    const minutes: number[] = [];
    for (const chat of chats) {
      const own = messagesOf(chat.id).filter(({ isFromQueue }) => !isFromQueue);
      for (const [index, message] of own.entries()) {
        const before = own[index - 1];
        if (!before?.is_inbound || !message.is_creator) continue;
        const wait = Date.parse(message.createdAt) -
          Date.parse(before.createdAt);
        minutes.push(wait / 60_000);
      }
    }
    minutes.sort((a, b) => a - b);
    const median = minutes[Math.floor(minutes.length / 2)]!;
    expect(minutes[0]).toBeGreaterThanOrEqual(0.9);
    expect(median).toBeGreaterThan(5);
    expect(median).toBeLessThan(60);
    expect(minutes.at(-1)).toBeLessThan(15 * 60);
  });

  it("has every persona, and each behaves like itself", () => {
    for (const name of Object.keys(PERSONAS)) {
      expect(fansOf(name).length).toBeGreaterThanOrEqual(3);
    }
    for (const { id, withUser } of fansOf("silent")) {
      const last = messagesOf(id).findLast(({ is_inbound }) => is_inbound);
      expect(daysAgo(last)).toBeGreaterThan(30);
      expect(withUser.subscribedOn).toBe(false);
      expect(messagesOf(id).at(-1)?.is_creator).toBe(true);
    }
    for (const { id } of fansOf("newcomer")) {
      const [first] = messagesOf(id);
      expect(daysAgo(first)).toBeLessThan(25);
      expect(plain(first!.text)).toMatch(/subscribed|new here|joined/);
    }
    for (const { id } of fansOf("returning")) {
      const days = messagesOf(id).map((message) => daysAgo(message));
      const gaps = days.slice(1).map((day, index) => days[index]! - day);
      expect(Math.max(...gaps)).toBeGreaterThan(25);
    }
    const said = (name: string) =>
      fansOf(name).flatMap(({ id }) => messagesOf(id));
    const tipped = (name: string) => said(name).filter(({ isTip }) => isTip);
    expect(tipped("tipper").length).toBeGreaterThan(tipped("regular").length);
    const text = (name: string) => said(name).map((m) => m.text).join(" ");
    expect(text("complaining")).toMatch(
      /disappointed|annoying|ignored|charged/,
    );
    expect(text("foreign")).toMatch(
      /Hola|Buenos|Guten|Hallo|Ich|Bonjour|Salut/,
    );
    expect(text("thrifty")).toMatch(/discount|expensive|sale/);
  });
});
