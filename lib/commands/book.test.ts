import { describe, expect, it } from "vitest";
import { ChatId, Command, MessageId } from "@/lib/models/mod.ts";
import { keys, Store, Transaction } from "@/lib/store/mod.ts";
import { allKeys, withKv } from "@/lib/store/testing.ts";
import {
  CommandBook,
  KEPT_MS,
  listCommands,
  MAX_OPEN,
  type StoredCommand,
} from "./mod.ts";
import { ACCOUNT, CONNECTION, draft, NOW, OTHER, withBook } from "./testing.ts";

const iso = (ms: number) => new Date(ms).toISOString();

/** How an account's news tell of their commands. */
const told = (news: { command_id: string; status?: string }[]) =>
  news.map(({ command_id, status }) => `${command_id} ${status}`);

describe("a new command", () => {
  it("waits for the Agent, and dashboards are to be told of it", () =>
    withBook(async (test) => {
      const { book, rung } = test;
      const created = await book.create(
        ACCOUNT,
        draft("Hello", { media_url: "https://example.com/1.jpg" }),
        "Robin",
      );
      const command: Command = {
        command_id: "new_0",
        chat_id: ChatId.parse("1001"),
        text: "Hello",
        media_url: "https://example.com/1.jpg",
        status: "queued",
        created_at: iso(NOW),
        expires_at: iso(NOW + 60_000),
        changed_at: iso(NOW),
        created_by: "Robin",
        approved_by: null,
        suggestion: null,
        detail: null,
        message_id: null,
      };
      expect(created).toEqual({ ok: true, command });
      expect(await book.get(ACCOUNT, "new_0")).toEqual(command);
      expect(await book.listOpen(ACCOUNT)).toEqual([command]);
      expect(rung).toEqual([ACCOUNT]);
      expect(await test.news()).toEqual([{
        command_id: "new_0",
        chat_id: "1001",
        text: "Hello",
        media_url: "https://example.com/1.jpg",
        created_at: iso(NOW),
        expires_at: iso(NOW + 60_000),
        status: "queued",
      }]);
    }));

  it("is there once, however often it is asked for", () =>
    withBook(async (test) => {
      const one = draft("Hello", { command_id: "c" });
      const created = await test.book.create(ACCOUNT, one, "Robin");
      test.clock.advance(1_000);
      const again = await Promise.all([1, 2, 3].map(() =>
        test.book.create(
          ACCOUNT,
          { ...one, expires_in_seconds: 600 },
          "Somebody else",
        )
      ));
      expect(again).toEqual([created, created, created]);
      expect(told(await test.news())).toEqual(["c queued"]);

      // Also when it is done, for which nothing is left to do.
      await test.sent();
      await test.book.settle(ACCOUNT, {
        command_id: "c",
        status: "succeeded",
      });
      expect(await test.book.create(ACCOUNT, one, "Robin"))
        .toMatchObject({ ok: true, command: { status: "succeeded" } });
      expect(await test.sent()).toEqual([]);
    }));

  it.each([
    ["text", { text: "Something else" }],
    ["conversation", { chat_id: ChatId.parse("1002") }],
    ["media", { media_url: "https://example.com/2.jpg" }],
  ])(
    "of a known id with another %s is refused",
    (_, other) =>
      withBook(async (test) => {
        await test.create("c");
        const one = { ...draft("c", { command_id: "c" }), ...other };
        expect(await test.book.create(ACCOUNT, one, "Robin"))
          .toEqual({ ok: false, code: "other_command" });
        expect(await test.book.get(ACCOUNT, "c")).toMatchObject({ text: "c" });
      }),
  );

  it("is refused where too many are open, until they expire", () =>
    withBook(async (test) => {
      const texts = Array.from({ length: MAX_OPEN }, (_, i) => `c_${i}`);
      await test.create(...texts);
      expect(await test.book.create(ACCOUNT, draft("more"), "Robin"))
        .toEqual({ ok: false, code: "too_many" });
      expect((await test.book.create(OTHER, draft("more"), "Sam")).ok)
        .toBe(true);

      test.clock.advance(60_000);
      await test.create("later");
      expect(await test.sent()).toEqual(["later"]);
      // What expired goes from among those that are looked at, bit by bit.
      const open = { prefix: keys.openCommandsOf(ACCOUNT) };
      const rows = await Array.fromAsync(test.store.listKeys(open));
      expect(rows).toHaveLength(MAX_OPEN + 1 - 10);
      for (let i = 0; i < 25; i++) await test.create(`later_${i}`);
      expect(await Array.fromAsync(test.store.listKeys(open)))
        .toHaveLength(26);
    }));

  it("is created at many instances at once, each in its place", () =>
    withKv(async (kv) => {
      const store = new Store({ kv });
      const books = [1, 2, 3].map(() =>
        new CommandBook({ store, onNews: () => {} })
      );
      const texts = Array.from({ length: 30 }, (_, i) => `c_${i}`);
      await Promise.all(
        texts.map((text, i) =>
          books[i % books.length]!.create(ACCOUNT, draft(text), "Robin")
        ),
      );
      const page = await listCommands(store, ACCOUNT, { limit: 200 });
      expect(page?.commands.map(({ text }) => text).sort())
        .toEqual(texts.sort());
    }));
});

describe("the Agent's connection", () => {
  it("gets open commands in the order of their creation, each once", () =>
    withBook(async (test) => {
      await test.create("a", "b", "c");
      const frames = await Array.fromAsync(
        test.book.toSend(ACCOUNT, CONNECTION, "all"),
      );
      expect(frames[0]).toEqual({
        chat_id: "1001",
        text: "a",
        media_url: null,
        command_id: "a",
        expires_at: iso(NOW + 60_000),
      });
      expect(frames.map(({ command_id }) => command_id))
        .toEqual(["a", "b", "c"]);
      expect(await test.sent()).toEqual([]);
      expect(await test.sent(CONNECTION, "all")).toEqual([]);
      expect(told(await test.news())).toEqual([
        "a queued",
        "b queued",
        "c queued",
        "a sent",
        "b sent",
        "c sent",
      ]);
      expect(await test.book.listOpen(ACCOUNT)).toMatchObject([
        { command_id: "a", status: "sent" },
        { command_id: "b", status: "sent" },
        { command_id: "c", status: "sent" },
      ]);
    }));

  it("is one of those that ask at the same time", () =>
    withKv(async (kv) => {
      const store = new Store({ kv });
      const newBook = () => new CommandBook({ store, onNews: () => {} });
      const texts = Array.from({ length: 20 }, (_, i) => `c_${i}`);
      for (const text of texts) {
        const one = draft(text, { command_id: text });
        await newBook().create(ACCOUNT, one, "Robin");
      }
      const ids = async (id: string) => {
        const connection = { id, at: NOW };
        const sent = newBook().toSend(ACCOUNT, connection, "none");
        return (await Array.fromAsync(sent)).map((one) => one.command_id);
      };
      const [some, others] = await Promise.all([ids("b"), ids("a")]);
      for (const sent of [some, others]) {
        expect(sent).toEqual(texts.filter((text) => sent.includes(text)));
      }
      expect([...some, ...others].sort()).toEqual(texts.toSorted());
      const news = await Array.fromAsync(
        store.list<StoredCommand>({ prefix: keys.commandNewsOf(ACCOUNT) }),
      );
      expect(
        news.slice(texts.length).map(({ value: { id, status } }) =>
          `${id} ${status}`
        ),
      ).toEqual(texts.map((text) => `${text} sent`));
    }));

  it("gets again what may have been lost with another one", () =>
    withBook(async (test) => {
      await test.create("a", "b");
      expect(await test.sent()).toEqual(["a", "b"]);
      await test.book.settle(ACCOUNT, { command_id: "a", status: "failed" });
      const news = await test.news();

      // One whose instance's clock is behind, too, but only at its start.
      const behind = { id: "c_2", at: NOW - 5_000 };
      expect(await test.sent(behind)).toEqual([]);
      expect(await test.sent(behind, "all")).toEqual(["b"]);
      expect(await test.sent(behind, "all")).toEqual([]);
      // A newer one also later: the one before took it, and then gave way.
      const newer = { id: "c_3", at: NOW };
      expect(await test.sent(newer)).toEqual([]);
      expect(await test.sent(newer, "older")).toEqual(["b"]);
      expect(await test.sent(newer, "older")).toEqual([]);
      expect(await test.sent(behind, "older")).toEqual([]);
      // Dashboards know that it was sent.
      expect(news).toHaveLength(5);
      expect(await test.news()).toEqual([]);
    }));

  it("gets nothing whose time is over", () =>
    withBook(async (test) => {
      await test.create("a", "b");
      expect(await test.sent()).toEqual(["a", "b"]);
      await test.create("c");
      test.clock.advance(59_999);
      const next = test.book.toSend(
        ACCOUNT,
        { id: "c_2", at: NOW + 1 },
        "all",
      );
      expect((await next.next()).value).toMatchObject({ command_id: "a" });
      test.clock.advance(1);
      expect((await next.next()).done).toBe(true);
      expect(await test.book.listOpen(ACCOUNT)).toEqual([]);
      for (const id of ["a", "b", "c"]) {
        expect(await test.book.get(ACCOUNT, id)).toMatchObject({
          status: "expired",
          changed_at: iso(NOW + 60_000),
        });
      }
    }));
});

describe("a result", () => {
  it("counts once: the first", () =>
    withBook(async (test) => {
      await test.create("c");
      await test.sent();
      test.clock.advance(2_000);
      const message_id = MessageId.parse("550002");
      const first = {
        command_id: "c",
        status: "succeeded" as const,
        detail: "Done",
        message_id,
      };
      expect(await test.book.settle(ACCOUNT, first)).toBe("committed");
      expect(await test.book.settle(ACCOUNT, first)).toBe("duplicate");
      expect(
        await test.book.settle(ACCOUNT, { command_id: "c", status: "failed" }),
      ).toBe("duplicate");
      expect(await test.book.get(ACCOUNT, "c")).toMatchObject({
        status: "succeeded",
        detail: "Done",
        message_id,
        changed_at: iso(NOW + 2_000),
      });
      expect(await test.book.listOpen(ACCOUNT)).toEqual([]);
      expect(await test.sent(CONNECTION, "all")).toEqual([]);
      expect((await test.news()).at(-1)).toMatchObject({
        command_id: "c",
        status: "succeeded",
        detail: "Done",
        message_id,
      });
      expect(test.rung).toHaveLength(3);
    }));

  it("counts also when it comes late", () =>
    withBook(async (test) => {
      await test.create("c");
      await test.sent();
      test.clock.advance(60_000);
      expect(await test.book.get(ACCOUNT, "c"))
        .toMatchObject({ status: "expired" });
      const result = { command_id: "c", status: "succeeded" as const };
      expect(await test.book.settle(ACCOUNT, result)).toBe("committed");
      expect(await test.book.get(ACCOUNT, "c"))
        .toMatchObject({ status: "succeeded" });
    }));

  it.each(["nothing", "", "a/b", "x".repeat(65), "x".repeat(100_000)])(
    "of a command that there is not is unknown (%#)",
    (command_id) =>
      withBook(async (test) => {
        await test.create("c");
        const result = { command_id, status: "succeeded" as const };
        expect(await test.book.settle(ACCOUNT, result)).toBe("unknown");
        expect(await test.book.get(ACCOUNT, command_id)).toBeNull();
      }),
  );

  it("says no more than is worth storing", () =>
    withBook(async (test) => {
      await test.create("c");
      const detail = `${"x".repeat(999)}💬${"y".repeat(1_000_000)}`;
      const result = { command_id: "c", status: "failed" as const, detail };
      expect(await test.book.settle(ACCOUNT, result)).toBe("committed");
      const command = await test.book.get(ACCOUNT, "c");
      expect(command?.detail).toBe(`${"x".repeat(999)}\uFFFD`);
    }));
});

describe("another account", () => {
  it("has commands of its own under the same ids", () =>
    withBook(async (test) => {
      const { book } = test;
      await test.create("c");
      expect(await book.get(OTHER, "c")).toBeNull();
      expect(await book.listOpen(OTHER)).toEqual([]);
      expect(await listCommands(test.store, OTHER, { limit: 50 }))
        .toEqual({ commands: [], next_cursor: null });
      expect(
        await Array.fromAsync(book.toSend(OTHER, CONNECTION, "all")),
      ).toEqual([]);
      expect(await book.settle(OTHER, { command_id: "c", status: "failed" }))
        .toBe("unknown");
      expect(await test.news(OTHER)).toEqual([]);

      const own = draft("another text", { command_id: "c" });
      expect((await book.create(OTHER, own, "Sam")).ok).toBe(true);
      expect(await book.get(ACCOUNT, "c"))
        .toMatchObject({ text: "c", status: "queued" });
    }));
});

describe("a command that has not changed for 30 days", () => {
  it("goes when others come, with everything of it", () =>
    withBook(async (test) => {
      await test.create("old", "late");
      await test.sent();
      await test.news();
      test.clock.advance(KEPT_MS - 1);
      // Somebody says only now what became of this one.
      await test.book.settle(ACCOUNT, { command_id: "late", status: "failed" });
      await test.create("new");
      expect(await test.book.get(ACCOUNT, "old")).not.toBeNull();

      test.clock.advance(1);
      await test.create("newer");
      await test.news();
      const page = await listCommands(test.store, ACCOUNT, { limit: 50 });
      expect(page?.commands.map(({ command_id }) => command_id))
        .toEqual(["newer", "new", "late"]);
      const left = (await allKeys(test.store.kv))
        .filter((key) => key.includes("old"));
      expect(left).toEqual([]);
      const byNumber = (await allKeys(test.store.kv))
        .filter((key) => key.at(-1) === 0);
      expect(byNumber).toEqual([]);
    }));
});

it("marks the account for whoever writes for it, with every news", () =>
  withBook(async (test) => {
    const { store } = test;
    const key = keys.due(ACCOUNT);
    const changes = [
      () => test.create("c"),
      () => test.sent(),
      () => test.book.settle(ACCOUNT, { command_id: "c", status: "failed" }),
    ];
    for (const change of changes) {
      await change();
      expect(await store.get(key)).not.toBeNull();
      const tx = new Transaction(store);
      tx.delete(key);
      await tx.commit();
    }
    // What changes nothing is no news.
    await test.create("c");
    await test.sent();
    expect(await store.get(key)).toBeNull();
  }));
