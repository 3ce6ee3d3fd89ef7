import { ChatId, MessageId, type StoredMessage } from "@/lib/models/mod.ts";
import {
  compareKeyText,
  type Dataset,
  type Entry,
  keys,
  type MessageRow,
  nextTurn,
  type Store,
  textOf,
  unpackMessage,
} from "@/lib/store/mod.ts";
import type { Matcher } from "./matcher.ts";
import type { SearchPlace } from "./place.ts";

/**
 * What one page may cost, by what reading a short message costs: about 10 µs, of
 * which finding the words in it takes one or two.
 */
const PAGE_COST = 20_000;
/** Of a text, so many UTF-16 units cost as much as a short message. */
const UNITS_PER_COST = 250;
/** Each piece of a message that is too large for one key. */
const PIECE_COST = 50;
/** Beginning to read a chat. */
const CHAT_COST = 15;

/** After this cost, sockets and others are served. */
const TURN_COST = 200;

/** When the latest message of a chat was written, in ms. */
export interface LastOfChat {
  chat: ChatId;
  lastAt: number;
}

/**
 * What is looked through: one chat; chats, the latest first; or all of them, in
 * reverse order of their ids. Within a chat, the latest messages come first.
 */
export type SearchScope =
  | { kind: "chat"; chat: ChatId }
  | { kind: "latest"; chats: readonly LastOfChat[] }
  | { kind: "all" };

/** What to look for, and where. */
export interface SearchRequest {
  dataset: Dataset;
  matcher: Matcher;
  scope: SearchScope;
  /** Where the page before ended; `null` for the first one. */
  place: SearchPlace | null;
  /** Hits of a page, at most. */
  limit: number;
  /** What a page may cost, in short messages; default: 20,000. */
  maxCost?: number;
}

/** A page of a search. */
export interface SearchPage {
  hits: StoredMessage[];
  /** Messages that were looked through, over all pages so far. */
  searched: number;
  /** Where it ended; `null` if nothing is left. */
  place: SearchPlace | null;
}

/** Messages that are read one after the other. */
interface Stretch {
  /** What {@linkcode SearchPlace} says of their chat. */
  lastAt: number;
  rows: AsyncIterable<Entry<MessageRow>>;
  /** What it costs to begin. */
  cost: number;
}

/**
 * Looks through stored messages until there are enough hits, or it has cost
 * enough: 20,000 short messages, fewer where texts are long or chats many. The
 * next page goes on behind the message that was looked at last. A search through
 * the latest chats is as of its beginning: messages that are written later do
 * not disturb it.
 */
export async function searchMessages(
  store: Store,
  request: SearchRequest,
): Promise<SearchPage> {
  const { dataset: { generation }, matcher, scope, place } = request;
  const { limit, maxCost = PAGE_COST } = request;
  const until = scope.kind === "latest" ? untilOf(scope.chats, place) : null;
  const hits: StoredMessage[] = [];
  let searched = place?.searched ?? 0;
  let cost = 0;
  let nextTurnAt = TURN_COST;
  for await (const stretch of stretches(store, request, until)) {
    cost += stretch.cost;
    for await (const { key, value, chunks } of stretch.rows) {
      const text = textOf(value);
      if (matcher.matches(text)) hits.push(unpackMessage(value));
      searched++;
      cost += 1 + text.length / UNITS_PER_COST + PIECE_COST * chunks;
      if (hits.length >= limit || cost >= maxCost) {
        const { lastAt } = stretch;
        const behind = { generation, until, searched, lastAt, ...placeOf(key) };
        return { hits, searched, place: behind };
      }
      if (cost < nextTurnAt) continue;
      await nextTurn();
      nextTurnAt = cost + TURN_COST;
    }
  }
  return { hits, searched, place: null };
}

function placeOf(key: Deno.KvKey): Pick<SearchPlace, "chat" | "at" | "id"> {
  const [chat, at, id] = key.slice(-3);
  return {
    chat: ChatId.parse(chat),
    at: Number(at),
    id: MessageId.parse(id),
  };
}

/** A first page looks at all that there is when it begins. */
function untilOf(
  chats: readonly LastOfChat[],
  place: SearchPlace | null,
): number {
  return place?.until ??
    chats.reduce((until, { lastAt }) => Math.max(until, lastAt), 0);
}

async function* stretches(
  store: Store,
  { dataset, scope, place }: SearchRequest,
  until: number | null,
): AsyncGenerator<Stretch> {
  const read = (prefix: Deno.KvKey, end: Deno.KvKey | null) =>
    store.list<MessageRow>(end === null ? { prefix } : { prefix, end }, {
      reverse: true,
    });
  const end = place && keys.message(dataset, place.chat, place.at, place.id);
  if (scope.kind !== "latest" || until === null) {
    const prefix = scope.kind === "chat"
      ? keys.messagesOf(dataset, scope.chat)
      : keys.messages(dataset);
    yield { lastAt: 0, rows: read(prefix, end), cost: 0 };
    return;
  }
  const chats = await chatsUntil(store, dataset, scope.chats, until);
  for (const { chat, lastAt } of chats.sort(byLatest)) {
    const isSame = chat === place?.chat;
    // Those before it were looked through.
    if (place !== null && !isSame && byLatest({ chat, lastAt }, place) < 0) {
      continue;
    }
    const prefix = keys.messagesOf(dataset, chat);
    const rows = read(prefix, isSame ? end : [...prefix, until + 1]);
    yield { lastAt, rows, cost: CHAT_COST };
  }
}

/** The chats as they were at a time; without those that had no messages yet. */
async function chatsUntil(
  store: Store,
  dataset: Dataset,
  chats: readonly LastOfChat[],
  until: number,
): Promise<LastOfChat[]> {
  const before: LastOfChat[] = [];
  for (const { chat, lastAt } of chats) {
    if (lastAt <= until) {
      before.push({ chat, lastAt });
      continue;
    }
    const prefix = keys.messagesOf(dataset, chat);
    const end = [...prefix, until + 1];
    const last = store.listKeys({ prefix, end }, { reverse: true, limit: 1 });
    for await (const key of last) {
      before.push({ chat, lastAt: Number(key.at(-2)) });
    }
  }
  return before;
}

function byLatest(a: LastOfChat, b: LastOfChat): number {
  return b.lastAt - a.lastAt || compareKeyText(a.chat, b.chat);
}
