import {
  conversationNode,
  type ConversationRecord,
  listConversations,
  type PageCursor,
  readConversation,
  readMessages,
} from "@/lib/insights/mod.ts";
import type {
  AccountId,
  ChatId,
  ConversationList,
  ExtendedConversationNode,
  MessageList,
} from "@/lib/models/mod.ts";
import type { Dataset, Store } from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";

/** Messages that are read at once to be left out. */
const SKIPPED_AT_ONCE = 500;
/** Messages that come with a conversation if it is only said where they begin. */
const MESSAGES = 50;

/** Where a page of conversations begins: after one of them, or after many. */
export interface ChatsQuery {
  limit: number;
  /** Conversations to leave out at the beginning; default: none. */
  offset?: number;
  /** The last one of the page before. */
  cursor?: ChatId;
}

/** Where a page of messages ends: before one of them, or before the latest. */
export interface ChatMessagesQuery {
  limit: number;
  /** How many of the latest messages to leave out; default: none. */
  offset?: number;
  before?: PageCursor;
}

/** What is stored of chats, page by page, for the REST API. */
export class Chats {
  readonly #store: Store;
  readonly #visible: (
    account: AccountId,
  ) => Promise<{ dataset: Dataset } | null>;

  /** `visible` gives `null` for an account without a snapshot. */
  constructor(options: {
    store: Store;
    visible: (account: AccountId) => Promise<{ dataset: Dataset } | null>;
  }) {
    this.#store = options.store;
    this.#visible = options.visible;
  }

  /** A page of conversations, in order of their ids. */
  async getChats(
    account: AccountId,
    { limit, offset = 0, cursor }: ChatsQuery,
  ): Promise<ConversationList> {
    const visible = await this.#visible(account);
    const conversations: ExtendedConversationNode[] = [];
    if (visible === null) return { conversations, next_cursor: null };
    const records = listConversations(this.#store, visible.dataset, {
      limit: offset + limit + 1,
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    let passed = 0;
    for await (const record of records) {
      if (passed++ < offset) continue;
      if (conversations.length < limit) {
        conversations.push(this.#node(record));
        continue;
      }
      const last = conversations.at(-1)?.conversationId ?? null;
      return { conversations, next_cursor: last };
    }
    return { conversations, next_cursor: null };
  }

  /** Whether there is such a conversation. */
  async hasChat(account: AccountId, chat: ChatId): Promise<boolean> {
    const visible = await this.#visible(account);
    return visible !== null &&
      await readConversation(this.#store, visible.dataset, chat) !== null;
  }

  /** A page of a conversation's messages; `null` if there is no such one. */
  async getMessages(
    account: AccountId,
    chat: ChatId,
    query: ChatMessagesQuery,
  ): Promise<MessageList | null> {
    const visible = await this.#visible(account);
    if (visible === null) return null;
    const { dataset } = visible;
    const page = await this.#messages(dataset, chat, query);
    // Where there are messages, there is a conversation.
    if (page.messages.length > 0) return page;
    return await readConversation(this.#store, dataset, chat) && page;
  }

  /**
   * A conversation, or `null`. Its `messages` are the page that is asked for; if
   * none is, the latest message.
   */
  async getChatWithMessages(
    account: AccountId,
    chat: ChatId,
    { limit, offset }: { limit?: number; offset?: number } = {},
  ): Promise<ExtendedConversationNode | null> {
    const visible = await this.#visible(account);
    if (visible === null) return null;
    const { dataset } = visible;
    const record = await readConversation(this.#store, dataset, chat);
    if (record === null) return null;
    const node = this.#node(record);
    if (limit === undefined && offset === undefined) return node;
    const { messages } = await this.#messages(dataset, chat, {
      limit: limit ?? MESSAGES,
      offset,
    });
    return { ...node, messages };
  }

  async #messages(
    dataset: Dataset,
    chat: ChatId,
    { limit, offset = 0, before }: ChatMessagesQuery,
  ): Promise<MessageList> {
    let end = before ?? null;
    for (let left = offset; left > 0; left -= SKIPPED_AT_ONCE) {
      const skipped = await readMessages(this.#store, dataset, {
        chat,
        before: end,
        limit: Math.min(left, SKIPPED_AT_ONCE),
      });
      if (skipped.before === null) return { messages: [], next_before: null };
      end = skipped.before;
    }
    const page = await readMessages(this.#store, dataset, {
      chat,
      before: end,
      limit,
    });
    return {
      messages: page.messages,
      next_before: page.before && `${page.before.at}~${page.before.id}`,
    };
  }

  #node(record: ConversationRecord): ExtendedConversationNode {
    return conversationNode(record, this.#store.clock.now(), CONCLUSIONS);
  }
}
