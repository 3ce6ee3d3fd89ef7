import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Message, type MessageList } from "@/lib/models/mod.ts";
import type { Answer } from "@/components/live/request.ts";
import {
  compareMessages,
  Messages,
  MOST_MESSAGES,
  PAGE_SIZE,
} from "./messages.ts";

const CHAT = "1001";
const START = Date.parse("2025-11-08T12:00:00Z");

function message(id: number | string, at: number, text = ""): Message {
  return Message.parse({
    id: String(id),
    chat_id: CHAT,
    text,
    createdAt: new Date(START + at * 1_000).toISOString(),
    is_inbound: true,
  });
}

const timeOf = (message: Message) => Date.parse(String(message.createdAt));

/** A service with one chat; its answers wait until they are let go. */
class Service {
  readonly asked: string[] = [];
  isDown = false;
  #messages: Message[] = [];
  #waiting: (() => void)[] = [];

  constructor(messages: Message[] = [], readonly isHeld = false) {
    for (const one of messages) this.put(one);
  }

  put(one: Message): void {
    this.remove(one.id);
    this.#messages.push(one);
    this.#messages.sort((a, b) =>
      compareMessages(
        { id: a.id, at: timeOf(a) },
        { id: b.id, at: timeOf(b) },
      )
    );
  }

  remove(id: string): void {
    this.#messages = this.#messages.filter((one) => one.id !== id);
  }

  get all(): Message[] {
    return this.#messages;
  }

  readonly get = async (path: string): Promise<Answer<MessageList>> => {
    this.asked.push(path);
    if (this.isDown) return { ok: false, problem: { detail: "down" } };
    const body = this.page(path);
    if (this.isHeld) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return { ok: true, body };
  };

  page(path: string): MessageList {
    const { searchParams } = new URL(path, "http://localhost");
    const limit = Number(searchParams.get("limit"));
    const before = /^(-?\d+)~(.*)$/.exec(searchParams.get("before") ?? "");
    const end = before === null
      ? this.#messages
      : this.#messages.filter((one) =>
        compareMessages(
          { id: one.id, at: timeOf(one) },
          { id: before[2] ?? "", at: Number(before[1]) },
        ) < 0
      );
    const messages = end.slice(-limit);
    const [first] = messages;
    return {
      messages,
      next_before: end.length > limit && first !== undefined
        ? `${timeOf(first)}~${first.id}`
        : null,
    };
  }

  /** Lets the answer go that was asked for first. */
  async answer(): Promise<void> {
    this.#waiting.shift()?.();
    // All that follows on an answer is done in some turns of the queue.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }

  async answerAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.answer();
  }
}

function chatOf(service: Service, initial: MessageList | null = null) {
  return new Messages({ chat: CHAT, initial, get: service.get });
}

const texts = (messages: Messages) =>
  messages.view.value.items.map(({ message }) => message.text);
const ids = (messages: Messages) =>
  messages.view.value.items.map(({ id }) => id);

/** Many messages, one a second. */
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => message(10_000 + i, i));

describe("messages of a chat", () => {
  it("start from what the page was rendered with, and ask for nothing", async () => {
    const service = new Service(many(60));
    const messages = chatOf(service, service.page("?limit=50"));
    await messages.start();
    expect(service.asked).toEqual([]);
    expect(ids(messages)).toEqual(service.all.slice(10).map(({ id }) => id));
    await messages.readOlder();
    expect(ids(messages)).toEqual(service.all.map(({ id }) => id));
    expect(messages.view.value.hasOlder).toBe(false);
  });

  it("say what went wrong, and go on when asked again", async () => {
    const service = new Service(many(3));
    service.isDown = true;
    const messages = chatOf(service);
    await messages.start();
    expect(messages.view.value.isKnown).toBe(false);
    expect(messages.problem.value).toBe("down");
    service.isDown = false;
    await messages.start();
    expect(ids(messages)).toHaveLength(3);
    expect(messages.problem.value).toBeNull();
  });

  it("take what came while a page was on its way for the later word", async () => {
    const service = new Service([message(1, 1, "old"), message(2, 2)], true);
    const messages = chatOf(service);
    const started = messages.start();
    messages.apply(CHAT, [message(1, 1, "new"), message(3, 3)]);
    messages.apply("another", [message(2, 2)]);
    await service.answer();
    await started;
    expect(ids(messages)).toEqual(["1", "3"]);
    expect(texts(messages)).toEqual(["new", ""]);
  });

  it("let go of a message that is of another chat by now", async () => {
    const service = new Service(many(3));
    const messages = chatOf(service);
    await messages.start();
    messages.apply("another", [message(10_001, 1)]);
    expect(ids(messages)).toEqual(["10000", "10002"]);
  });

  it("count what is new at the end, not what is changed or late", async () => {
    const service = new Service(many(3));
    const messages = chatOf(service);
    await messages.start();
    messages.apply(CHAT, [message(10_002, 2, "changed")]);
    messages.apply(CHAT, [message("late", 0)]);
    expect(messages.arrived.value).toBe(0);
    messages.apply(CHAT, [message("a", 7), message("b", 8)]);
    messages.apply(CHAT, [message("b", 8, "changed")]);
    expect(messages.arrived.value).toBe(2);
    expect(messages.latest.value?.id).toBe("b");
  });

  it("hold no more than so many, and read on in both directions", async () => {
    const service = new Service(many(MOST_MESSAGES + 400));
    const messages = chatOf(service);
    await messages.start();
    while (messages.view.value.hasOlder) {
      await messages.readOlder();
      expect(ids(messages).length).toBeLessThanOrEqual(MOST_MESSAGES);
    }
    const all = service.all.map(({ id }) => id);
    expect(ids(messages)).toEqual(all.slice(0, MOST_MESSAGES));
    const newest = message("new", 10_000);
    service.put(newest);
    messages.apply(CHAT, [newest]);
    expect(ids(messages)).not.toContain("new");
    expect(messages.arrived.value).toBe(1);
    while (messages.view.value.hasNewer) {
      await messages.readNewer();
      expect(ids(messages).length).toBeLessThanOrEqual(MOST_MESSAGES);
    }
    expect(ids(messages)).toEqual([...all, "new"].slice(-MOST_MESSAGES));
    expect(messages.view.value.hasOlder).toBe(true);
  });

  it("go to the end at once, however far that is", async () => {
    const service = new Service(many(MOST_MESSAGES + 400));
    const messages = chatOf(service);
    await messages.start();
    while (messages.view.value.hasOlder) await messages.readOlder(200);
    await messages.newest();
    const all = service.all.map(({ id }) => id);
    expect(ids(messages)).toEqual(all.slice(-PAGE_SIZE));
    expect(messages.view.value.hasNewer).toBe(false);
  });

  it("find a message however old, and say so where there is none", async () => {
    const service = new Service(many(1_000));
    const messages = chatOf(service);
    expect(await messages.find("10005")).toBe("found");
    expect(ids(messages)).toContain("10005");
    expect(await messages.find("nowhere")).toBe("missing");
    service.isDown = true;
    expect(await chatOf(service).find("10005")).toBe("failed");
  });

  it("keep what is known after a full sync that meets it", async () => {
    const service = new Service(many(120));
    const messages = chatOf(service);
    await messages.start();
    await messages.readOlder();
    service.remove("10119");
    service.put(message(10_118, 118, "changed"));
    service.put(message("new", 200));
    await messages.resync();
    expect(ids(messages)).toEqual(service.all.slice(-100).map(({ id }) => id));
    expect(texts(messages).at(-2)).toBe("changed");
  });

  it("drop what is older than a gap after a full sync", async () => {
    const service = new Service(many(60));
    const messages = chatOf(service);
    await messages.start();
    for (let i = 0; i < 80; i++) service.put(message(`n${i}`, 100 + i));
    await messages.resync();
    expect(ids(messages)).toEqual(service.all.slice(-50).map(({ id }) => id));
    expect(messages.view.value.hasOlder).toBe(true);
  });

  it("are the stored ones, in order and once, whatever happens when", async () => {
    const change = fc.record({
      kind: fc.constantFrom("put", "put", "put", "remove"),
      id: fc.integer({ min: 0, max: 160 }),
      at: fc.integer({ min: 0, max: 160 }),
    });
    const step = fc.oneof(
      change,
      fc.record({
        kind: fc.constantFrom("older", "newer", "answer", "resync", "newest"),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 160 }),
        fc.array(step, { maxLength: 40 }),
        async (count, steps) => {
          const service = new Service(
            Array.from({ length: count }, (_, i) => message(i, i)),
            true,
          );
          const messages = chatOf(service);
          messages.start();
          let version = 0;
          for (const step of steps) {
            if ("id" in step) {
              const one = message(step.id, step.at, `${++version}`);
              if (step.kind === "put") service.put(one);
              else service.remove(one.id);
              const chat = step.kind === "put" ? CHAT : "another";
              messages.apply(chat, [{ ...one, chat_id: null }]);
            } else if (step.kind === "older") messages.readOlder();
            else if (step.kind === "newer") messages.readNewer();
            else if (step.kind === "resync") messages.resync();
            else if (step.kind === "newest") messages.newest();
            else await service.answer();
            const held = messages.view.value.items;
            expect(new Set(held.map(({ id }) => id)).size).toBe(held.length);
          }
          await service.answerAll();
          const { items, isKnown } = messages.view.value;
          expect(isKnown).toBe(true);
          const held = items.map(({ message }) => [message.id, message.text]);
          const stored = service.all.map(({ id, text }) => [id, text]);
          expect(held).toEqual(stored.slice(stored.length - held.length));
          while (messages.view.value.hasOlder) {
            const reading = messages.readOlder();
            await service.answerAll();
            await reading;
          }
          expect(
            messages.view.value.items.map(({ message }) => message.text),
          ).toEqual(service.all.map(({ text }) => text));
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
