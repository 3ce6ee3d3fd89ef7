import type { AccountId, ChatId, SuggestionRule } from "@/lib/models/mod.ts";
import { type Changes, keys, type Store } from "@/lib/store/mod.ts";
import type { StoredCommand } from "./record.ts";

/** Commands that an account may have open at a time. */
export const MAX_OPEN = 200;
/** How long a command is kept after it last changed, in ms. */
export const KEPT_MS = 30 * 24 * 3_600_000;
/** Rows that are past their time and that one commit removes, at most. */
const OLD_AT_ONCE = 10;

/** A connection of an account's Agent; of two, the one of later `at` is newer. */
export interface AgentConnection {
  id: string;
  /** When it was made, in ms since the epoch. */
  at: number;
}

/** What a command is found by. */
export interface IndexRow {
  id: string;
  /** When it was created, in ms. */
  at: number;
}

/** A command of which nobody has said what became of it. */
export interface OpenRow {
  id: string;
  /** In ms. */
  expiresAt: number;
  /** Over which connection it was sent; `null`: over none yet. */
  sentOver: AgentConnection | null;
}

/** A proposed message that nobody has decided about. */
export interface SuggestionRow {
  id: string;
  chat: ChatId;
  rule: SuggestionRule;
  /** The moment that it is about, in ms; see `Occasion`. */
  at: number;
  /** The conversation's latest message when it was proposed, in ms. */
  seenAt: number;
  /** In ms. */
  expiresAt: number;
}

/** Whose rows, and at what time, in ms. */
interface At {
  account: AccountId;
  now: number;
}

/** Reads commands by their ids; what is not there is left out. */
export async function readCommands(
  store: Store,
  account: AccountId,
  ids: readonly string[],
): Promise<Map<string, StoredCommand>> {
  const entries = await store.getMany<StoredCommand>(
    ids.map((id) => keys.command(account, id)),
  );
  return new Map(
    entries.flatMap((entry) => entry ? [[entry.value.id, entry.value]] : []),
  );
}

/** Commands that may be open, in the order of their creation. */
export async function listOpenRows(
  store: Store,
  account: AccountId,
): Promise<(OpenRow & { n: number })[]> {
  const rows: (OpenRow & { n: number })[] = [];
  const entries = store.list<OpenRow>({ prefix: keys.openCommandsOf(account) });
  for await (const { key, value } of entries) {
    rows.push({ ...value, n: Number(key.at(-1)) });
  }
  return rows;
}

/** Proposed messages whose time is not over at `now`, in ms; the oldest first. */
export async function listSuggestions(
  store: Store,
  account: AccountId,
  now: number,
): Promise<SuggestionRow[]> {
  const rows: SuggestionRow[] = [];
  const prefix = keys.openSuggestionsOf(account);
  for await (const { value } of store.list<SuggestionRow>({ prefix })) {
    if (now < value.expiresAt) rows.push(value);
  }
  return rows;
}

/**
 * Removes proposed messages that have expired from among those that wait; gives
 * the others.
 */
export async function forgetExpiredSuggestions(
  store: Store,
  tx: Changes,
  { account, now }: At,
): Promise<SuggestionRow[]> {
  const rows: SuggestionRow[] = [];
  const prefix = keys.openSuggestionsOf(account);
  let removed = 0;
  for await (const { key, value } of store.list<SuggestionRow>({ prefix })) {
    if (now < value.expiresAt) rows.push(value);
    else if (removed++ < OLD_AT_ONCE) tx.delete(key, 0);
  }
  return rows;
}

/**
 * Removes some commands that have expired from among those that are open; gives
 * how many others there are.
 */
export async function forgetExpired(
  store: Store,
  tx: Changes,
  { account, now }: At,
): Promise<number> {
  const rows = await listOpenRows(store, account);
  const expired = rows.filter(({ expiresAt }) => expiresAt <= now);
  for (const { n } of expired.slice(0, OLD_AT_ONCE)) {
    tx.delete(keys.openCommand(account, n), 0);
  }
  return rows.length - expired.length;
}

/** Removes some commands that have not changed for long, with all their rows. */
export async function removeOld(
  store: Store,
  tx: Changes,
  { account, now }: At,
): Promise<void> {
  const oldest = store.list<IndexRow>(
    { prefix: keys.commandsOf(account) },
    { limit: OLD_AT_ONCE },
  );
  for await (const { key, value: { id, at } } of oldest) {
    if (at > now - KEPT_MS) return;
    const command = await tx.get<StoredCommand>(keys.command(account, id));
    if (command !== null && command.changedAt > now - KEPT_MS) continue;
    tx.delete(key, 0);
    if (command === null) continue;
    tx.delete(keys.command(account, id));
    tx.delete(keys.commandOfChat(account, command.chat, command.n), 0);
    tx.delete(keys.openCommand(account, command.n), 0);
    tx.delete(keys.openSuggestion(account, command.n), 0);
  }
}

/** Whether a connection is newer than another, by the rule of the hub. */
export function isNewer(one: AgentConnection, other: AgentConnection): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}
