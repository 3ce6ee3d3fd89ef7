/**
 * What tests of the store share: databases of their own, records, and a recount
 * of everything that is counted.
 * @module
 */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import type { ChatRecord, MessageRecord, Observed } from "../types.ts";
import type { AccountDatabase } from "./account_database.ts";
import { openAccountStore } from "./open.ts";
import type { AccountSchema, MessageRow, OutboxRow, PartRow } from "./rows.ts";
import { STATE, type StateRow } from "./rows.ts";

/** The creator of most tests. */
export const CREATOR = "9001";

/** Begins with no database at all. */
export function forgetDatabases(): void {
  globalThis.indexedDB = new IDBFactory();
}

/** Opens a store whose clock shows `now`. */
export function openStore(
  creator = CREATOR,
  now: () => number = () => 1_000,
): Promise<AccountDatabase> {
  return openAccountStore(creator, { now, newId: () => `db-${creator}` });
}

/** Something observed, with nothing else. */
export function seen(observed: Partial<Observed>): Observed {
  return { chats: [], messages: [], users: [], ...observed };
}

/** Noon of a day, so many seconds later, as the site writes it. */
export function time(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString()
    .replace(".000Z", "+00:00");
}

/** A message of the fan in a chat, or of the creator if `fields` say so. */
export function message(
  chat: string,
  id: number,
  fields: Partial<MessageRecord> = {},
): MessageRecord {
  return {
    id: String(id),
    chat_id: chat,
    text: `<p>message ${id}</p>`,
    createdAt: time(id),
    fromUser: { id: Number(chat) },
    ...fields,
  };
}

/** What a database holds, row by row. */
export interface Content {
  state: StateRow;
  messages: MessageRow[];
  outbox: OutboxRow[];
  parts: PartRow[];
}

/** Reads a database beside the store. */
export async function contentOf(creator = CREATOR): Promise<Content> {
  const db = await openDB<AccountSchema>(`rapport-account-${creator}`);
  try {
    const state = await db.get("meta", STATE);
    if (state === undefined) throw new Error("no state");
    return {
      state,
      messages: await db.getAll("messages"),
      outbox: await db.getAll("outbox"),
      parts: await db.getAll("parts"),
    };
  } finally {
    db.close();
  }
}

/** Messages that are not acknowledged, counted by what is stored of each. */
export function countWaiting(
  { state: { plan }, messages, outbox, parts }: Content,
): number {
  const cut = plan?.cut ?? 0;
  const waiting = new Set(
    outbox.filter(({ seq }) => seq > cut).map(({ chat, id }) =>
      `${chat} ${id}`
    ),
  );
  const open = parts.filter(({ acknowledged, kind }) =>
    !acknowledged && kind === "messages"
  );
  for (const { chat, id, rev, refused } of messages) {
    const isIn = open.some(({ first, last }) =>
      first !== null && last !== undefined &&
      indexedDB.cmp([chat, id], first) >= 0 &&
      indexedDB.cmp([chat, id], last) <= 0
    );
    if (isIn && rev <= cut && refused === undefined) {
      waiting.add(`${chat} ${id}`);
    }
  }
  return waiting.size;
}

/** A chat without its latest message, which is looked at by itself. */
export function bare({ last_message: _, ...chat }: ChatRecord): ChatRecord {
  return chat;
}
