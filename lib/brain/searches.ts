import {
  outgoingMessage,
  readConversation,
  readConversations,
  readLastOfChats,
} from "@/lib/insights/mod.ts";
import type {
  AccountId,
  ChatId,
  SearchQuery,
  SearchResults,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  Matcher,
  parseSearchCursor,
  searchMessages,
  type SearchPlace,
  type SearchRequest,
  type SearchScope,
  toSearchCursor,
} from "@/lib/search/mod.ts";
import type { Dataset, Store } from "@/lib/store/mod.ts";
import type { Visible } from "./views.ts";

/** Accounts with more conversations are looked through in order of their ids. */
const MAX_IN_ORDER = 2_000;
/** Tries of a first page while new data take the place of those it reads. */
const TRIES = 3;

/**
 * Why there are no results: the query has no word, the cursor is none of such a
 * search, the data are others than those that it goes on in, or there is no such
 * conversation.
 */
export type NoResults = "words" | "cursor" | "outdated" | "conversation";

/** What a search comes to. */
export type Searched =
  | { ok: true; results: SearchResults }
  | { ok: false; why: NoResults };

/** Where an account's messages are looked through, and how many there are. */
interface Searchable {
  scope: SearchScope;
  total: number;
}

/** Looks for words in an account's messages. */
export class Searches {
  readonly #store: Store;
  readonly #visible: (account: AccountId) => Promise<Visible | null>;
  readonly #maxInOrder: number;
  readonly #maxCost: number | undefined;

  /**
   * `visible` gives `null` for an account without a snapshot. `maxInOrder` is
   * the number of conversations up to which the latest come first, 2,000 by
   * default; `maxCost` is that of a {@linkcode SearchRequest}.
   */
  constructor(options: {
    store: Store;
    visible: (account: AccountId) => Promise<Visible | null>;
    maxInOrder?: number;
    maxCost?: number;
  }) {
    this.#store = options.store;
    this.#visible = options.visible;
    this.#maxInOrder = options.maxInOrder ?? MAX_IN_ORDER;
    this.#maxCost = options.maxCost;
  }

  /**
   * A page of the messages that have all words of the query. The conversations
   * with the latest messages come first, or those with the last ids if there are
   * more than 2,000; within a conversation, the latest messages.
   */
  async find(account: AccountId, query: SearchQuery): Promise<Searched> {
    const matcher = new Matcher(query.q);
    if (matcher.isEmpty) return { ok: false, why: "words" };
    const { cursor } = query;
    const place = cursor === undefined ? null : parseSearchCursor(cursor);
    if (cursor !== undefined && place === null) return NO_CURSOR;
    for (let attempt = 1;; attempt++) {
      const found = await this.#find(account, query, { matcher, place });
      const isLast = place !== null || attempt === TRIES;
      if (found.ok || found.why !== "outdated" || isLast) return found;
    }
  }

  async #find(
    account: AccountId,
    { conversation_id: chat, limit }: SearchQuery,
    asked: Pick<SearchRequest, "matcher" | "place">,
  ): Promise<Searched> {
    const { place } = asked;
    const visible = await this.#visible(account);
    if (visible === null) return beforeSnapshot(chat, place);
    const { dataset } = visible;
    if (place !== null && place.generation !== dataset.generation) {
      return OUTDATED;
    }
    const searchable = await this.#searchable(visible, chat);
    if (searchable === null) return NO_CONVERSATION;
    const { scope, total } = searchable;
    const wrong = place && wrongPlace(place, scope);
    if (wrong !== null) return wrong;
    const maxCost = this.#maxCost;
    const request = { ...asked, dataset, scope, limit, maxCost };
    const page = await searchMessages(this.#store, request);
    const hits = await this.#hits(dataset, page.hits);
    // Rows of data that were replaced meanwhile may be gone.
    const now = await this.#visible(account);
    if (now?.dataset.generation !== dataset.generation) return OUTDATED;
    const { searched } = page;
    return {
      ok: true,
      results: {
        hits,
        searched,
        // Where nothing is left, everything was looked through.
        total: page.place === null ? searched : Math.max(total, searched),
        next_cursor: page.place && toSearchCursor(page.place),
      },
    };
  }

  async #searchable(
    { dataset, totals }: Visible,
    chat: ChatId | undefined,
  ): Promise<Searchable | null> {
    if (chat !== undefined) {
      const record = await readConversation(this.#store, dataset, chat);
      return record && {
        scope: { kind: "chat", chat },
        total: record.figures.messages,
      };
    }
    const { conversations, messages: total } = totals;
    if (conversations > this.#maxInOrder) {
      return { scope: { kind: "all" }, total };
    }
    const chats = await readLastOfChats(this.#store, dataset);
    return { scope: { kind: "latest", chats }, total };
  }

  async #hits(
    dataset: Dataset,
    found: readonly StoredMessage[],
  ): Promise<SearchResults["hits"]> {
    const chats = [...new Set(found.map(({ chat }) => chat))];
    const records = await readConversations(this.#store, dataset, chats);
    const fans = new Map(records.map(({ chat, withUser }) => [chat, withUser]));
    return found.map((stored) => ({
      conversation_id: stored.chat,
      withUser: fans.get(stored.chat) ?? null,
      message: outgoingMessage(stored),
    }));
  }
}

const NO_CURSOR: Searched = { ok: false, why: "cursor" };
const OUTDATED: Searched = { ok: false, why: "outdated" };
const NO_CONVERSATION: Searched = { ok: false, why: "conversation" };

/** What there is before there are messages. */
function beforeSnapshot(
  chat: ChatId | undefined,
  place: SearchPlace | null,
): Searched {
  if (chat !== undefined) return NO_CONVERSATION;
  if (place !== null) return OUTDATED;
  const results = { hits: [], searched: 0, total: 0, next_cursor: null };
  return { ok: true, results };
}

/** Why a search of that scope cannot go on there; `null` if it can. */
function wrongPlace(
  { until, chat }: SearchPlace,
  scope: SearchScope,
): Searched | null {
  switch (scope.kind) {
    case "chat":
      return until !== null || chat !== scope.chat ? NO_CURSOR : null;
    case "latest":
      return until === null ? NO_CURSOR : null;
    case "all":
      // There were fewer conversations when it began.
      return until !== null ? OUTDATED : null;
  }
}
