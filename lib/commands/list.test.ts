import { describe, expect, it } from "vitest";
import {
  ChatId,
  type CommandsQuery,
  type CommandStatus,
  MAX_COMMAND_TEXT,
} from "@/lib/models/mod.ts";
import { listCommands } from "./mod.ts";
import { ACCOUNT, draft, type TestBook, withBook } from "./testing.ts";

const CHATS = ["1001", "1002", "1003"].map((id) => ChatId.parse(id));

/** Creates commands of three conversations in turn, whose ids are numbers. */
async function fill({ book, clock }: TestBook, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const one = { command_id: String(i), chat_id: CHATS[i % CHATS.length]! };
    const created = await book.create(ACCOUNT, draft("Hi", one), "Robin");
    if (!created.ok) throw new Error(created.code);
    await book.settle(ACCOUNT, {
      command_id: String(i),
      status: i % 4 === 0 ? "failed" : "succeeded",
    });
    if (i % 7 === 0) clock.advance(1);
  }
}

/** Ids of all pages, page by page. */
async function pages(
  { store }: TestBook,
  query: CommandsQuery,
): Promise<string[][]> {
  const all: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listCommands(store, ACCOUNT, { ...query, cursor });
    if (page === null) throw new Error(`no page at ${cursor}`);
    all.push(page.commands.map(({ command_id }) => command_id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const numbers = (count: number, keep: (n: number) => boolean = () => true) =>
  Array.from({ length: count }, (_, i) => i).filter(keep).reverse().map(String);

describe("a list of commands", () => {
  it("has the latest first, page by page, of all or of a conversation", () =>
    withBook(async (test) => {
      await fill(test, 100);
      for (const limit of [1, 7, 50, 100, 200]) {
        const all = await pages(test, { limit });
        expect(all.flat()).toEqual(numbers(100));
        // No page is empty, and all but the last are full.
        expect(all.slice(0, -1).every(({ length }) => length === limit))
          .toBe(true);
        expect(all.at(-1)!.length).toBeGreaterThan(0);
      }
      for (const [i, chat_id] of CHATS.entries()) {
        expect((await pages(test, { limit: 9, chat_id })).flat())
          .toEqual(numbers(100, (n) => n % 3 === i));
      }
      const none = ChatId.parse("9");
      expect(await pages(test, { limit: 9, chat_id: none })).toEqual([[]]);
    }));

  it("has those of a status, as they stand now", () =>
    withBook(async (test) => {
      await fill(test, 60);
      await test.create("waiting", "sent");
      const list = async (status: CommandStatus, fields = {}) =>
        (await pages(test, { limit: 5, status, ...fields })).flat();
      expect(await list("failed")).toEqual(numbers(60, (n) => n % 4 === 0));
      expect(await list("succeeded", { chat_id: CHATS[1] }))
        .toEqual(numbers(60, (n) => n % 4 > 0 && n % 3 === 1));
      expect(await list("queued")).toEqual(["sent", "waiting"]);
      expect(await list("expired")).toEqual([]);
      test.clock.advance(60_000);
      expect(await list("queued")).toEqual([]);
      expect(await list("expired")).toEqual(["sent", "waiting"]);
    }));

  it("looks at a bounded number of commands, and of characters, at once", () =>
    withBook(async (test) => {
      await fill(test, 510);
      await test.book.settle(ACCOUNT, { command_id: "0", status: "failed" });
      const query = { limit: 50, status: "expired" as const };
      const first = await listCommands(test.store, ACCOUNT, query);
      expect(first).toEqual({ commands: [], next_cursor: "10" });
      expect(
        await listCommands(test.store, ACCOUNT, { ...query, cursor: "10" }),
      ).toEqual({ commands: [], next_cursor: null });
    }));

  it("has shorter pages where texts are long", () =>
    withBook(async (test) => {
      const text = "語".repeat(MAX_COMMAND_TEXT);
      for (let i = 0; i < 60; i++) {
        const one = draft(text, { command_id: String(i) });
        await test.book.create(ACCOUNT, one, "Robin");
      }
      const all = await pages(test, { limit: 200 });
      expect(all.map(({ length }) => length)).toEqual([51, 9]);
      expect(all.flat()).toEqual(numbers(60));
    }));

  it.each(["x", "-1", "1.5", "01", "1e3", "9".repeat(400), "10~2"])(
    "does not begin at %s",
    (cursor) =>
      withBook(async ({ store }) => {
        expect(await listCommands(store, ACCOUNT, { limit: 5, cursor }))
          .toBeNull();
      }),
  );
});
