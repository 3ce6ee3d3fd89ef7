import type { ChatId } from "@/lib/models/mod.ts";
import {
  type Changes,
  conversationKeys,
  type Dataset,
  keys,
  type Store,
} from "@/lib/store/mod.ts";
import type {
  ConversationDetails,
  ConversationFigures,
  ConversationRecord,
} from "./conversation.ts";
import {
  conversationPacking,
  type ConversationRow,
  detailsPacking,
  type DetailsRow,
} from "./conversation_row.ts";
import { readAhead } from "./read_ahead.ts";

/** Conversations that are read at once. */
const READ_AT_ONCE = 100;

/** The conversation as of the transaction, or `null`. */
export async function getConversation(
  tx: Changes,
  dataset: Dataset,
  chat: ChatId,
): Promise<ConversationRecord | null> {
  const [key, detailsKey] = keysOf(dataset, chat);
  const figures = await tx.get(key, conversationPacking);
  if (figures === null) return null;
  return recordOf(figures, await tx.get(detailsKey, detailsPacking));
}

/**
 * Writes what differs from `before`, `null` for a new conversation. Details
 * that are the same objects are taken to be the same.
 */
export function setConversation(
  tx: Changes,
  dataset: Dataset,
  before: ConversationRecord | null,
  after: ConversationRecord,
): void {
  const [key, detailsKey] = keysOf(dataset, after.chat);
  const { withUser, outcomes, ...figures } = after;
  tx.set(key, figures, { keep: true, packing: conversationPacking });
  const isSame = before === null
    ? withUser === null && outcomes.length === 0
    : before.withUser === withUser && before.outcomes === outcomes;
  if (isSame) return;
  const details: ConversationDetails = { withUser, outcomes };
  tx.set(detailsKey, details, { keep: true, packing: detailsPacking });
}

/** The conversations among `chats` that there are, in that order. */
export async function readConversations(
  store: Store,
  dataset: Dataset,
  chats: readonly ChatId[],
): Promise<ConversationRecord[]> {
  const entries = await store.getMany<ConversationRow | DetailsRow>(
    chats.flatMap((chat) => conversationKeys(dataset, chat)),
  );
  return chats.flatMap((_, i) => {
    const row = entries[2 * i]?.value as ConversationRow | undefined;
    if (row === undefined) return [];
    const details = entries[2 * i + 1]?.value as DetailsRow | undefined;
    return [unpackRecord(row, details)];
  });
}

/** A dataset's conversations, in order of their chats' ids. */
export async function* listConversations(
  store: Store,
  dataset: Dataset,
  options: { after?: ChatId; limit?: number } = {},
): AsyncGenerator<ConversationRecord> {
  const { after, limit } = options;
  const prefix = keys.conversations(dataset);
  const selector = after === undefined
    ? { prefix }
    : { prefix, start: justBehind(keys.conversation(dataset, after)) };
  const rows = store.list<ConversationRow>(selector, {
    batchSize: READ_AT_ONCE,
    ...(limit === undefined ? {} : { limit }),
  });
  const some = readAhead(together(rows, READ_AT_ONCE));
  const whole = readAhead(withDetails(store, dataset, some));
  for await (const records of whole) yield* records;
}

/** The rows of a list, `count` of them at a time. */
async function* together(
  rows: AsyncIterable<{ value: ConversationRow }>,
  count: number,
): AsyncGenerator<ConversationRow[]> {
  let some: ConversationRow[] = [];
  for await (const { value } of rows) {
    some.push(value);
    if (some.length < count) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** When each chat was last written in, in ms, of all that have messages. */
export async function readLastOfChats(
  store: Store,
  dataset: Dataset,
): Promise<{ chat: ChatId; lastAt: number }[]> {
  const prefix = keys.conversations(dataset);
  const all: { chat: ChatId; lastAt: number }[] = [];
  for await (const { value } of store.list<ConversationRow>({ prefix })) {
    const [chat, , , lastAt] = value;
    if (lastAt !== null) all.push({ chat, lastAt });
  }
  return all;
}

/** Rows that follow each other, with what else is stored of them. */
async function* withDetails(
  store: Store,
  dataset: Dataset,
  rows: AsyncIterable<ConversationRow[]>,
): AsyncGenerator<ConversationRecord[]> {
  for await (const some of rows) {
    const details = await detailsOf(store, dataset, some);
    yield some.map((row) => unpackRecord(row, details.get(row[0])));
  }
}

/** The details of rows that follow each other, by conversation. */
async function detailsOf(
  store: Store,
  dataset: Dataset,
  rows: readonly ConversationRow[],
): Promise<Map<Deno.KvKeyPart | undefined, DetailsRow>> {
  const details = new Map<Deno.KvKeyPart | undefined, DetailsRow>();
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return details;
  const list = store.list<DetailsRow>({
    start: keys.conversationDetails(dataset, first[0]),
    end: justBehind(keys.conversationDetails(dataset, last[0])),
  }, { batchSize: READ_AT_ONCE });
  for await (const { key, value } of list) details.set(key.at(-1), value);
  return details;
}

/** The smallest key after `key`. */
function justBehind(key: Deno.KvKey): Deno.KvKey {
  return [...key, ""];
}

function keysOf(
  dataset: Dataset,
  chat: ChatId,
): [figures: Deno.KvKey, details: Deno.KvKey] {
  return [
    keys.conversation(dataset, chat),
    keys.conversationDetails(dataset, chat),
  ];
}

function unpackRecord(
  row: ConversationRow,
  details: DetailsRow | undefined,
): ConversationRecord {
  return recordOf(
    conversationPacking.unpack(row),
    details === undefined ? null : detailsPacking.unpack(details),
  );
}

function recordOf(
  figures: ConversationFigures,
  details: ConversationDetails | null,
): ConversationRecord {
  return {
    ...figures,
    withUser: details?.withUser ?? null,
    outcomes: details?.outcomes ?? [],
  };
}
