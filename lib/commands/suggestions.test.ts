import { describe, expect, it } from "vitest";
import { ChatId, CommandApproval, DAY_MS } from "@/lib/models/mod.ts";
import { keys, Store, Transaction } from "@/lib/store/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import {
  CommandBook,
  type Decided,
  KEPT_MS,
  listCommands,
  listSuggestions,
  MAX_OPEN,
  MAX_SUGGESTED,
  type Proposal,
  type StoredCommand,
} from "./mod.ts";
import {
  ACCOUNT,
  CHAT,
  draft,
  NOW,
  OTHER,
  proposal,
  type TestBook,
  withBook,
} from "./testing.ts";

const iso = (ms: number) => new Date(ms).toISOString();
const approval = (fields: Partial<CommandApproval> = {}) =>
  CommandApproval.parse(fields);

/** One of many conversations. */
const chatOf = (n: number) => ChatId.parse(String(2_000 + n));

/** Proposes a message; its id. */
async function suggest(
  { book }: TestBook,
  fields: Partial<Proposal> = {},
): Promise<string> {
  const proposed = await book.propose(ACCOUNT, proposal(fields), []);
  if (!proposed.ok) throw new Error(proposed.code);
  return proposed.command.command_id;
}

const approve = (
  { book }: TestBook,
  id: string,
  fields: Partial<CommandApproval> = {},
) => book.approve(ACCOUNT, id, { approval: approval(fields), by: "Robin" });
const reject = ({ book }: TestBook, id: string, reason: string | null = null) =>
  book.reject(ACCOUNT, id, { reason, by: "Kim" });

function refused(decided: Decided): string {
  return decided.ok ? "decided" : `${decided.code}: ${decided.reason}`;
}

describe("a proposed message", () => {
  it("waits for somebody, and no Agent gets it", () =>
    withBook(async (test) => {
      const id = await suggest(test);
      expect(await test.book.get(ACCOUNT, id)).toEqual({
        command_id: id,
        chat_id: CHAT,
        text: "Thank you!",
        media_url: null,
        status: "suggested",
        created_at: iso(NOW),
        expires_at: iso(NOW + DAY_MS),
        changed_at: iso(NOW),
        created_by: "tip",
        approved_by: null,
        suggestion: {
          rule: "tip",
          reason: "Sam tipped $20.00.",
          message_id: "550001",
        },
        detail: null,
        message_id: null,
      });
      expect(await test.sent()).toEqual([]);
      expect(await test.book.listOpen(ACCOUNT)).toEqual([]);
      expect(await test.news()).toMatchObject([{
        command_id: id,
        status: "suggested",
        suggestion: { rule: "tip" },
      }]);
      // An Agent that claims to have sent it knows nothing of it.
      const result = { command_id: id, status: "succeeded" as const };
      expect(await test.book.settle(ACCOUNT, result)).toBe("unknown");
      await reject(test, id);
      expect(await test.book.settle(ACCOUNT, result)).toBe("unknown");
      expect(await test.book.get(ACCOUNT, id))
        .toMatchObject({ status: "rejected" });
    }));

  it("is sent when somebody approves it, edited or not", () =>
    withBook(async (test) => {
      const id = await suggest(test);
      test.clock.advance(60_000);
      const decided = await approve(test, id, {
        text: "Thanks, Sam!",
        expires_in_seconds: 30,
      });
      expect(decided).toMatchObject({
        ok: true,
        command: {
          status: "queued",
          text: "Thanks, Sam!",
          approved_by: "Robin",
          expires_at: iso(NOW + 90_000),
        },
      });
      expect(await test.sent()).toEqual([id]);
      await test.book.settle(ACCOUNT, {
        command_id: id,
        status: "failed",
        detail: "No such chat",
      });
      expect((await test.news()).map(({ status }) => status))
        .toEqual(["suggested", "queued", "sent", "failed"]);
      const { trail } = (await test.book.getWithTrail(ACCOUNT, id))!;
      const at = iso(NOW + 60_000);
      expect(trail).toEqual([
        {
          at: iso(NOW),
          what: "suggested",
          by: null,
          detail: "Sam tipped $20.00.",
        },
        { at, what: "edited", by: "Robin", detail: "Proposed: Thank you!" },
        { at, what: "approved", by: "Robin", detail: null },
        { at, what: "sent", by: null, detail: null },
        { at, what: "failed", by: null, detail: "No such chat" },
      ]);
      const other = await suggest(test, { key: "2", chat: chatOf(2) });
      await approve(test, other, { text: "Thank you!" });
      const whole = await test.book.getWithTrail(ACCOUNT, other);
      expect(whole?.trail.map(({ what }) => what))
        .toEqual(["suggested", "approved"]);
    }));

  it("is decided about once; who comes later hears what is the case", () =>
    withBook(async (test) => {
      const approved = await suggest(test);
      await approve(test, approved);
      const rejected = await suggest(test, { key: "b", chat: chatOf(2) });
      await reject(test, rejected, "Too soon");
      const withdrawn = await suggest(test, { key: "c", chat: chatOf(3) });
      await test.book.withdraw(ACCOUNT, withdrawn, {
        why: "The creator has written meanwhile.",
        checks: [],
      });
      const expired = await suggest(test, {
        key: "d",
        chat: chatOf(4),
        expiresAt: NOW + 1_000,
      });
      test.clock.advance(1_000);
      await test.create("written");
      const said = [
        [approved, `approved: Robin approved it at ${iso(NOW)}.`],
        [rejected, `rejected: Kim rejected it at ${iso(NOW)}: Too soon`],
        [
          withdrawn,
          `rejected: It was withdrawn at ${
            iso(NOW)
          }: The creator has written meanwhile.`,
        ],
        [expired, `expired: It expired at ${iso(NOW + 1_000)}.`],
        ["written", "not_suggested: Robin wrote this message."],
        ["nothing", "unknown_command: The account has no such command."],
        ["a/b", "unknown_command: The account has no such command."],
      ] as const;
      const before = await Promise.all(
        said.map(([id]) => test.book.getWithTrail(ACCOUNT, id)),
      );
      for (const [id, reason] of said) {
        expect(refused(await approve(test, id, { text: "x" }))).toBe(reason);
        expect(refused(await reject(test, id))).toBe(reason);
      }
      const after = await Promise.all(
        said.map(([id]) => test.book.getWithTrail(ACCOUNT, id)),
      );
      expect(after).toEqual(before);
      expect(after[3]?.trail.at(-1)).toEqual({
        at: iso(NOW + 1_000),
        what: "expired",
        by: null,
        detail: null,
      });
      expect(await test.sent()).toEqual([approved, "written"]);
    }));

  it("is approved or rejected, not both, if two people decide at once", () =>
    withKv(async (kv) => {
      const store = new Store({ kv });
      const newBook = () => new CommandBook({ store, onNews: () => {} });
      for (let i = 0; i < 20; i++) {
        const expiresAt = Date.now() + DAY_MS;
        const one = proposal({ key: String(i), chat: chatOf(i), expiresAt });
        const proposed = await newBook().propose(ACCOUNT, one, []);
        if (!proposed.ok) throw new Error(proposed.code);
        const id = proposed.command.command_id;
        const decisions = [
          newBook().approve(ACCOUNT, id, { approval: approval(), by: "Robin" }),
          newBook().reject(ACCOUNT, id, { reason: null, by: "Kim" }),
          newBook().approve(ACCOUNT, id, { approval: approval(), by: "Lee" }),
        ];
        if (i % 2 === 0) decisions.reverse();
        const decided = await Promise.all(decisions);
        expect(decided.filter(({ ok }) => ok)).toHaveLength(1);
        const { status, trail } = (await newBook().getWithTrail(ACCOUNT, id))!;
        expect(trail).toHaveLength(2);
        const open = await newBook().listOpen(ACCOUNT);
        expect(open.some(({ command_id }) => command_id === id))
          .toBe(status === "queued");
      }
    }));

  it("is made once for its occasion, and for a fan one at a time", () =>
    withBook(async (test) => {
      const id = await suggest(test);
      const again = (fields: Partial<Proposal>) =>
        test.book.propose(ACCOUNT, proposal(fields), []);
      expect(await again({})).toEqual({ ok: false, code: "known" });
      expect(await again({ key: "another" }))
        .toEqual({ ok: false, code: "chat_busy" });
      await reject(test, id);
      expect(await again({})).toEqual({ ok: false, code: "known" });
      expect(await again({ key: "another" })).toMatchObject({ ok: true });
      // Who writes the same under its id has nothing sent by that.
      const own = draft("Thank you!", { command_id: id });
      expect(await test.book.create(ACCOUNT, own, "Robin"))
        .toEqual({ ok: false, code: "other_command" });
      // Somebody writes to this one.
      await test.book.create(
        ACCOUNT,
        draft("Hi", { chat_id: chatOf(9), command_id: "own" }),
        "Robin",
      );
      const busy = { chat: chatOf(9), key: "9" };
      expect(await again(busy)).toEqual({ ok: false, code: "chat_busy" });
      await test.sent();
      await test.book.settle(ACCOUNT, {
        command_id: "own",
        status: "succeeded",
      });
      test.clock.advance(3_599_999);
      expect(await again(busy)).toEqual({ ok: false, code: "chat_busy" });
      test.clock.advance(1);
      expect(await again(busy)).toMatchObject({ ok: true });
      // Occasions are an account's own.
      expect((await test.book.propose(OTHER, proposal({}), [])).ok).toBe(true);
    }));

  it("is refused where 50 wait, which take nobody's place", () =>
    withBook(async (test) => {
      for (let i = 0; i < MAX_SUGGESTED; i++) {
        await suggest(test, { key: String(i), chat: chatOf(i) });
      }
      const more = proposal({ key: "more", chat: chatOf(99) });
      expect(await test.book.propose(ACCOUNT, more, []))
        .toEqual({ ok: false, code: "too_many" });
      expect(await test.book.refusalOf(ACCOUNT, more))
        .toEqual({ ok: false, code: "too_many" });
      for (let i = 0; i < MAX_OPEN; i++) await test.create(`c_${i}`);
      const [{ id } = { id: "" }] = await listSuggestions(
        test.store,
        ACCOUNT,
        NOW,
      );
      expect(refused(await approve(test, id))).toMatch(/^too_many: 200 /);
      expect((await reject(test, id)).ok).toBe(true);
      expect((await test.book.propose(ACCOUNT, more, [])).ok).toBe(true);
      test.clock.advance(DAY_MS);
      expect(await listSuggestions(test.store, ACCOUNT, NOW + DAY_MS))
        .toEqual([]);
      const later = { key: "later", expiresAt: NOW + 2 * DAY_MS };
      expect((await test.book.propose(ACCOUNT, proposal(later), [])).ok)
        .toBe(true);
    }));

  it("is listed, however many commands came after it", () =>
    withBook(async (test) => {
      const id = await suggest(test);
      for (let i = 0; i < 510; i++) {
        await test.create(`c_${i}`);
        await test.book.settle(ACCOUNT, {
          command_id: `c_${i}`,
          status: "failed",
        });
      }
      const query = { limit: 50, status: "suggested" as const };
      for (const fields of [{}, { chat_id: CHAT }]) {
        const page = await listCommands(test.store, ACCOUNT, {
          ...query,
          ...fields,
        });
        expect(page?.commands.map(({ command_id }) => command_id))
          .toEqual([id]);
        expect(page?.next_cursor).toBeNull();
      }
      test.clock.advance(DAY_MS);
      expect((await listCommands(test.store, ACCOUNT, query))?.commands)
        .toEqual([]);
    }));

  it("is not stored where a check does not hold", () =>
    withBook(async (test) => {
      const key = keys.lease(ACCOUNT);
      const lease = { key, versionstamp: "00000000000000000000" };
      expect(await test.book.propose(ACCOUNT, proposal({}), [lease]))
        .toEqual({ ok: false, code: "outdated" });
      const id = await suggest(test);
      await test.book.withdraw(ACCOUNT, id, { why: "x", checks: [lease] });
      expect(await test.book.get(ACCOUNT, id))
        .toMatchObject({ status: "suggested" });
    }));

  it("leaves nothing but its occasion 30 days later", () =>
    withBook(async (test) => {
      const id = await suggest(test);
      await test.news();
      test.clock.advance(KEPT_MS);
      await test.create("new");
      expect(await test.book.get(ACCOUNT, id)).toBeNull();
      const rooms = [];
      for await (const { key } of test.store.kv.list({ prefix: [] })) {
        if (key.includes(CHAT)) rooms.push(key[0]);
      }
      expect(rooms.sort()).toEqual(["chat_command", "occasion"]);
    }));
});

describe("a command that was stored before there were suggestions", () => {
  it("is read as it was, sent, and settled", () =>
    withBook(async (test) => {
      await test.create("old");
      const key = keys.command(ACCOUNT, "old");
      const stored = (await test.store.get<StoredCommand>(key))!.value;
      const { trail: _, approvedBy: __, suggestion: ___, ...before } = stored;
      const tx = new Transaction(test.store);
      tx.set(key, before);
      await tx.commit();
      expect(await test.book.getWithTrail(ACCOUNT, "old")).toMatchObject({
        approved_by: null,
        suggestion: null,
        trail: [{ at: iso(NOW), what: "written", by: "Robin" }],
      });
      expect(await test.sent()).toEqual(["old"]);
      await test.book.settle(ACCOUNT, {
        command_id: "old",
        status: "succeeded",
      });
      const { trail } = (await test.book.getWithTrail(ACCOUNT, "old"))!;
      expect(trail.map(({ what }) => what))
        .toEqual(["written", "sent", "succeeded"]);
    }));
});
