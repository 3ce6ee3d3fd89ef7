import type {
  ChatChange,
  ChatId,
  Message,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import { type ConversationRecord, outgoingMessage } from "./conversation.ts";

/** A dataset's conversations, in order of their chats' ids. */
export async function* listConversations(
  store: Store,
  dataset: Dataset,
  options: { after?: ChatId; limit?: number } = {},
): AsyncGenerator<ConversationRecord> {
  const prefix = keys.conversations(dataset);
  const selector = options.after === undefined ? { prefix } : {
    prefix,
    // The smallest key after the chat's own.
    start: [...keys.conversation(dataset, options.after), ""],
  };
  const entries = store.list<ConversationRecord>(selector, {
    batchSize: 100,
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  for await (const { value } of entries) yield value;
}

/** One conversation, or `null`. */
export async function readConversation(
  store: Store,
  dataset: Dataset,
  chat: ChatId,
): Promise<ConversationRecord | null> {
  const key = keys.conversation(dataset, chat);
  return (await store.get<ConversationRecord>(key))?.value ?? null;
}

/** What a snapshot would say of each chat. */
export async function* listChats(
  store: Store,
  dataset: Dataset,
): AsyncGenerator<ChatChange> {
  for await (const record of listConversations(store, dataset)) {
    const { chat, creator, withUser, unread } = record;
    yield { chat, creator, withUser, unread };
  }
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
