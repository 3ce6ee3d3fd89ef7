import { describe, expect, it } from "vitest";
import { Message } from "@/lib/models/mod.ts";
import type { Pending } from "./commands.ts";
import type { Placed } from "./messages.ts";
import { firstUnreadOf, rowsOf, type RowsOptions } from "./rows.ts";

const NOON = Date.parse("2025-11-08T12:00:00Z");
const MINUTE = 60_000;

function placed(id: string, minutes: number, change = {}): Placed {
  const at = NOON + minutes * MINUTE;
  const message = Message.parse({
    id,
    text: `<p>${id}</p>`,
    is_inbound: true,
    is_creator: false,
    ...change,
  });
  return { id, at, message };
}

const OWN = { is_inbound: false, is_creator: true };

function pending(id: string, minutes: number, change = {}): Pending {
  return {
    id,
    text: id,
    status: "queued",
    at: NOON + minutes * MINUTE,
    expiresAt: null,
    detail: null,
    messageId: null,
    wasSent: false,
    origin: null,
    ...change,
  };
}

function rows(items: Placed[], change: Partial<RowsOptions> = {}) {
  return rowsOf({
    view: { items, hasOlder: false, hasNewer: false },
    pending: [],
    firstUnread: null,
    zone: "UTC",
    ...change,
  });
}

const keys = (rows: { key: string }[]) => rows.map(({ key }) => key);

describe("rows of a stream", () => {
  it("begin each day of the account's zone with its name", () => {
    const items = [placed("a", 0), placed("b", 11.5 * 60)];
    expect(keys(rows(items))).toEqual(["day:2025-11-08", "a", "b"]);
    expect(keys(rows(items, { zone: "Europe/Athens" }))).toEqual([
      "day:2025-11-08",
      "a",
      "day:2025-11-09",
      "b",
    ]);
  });

  it("tell where a side's run begins: after the other, a pause, the line", () => {
    const items = [
      placed("a", 0),
      placed("b", 1),
      placed("c", 2, OWN),
      placed("d", 3),
      placed("e", 90),
      placed("f", 91),
    ];
    const first = rows(items, { firstUnread: "f" }).flatMap((row) =>
      row.kind === "message" && row.isFirst ? [row.key] : []
    );
    expect(first).toEqual(["a", "c", "d", "e", "f"]);
    expect(keys(rows(items, { firstUnread: "f" })).slice(-2))
      .toEqual(["unread", "f"]);
  });

  it("hold the place of what is on its way by its time", () => {
    const items = [placed("a", 0), placed("b", 10)];
    const waiting = [pending("x", 5), pending("y", 11)];
    expect(keys(rows(items, { pending: waiting }))).toEqual([
      "day:2025-11-08",
      "a",
      "command:x",
      "b",
      "command:y",
    ]);
  });

  it("show a message once: as itself, when it has come", () => {
    const items = [placed("7", 1, OWN), placed("8", 2, OWN)];
    const named = pending("x", 0, { status: "succeeded", messageId: "7" });
    const late = pending("y", 3, { status: "succeeded", messageId: "9" });
    const alike = pending("8", 2, { status: "succeeded" });
    const second = pending("8", 2, { status: "succeeded", id: "z" });
    const all = rows(items, { pending: [named, alike, second, late] });
    expect(keys(all.filter(({ kind }) => kind === "pending")))
      .toEqual(["command:z", "command:y"]);
  });

  it("leave out what lies beyond the messages that are held", () => {
    const items = [placed("a", 10), placed("b", 20)];
    const waiting = [pending("x", 5), pending("y", 15), pending("z", 25)];
    const view = { items, hasOlder: true, hasNewer: true };
    const all = rows(items, { view, pending: waiting });
    expect(keys(all.filter(({ kind }) => kind === "pending")))
      .toEqual(["command:y"]);
  });

  it("have a key of their own each, also where clocks differ", () => {
    const items = [placed("a", 0), placed("b", 24 * 60), placed("c", 1)];
    const all = keys(rows(items));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the first unread message", () => {
  const items = [
    placed("a", 0),
    placed("b", 1),
    placed("c", 2, OWN),
    placed("d", 3),
  ];

  it.each([[0, null], [1, "d"], [2, "b"], [3, "a"], [4, null]])(
    "of %d is %s",
    (unread, first) => {
      expect(firstUnreadOf(items, unread)).toBe(first);
    },
  );
});
