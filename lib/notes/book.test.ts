import { describe, expect, it } from "vitest";
import { AccountId, ChatId, MAX_NOTES } from "@/lib/models/mod.ts";
import { ManualClock, type Store } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import { NoteBook } from "./mod.ts";

const ROBIN = AccountId.parse("u_1");
const SAM = AccountId.parse("u_2");
const CHAT = ChatId.parse("1001");
const OTHER = ChatId.parse("1002");
const NOW = Date.UTC(2026, 10, 21);

/** A book of notes, and a second one on the same database. */
function withBooks(
  run: (
    book: NoteBook,
    second: NoteBook,
    { clock, store }: { clock: ManualClock; store: Store },
  ) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock(NOW);
  return withStore(
    (store) => run(new NoteBook(store), new NoteBook(store), { clock, store }),
    { clock, random: () => 0 },
  );
}

const said = (text: string) => ({ text, by: "Robin" });

describe("notes", () => {
  it("are listed, the latest first, as they were written", async () => {
    await withBooks(async (book, _, { clock }) => {
      expect(await book.list(ROBIN, CHAT)).toEqual([]);
      for (let n = 1; n <= 11; n++) {
        await book.add(ROBIN, CHAT, said(`note ${n}`));
        clock.advance(1_000);
      }
      const notes = await book.list(ROBIN, CHAT);
      expect(notes.map(({ text }) => text)).toEqual(
        Array.from({ length: 11 }, (_, i) => `note ${11 - i}`),
      );
      expect(notes.at(-1)).toEqual({
        id: "n_1",
        text: "note 1",
        created_at: "2026-11-21T00:00:00.000Z",
        created_by: "Robin",
        changed_at: null,
      });
    });
  });

  it("are changed, and keep their place and their author", async () => {
    await withBooks(async (book, _, { clock }) => {
      const note = await book.add(ROBIN, CHAT, said("first"));
      await book.add(ROBIN, CHAT, said("second"));
      clock.advance(5_000);
      const changed = await book.change(ROBIN, CHAT, {
        id: "n_1",
        text: "Birthday in May",
      });
      expect(changed).toEqual({
        ...note,
        text: "Birthday in May",
        changed_at: "2026-11-21T00:00:05.000Z",
      });
      expect((await book.list(ROBIN, CHAT)).map(({ text }) => text))
        .toEqual(["second", "Birthday in May"]);
      // The same text changes nothing.
      clock.advance(5_000);
      expect(
        await book.change(ROBIN, CHAT, { id: "n_1", text: "Birthday in May" }),
      ).toEqual(changed);
    });
  });

  it("are deleted, and their ids never given again", async () => {
    await withBooks(async (book) => {
      await book.add(ROBIN, CHAT, said("first"));
      await book.add(ROBIN, CHAT, said("second"));
      expect(await book.delete(ROBIN, CHAT, "n_2")).toBe(true);
      expect(await book.delete(ROBIN, CHAT, "n_2")).toBe(false);
      expect((await book.add(ROBIN, CHAT, said("third")))?.id).toBe("n_3");
      expect((await book.list(ROBIN, CHAT)).map(({ id }) => id))
        .toEqual(["n_3", "n_1"]);
    });
  });

  it("are not found by what is no id of theirs", async () => {
    await withBooks(async (book) => {
      await book.add(ROBIN, CHAT, said("first"));
      for (
        const id of ["", "1", "n_0", "n_01", "n_2", "n_1e0", "n_", "n_-1"]
      ) {
        expect(await book.change(ROBIN, CHAT, { id, text: "x" })).toBeNull();
        expect(await book.delete(ROBIN, CHAT, id)).toBe(false);
      }
    });
  });

  it("are those of one account and one conversation", async () => {
    await withBooks(async (book) => {
      await book.add(ROBIN, CHAT, said("Robin's"));
      for (const [account, chat] of [[SAM, CHAT], [ROBIN, OTHER]] as const) {
        expect(await book.list(account, chat)).toEqual([]);
        const change = { id: "n_1", text: "x" };
        expect(await book.change(account, chat, change)).toBeNull();
        expect(await book.delete(account, chat, "n_1")).toBe(false);
      }
      expect(await book.list(ROBIN, CHAT)).toHaveLength(1);
    });
  });

  it("are at most so many, also if several write at once", async () => {
    await withBooks(async (book, second) => {
      // None of the longest texts shares a commit with others.
      const text = "語".repeat(2_000);
      for (let n = 2; n < MAX_NOTES; n++) {
        await book.add(ROBIN, CHAT, said(text));
      }
      const added = await Promise.all([
        book.add(ROBIN, CHAT, said("one")),
        second.add(ROBIN, CHAT, said("two")),
        book.add(ROBIN, CHAT, said("three")),
        second.add(ROBIN, CHAT, said("four")),
      ]);
      expect(added.filter((note) => note === null)).toHaveLength(2);
      const notes = await book.list(ROBIN, CHAT);
      expect(notes).toHaveLength(MAX_NOTES);
      expect(new Set(notes.map(({ id }) => id)).size).toBe(MAX_NOTES);
      expect(await book.add(ROBIN, CHAT, said("x"))).toBeNull();
      await book.delete(ROBIN, CHAT, "n_7");
      expect(await book.add(ROBIN, CHAT, said("x"))).not.toBeNull();
      expect(await book.add(ROBIN, CHAT, said("y"))).toBeNull();
      expect(await book.add(ROBIN, OTHER, said("x"))).not.toBeNull();
    });
  });

  it("are deleted once, and not changed then, by whoever comes", async () => {
    await withBooks(async (book, second) => {
      for (let n = 1; n <= 5; n++) await book.add(ROBIN, CHAT, said("x"));
      const deleted = await Promise.all([
        book.delete(ROBIN, CHAT, "n_3"),
        second.delete(ROBIN, CHAT, "n_3"),
      ]);
      expect(deleted.toSorted()).toEqual([false, true]);
      const [changed, gone] = await Promise.all([
        book.change(ROBIN, CHAT, { id: "n_4", text: "y" }),
        second.delete(ROBIN, CHAT, "n_4"),
      ]);
      expect(gone).toBe(true);
      expect(changed === null || changed.text === "y").toBe(true);
      expect((await book.list(ROBIN, CHAT)).map(({ id }) => id))
        .toEqual(["n_5", "n_2", "n_1"]);
      // The count has followed: so many fit as are missing.
      for (let n = 3; n < MAX_NOTES; n++) {
        expect(await book.add(ROBIN, CHAT, said("x"))).not.toBeNull();
      }
      expect(await book.add(ROBIN, CHAT, said("x"))).toBeNull();
    });
  });
});
