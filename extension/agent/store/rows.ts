import type { DBSchema, IDBPDatabase, IDBPTransaction } from "idb";
import type { WireUser } from "../types.ts";
import type { JournalEntry } from "../types.ts";

/**
 * The object stores of an account's database and what lies in them. Records are
 * kept as JSON: they are compared, measured and sent as such, and reading a text
 * costs a fraction of reading an object of forty fields. There are few indexes,
 * as each makes every write dearer by a third: a chat's messages are sorted when
 * they are read, and a message names its place in the outbox.
 * @module
 */

/** A message's place: its chat and its id. */
export type MessageKey = [chat: string, id: string];

/** Why the service cannot take something at all. */
export interface Refusal {
  code: string;
  reason: string;
}

/** A message. */
export interface MessageRow {
  chat: string;
  id: string;
  /** When it was written, in ms since the epoch. */
  at: number;
  /** The number of its latest change, of {@linkcode StateRow.seq}. */
  rev: number;
  /** Its latest place in the outbox, where it is while it waits. */
  entry: number;
  /** Of `json`, in UTF-8. */
  bytes: number;
  json: string;
  /** The fan wrote it, and it tells more of the fan than an id. */
  hasProfile: boolean;
  /** It is not sent again until it changes. */
  refused?: Refusal;
}

/** A message that is known of a chat. */
export interface Mark {
  id: string;
  /** When it was written, in ms since the epoch. */
  at: number;
}

/** A chat. */
export interface ChatRow {
  id: string;
  /** The number of its first appearance, of {@linkcode StateRow.seq}. */
  rev: number;
  /** Of `json`, in UTF-8. */
  bytes: number;
  /** With the fan's profile as merged so far, without messages. */
  json: string;
  /** Its latest message. */
  last: Mark & { json: string } | null;
  /** The fan's latest message. */
  fan: Mark | null;
  /** What of the profile was put into the outbox; `null`: nothing. */
  told: Partial<WireUser> | null;
  /** No snapshot holds it. */
  refused?: Refusal;
}

/** The profile of somebody with whom there is no chat. */
export interface UserRow {
  id: string;
  json: string;
}

/** A message that the service has not acknowledged as it is. */
export interface OutboxRow {
  seq: number;
  chat: string;
  id: string;
  /** That of the message, see {@linkcode MessageRow}. */
  rev: number;
}

/**
 * A part of the snapshot under way: chats by their ids, or messages by their
 * keys, from `first` to `last`; both `null` in the only part of an empty one.
 */
export interface PartRow {
  index: number;
  kind: "chats" | "messages";
  first: string | MessageKey | null;
  /** Absent in an empty one: `null` is no key of an index. */
  last?: string | MessageKey;
  /** Messages of it that the service has not acknowledged. */
  left: number;
  acknowledged: boolean;
}

/** A snapshot under way. */
export interface Plan {
  id: string;
  /** It holds the changes up to this number, of {@linkcode StateRow.seq}. */
  cut: number;
  /** Most bytes of a part's frame. */
  partBytes: number;
  /** Its parts, and how many of them are acknowledged. */
  total: number;
  done: number;
}

/** Why no connection is made. */
export interface Halt {
  /** The close code that it began with. */
  code: number;
  detail: string;
  /** Until then, in ms since the epoch; `null`: until somebody pairs again. */
  until: number | null;
  /** How often in a row. */
  times: number;
  /** Of the pairing that it holds for. */
  pairedAt: number;
}

/** What is known of the account as a whole; one row. */
export interface StateRow {
  /** Names this database, random: events of two never have the same id. */
  database: string;
  /** The last number that was given to a change; grows for ever. */
  seq: number;
  chats: number;
  messages: number;
  waiting: number;
  delivered: number;
  evicted: number;
  refused: number;
  lastCapturedAt: number | null;
  lastDeliveredAt: number | null;
  /** The service and account that the last snapshot went to. */
  target: string | null;
  plan: Plan | null;
  /** Most bytes of a part, where the contract's bound is too much. */
  partBytes: number | null;
  halt: Halt | null;
}

/** A command. The times are there only as long as they say something. */
export interface CommandRow {
  id: string;
  entry: JournalEntry;
  /** When it came in, if it has no result. */
  open?: number;
  /** When it came in, if the service does not know its result. */
  owed?: number;
  /** When it came in, if all is done. */
  settled?: number;
  /** When it was forwarded to a page. */
  forwarded?: number;
}

/** The schema as `idb` takes it. */
export interface AccountSchema extends DBSchema {
  chats: { key: string; value: ChatRow };
  users: { key: string; value: UserRow };
  messages: {
    key: MessageKey;
    value: MessageRow;
    indexes: { age: number };
  };
  outbox: { key: number; value: OutboxRow };
  parts: {
    key: number;
    value: PartRow;
    indexes: { last: string | MessageKey };
  };
  commands: {
    key: string;
    value: CommandRow;
    indexes: {
      open: number;
      owed: number;
      settled: number;
      forwarded: number;
    };
  };
  meta: { key: string; value: StateRow };
}

/** Every object store. */
export type StoreName =
  | "chats"
  | "users"
  | "messages"
  | "outbox"
  | "parts"
  | "commands"
  | "meta";

/** An account's database. */
export type Database = IDBPDatabase<AccountSchema>;

/** A transaction that changes the object stores that it was opened for. */
export type Writing = IDBPTransaction<AccountSchema, StoreName[], "readwrite">;

/** A transaction that may only read the object stores it was opened for. */
export type Reading =
  | IDBPTransaction<AccountSchema, StoreName[], "readonly">
  | Writing;

/** The version of the schema. */
export const SCHEMA_VERSION = 1;
/** The key of the only row of `meta`. */
export const STATE = "state";

/** Makes the object stores of a new database. */
export function createStores(db: Database): void {
  db.createObjectStore("chats", { keyPath: "id" });
  db.createObjectStore("users", { keyPath: "id" });
  db.createObjectStore("messages", { keyPath: ["chat", "id"] })
    .createIndex("age", "at");
  db.createObjectStore("outbox", { keyPath: "seq" });
  db.createObjectStore("parts", { keyPath: "index" })
    .createIndex("last", "last");
  const commands = db.createObjectStore("commands", { keyPath: "id" });
  for (const index of ["open", "owed", "settled", "forwarded"] as const) {
    commands.createIndex(index, index);
  }
  db.createObjectStore("meta");
}

/** The state of a database in which nothing was put yet. */
export function emptyState(database: string): StateRow {
  return {
    database,
    seq: 0,
    chats: 0,
    messages: 0,
    waiting: 0,
    delivered: 0,
    evicted: 0,
    refused: 0,
    lastCapturedAt: null,
    lastDeliveredAt: null,
    target: null,
    plan: null,
    partBytes: null,
    halt: null,
  };
}

const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}
