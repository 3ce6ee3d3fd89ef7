import {
  type ChatChange,
  type ChatId,
  CreatorId,
  type Message,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type ListOptions,
  type Store,
} from "@/lib/store/mod.ts";
import { type ConversationRecord, outgoingMessage } from "./conversation.ts";
import { listConversations, readConversations } from "./conversation_store.ts";
import type { DayFigures } from "./figures.ts";
import { type DayRow, unpackDay } from "./figures_row.ts";

/** One conversation, or `null`. */
export async function readConversation(
  store: Store,
  dataset: Dataset,
  chat: ChatId,
): Promise<ConversationRecord | null> {
  const [record] = await readConversations(store, dataset, [chat]);
  return record ?? null;
}

/** A creator's figures of one day. */
export interface CreatorDay {
  creator: CreatorId;
  /** Counted from 1 January 1970. */
  day: number;
  figures: DayFigures;
}

/** A dataset's figures by creator and day; default: of all creators. */
export async function* listDays(
  store: Store,
  dataset: Dataset,
  { creator, ...options }: ListOptions & { creator?: CreatorId } = {},
): AsyncGenerator<CreatorDay> {
  const all = keys.days(dataset);
  const prefix = creator === undefined ? all : [...all, creator];
  const rows = store.list<DayRow>({ prefix }, options);
  for await (const { key, value } of rows) {
    const [creator, day] = key.slice(-2);
    yield {
      creator: CreatorId.parse(creator),
      day: Number(day),
      figures: unpackDay(value),
    };
  }
}

/** What a snapshot would say of each chat. */
export async function* listChats(
  store: Store,
  dataset: Dataset,
): AsyncGenerator<ChatChange> {
  for await (const record of listConversations(store, dataset)) {
    yield asChatChange(record);
  }
}

/** The same of some chats; those that are not in the dataset are left out. */
export async function readChats(
  store: Store,
  dataset: Dataset,
  chats: readonly ChatId[],
): Promise<ChatChange[]> {
  return (await readConversations(store, dataset, chats)).map(asChatChange);
}

function asChatChange(record: ConversationRecord): ChatChange {
  const { chat, creator, withUser, unread } = record;
  return { chat, creator, withUser, unread };
}

/**
 * A chat's messages before the time `before`, in ms, or the latest: at most
 * `limit`, oldest first, as they go to the dashboard.
 */
export async function readMessages(
  store: Store,
  dataset: Dataset,
  query: { chat: ChatId; before: PageCursor | null; limit: number },
): Promise<{ messages: Message[]; before: PageCursor | null }> {
  const prefix = keys.messagesOf(dataset, query.chat);
  const selector = query.before === null
    ? { prefix }
    : { prefix, end: [...prefix, query.before.at, query.before.id] };
  const rows: StoredMessage[] = [];
  const list = listMessages(store, selector, {
    reverse: true,
    limit: query.limit + 1,
  });
  for await (const row of list) rows.push(row);
  const page = rows.slice(0, query.limit);
  const oldest = page.at(-1);
  return {
    messages: page.reverse().map(outgoingMessage),
    before: rows.length > query.limit && oldest
      ? { at: oldest.at, id: oldest.id }
      : null,
  };
}

/** The place in a chat before which the next page lies. */
export interface PageCursor {
  at: number;
  id: string;
}
