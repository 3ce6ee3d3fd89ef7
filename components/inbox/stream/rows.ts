import { plainLines } from "@/components/wording/plain_text.ts";
import { dayIn } from "@/components/wording/zoned_time.ts";
import type { Pending } from "./commands.ts";
import type { MessagesView, Placed } from "./messages.ts";

/** A line of the stream. */
export type Row =
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string }
  | {
    kind: "message";
    key: string;
    placed: Placed;
    /** Whether the creator wrote it. */
    isOwn: boolean;
    /** The first of a run of one side. */
    isFirst: boolean;
  }
  | { kind: "pending"; key: string; pending: Pending; isFirst: boolean };

/** What rows are made of. */
export interface RowsOptions {
  view: Pick<MessagesView, "items" | "hasOlder" | "hasNewer">;
  pending: readonly Pending[];
  /** The message before which new ones begin; `null`: nothing was new. */
  firstUnread: string | null;
  zone: string;
}

/** A pause that ends a run of one side, ms. */
const RUN_MS = 30 * 60_000;
/** Clocks may differ by so much, ms. */
const CLOCK_MS = 60_000;

/** Whether a message was written by the creator. */
export function isOwn({ message }: Placed): boolean {
  return message.is_creator ?? message.is_inbound === false;
}

/** The rows of a stream, oldest first. */
export function rowsOf(
  { view, pending, firstUnread, zone }: RowsOptions,
): Row[] {
  const rows: Row[] = [];
  let day: string | null = null;
  let run: { isOwn: boolean; at: number } | null = null;
  const begin = (at: number, own: boolean): boolean => {
    const here = dayIn(zone, at);
    if (here !== day) {
      day = here;
      run = null;
      rows.push({ kind: "day", key: `day:${here}`, at });
    }
    const isFirst = run === null || run.isOwn !== own || at - run.at > RUN_MS;
    run = { isOwn: own, at };
    return isFirst;
  };
  const waiting = waitingOf(view, pending);
  let next = 0;
  const addWaiting = (until: number) => {
    for (; next < waiting.length; next++) {
      const one = waiting[next];
      if (one === undefined || one.at >= until) return;
      const isFirst = begin(one.at, true);
      const key = `command:${one.id}`;
      rows.push({ kind: "pending", key, pending: one, isFirst });
    }
  };
  for (const placed of view.items) {
    addWaiting(placed.at);
    const own = isOwn(placed);
    let isFirst = begin(placed.at, own);
    if (placed.id === firstUnread) {
      rows.push({ kind: "unread", key: "unread" });
      isFirst = true;
    }
    const key = placed.id;
    rows.push({ kind: "message", key, placed, isOwn: own, isFirst });
  }
  addWaiting(Infinity);
  return withUniqueDays(rows);
}

/** A day may come twice where clocks differ; each row has a key of its own. */
function withUniqueDays(rows: Row[]): Row[] {
  const seen = new Set<string>();
  for (const row of rows) {
    if (row.kind !== "day") continue;
    while (seen.has(row.key)) row.key += "'";
    seen.add(row.key);
  }
  return rows;
}

/** The commands that are not messages yet, and whose place is held. */
function waitingOf(
  { items, hasOlder, hasNewer }: RowsOptions["view"],
  pending: readonly Pending[],
): Pending[] {
  if (pending.length === 0) return [];
  const [first, last] = [items[0], items.at(-1)];
  const ids = new Set(items.map(({ id }) => id));
  const taken = new Set<string>();
  return pending.filter((one) => {
    if (hasOlder && first !== undefined && one.at < first.at) return false;
    if (hasNewer && last !== undefined && one.at > last.at) return false;
    if (one.status !== "succeeded") {
      return one.messageId === null || !ids.has(one.messageId);
    }
    if (one.messageId !== null) return !ids.has(one.messageId);
    const message = messageLike(one, items, taken);
    if (message !== null) taken.add(message.id);
    return message === null;
  });
}

/** The message that a command became, where the Agent did not say which. */
function messageLike(
  { text, at }: Pending,
  items: readonly Placed[],
  taken: ReadonlySet<string>,
): Placed | null {
  const wanted = oneLine(text);
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item === undefined || item.at < at - CLOCK_MS) return null;
    if (
      isOwn(item) && !taken.has(item.id) &&
      oneLine(plainLines(item.message.text ?? "")) === wanted
    ) return item;
  }
  return null;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * The first of the newest `unread` messages of the fan; `null` where none is
 * unread, or it is older than what is held.
 */
export function firstUnreadOf(
  items: readonly Placed[],
  unread: number,
): string | null {
  let left = unread;
  let first: string | null = null;
  for (let i = items.length - 1; i >= 0 && left > 0; i--) {
    const item = items[i];
    if (item === undefined || isOwn(item)) continue;
    first = item.id;
    left--;
  }
  return left === 0 ? first : null;
}
