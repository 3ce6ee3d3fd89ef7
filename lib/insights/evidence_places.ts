import {
  type ChatId,
  ChatId as ChatIds,
  type CreatorId,
  type DayRange,
} from "@/lib/models/mod.ts";
import {
  compareKeyText,
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import type { Calendar } from "./calendar.ts";
import {
  conversationPacking,
  type ConversationRow,
} from "./conversation_row.ts";
import type { EvidencePlace } from "./evidence_cursor.ts";
import type { Trace } from "./evidence_metrics.ts";
import { type DayRow, unpackDay } from "./figures_row.ts";
import { mergeSorted } from "./merge_sorted.ts";
import { readConversation } from "./read.ts";
import type { SpendByChat, SpendByDay } from "./spend.ts";

/** Conversations of which is read at once whether they may hold anything. */
const CHATS_AT_ONCE = 20;
/** What looking at a day or a conversation counts, a message being 1. */
const DAY_COST = 2;
const CHAT_COST = 3;

/** How much a page may look at: messages, and days and conversations as some. */
export class Allowance {
  #left: number;
  #isBegun = false;

  constructor(total: number) {
    this.#left = total;
  }

  /** Something was read. */
  spend(cost: number): void {
    this.#left -= cost;
  }

  /** Something is done with for good: the next page begins behind it. */
  pass(): void {
    this.#isBegun = true;
  }

  /** Whether the page has to end; it passes at least one thing. */
  get isSpent(): boolean {
    return this.#isBegun && this.#left <= 0;
  }
}

/** Whose evidence, of which days, and from where on. */
export interface PlacesQuery {
  store: Store;
  dataset: Dataset;
  creators: readonly CreatorId[];
  calendar: Calendar;
  range: DayRange;
  trace: Trace;
  start: EvidencePlace;
  allowance: Allowance;
}

/** A conversation's day. */
export interface ChatPlace {
  day: number;
  chat: ChatId;
}

/** A conversation's day that may hold evidence, or where the page has to end. */
export type PlaceStep =
  | ({ end: false } & ChatPlace)
  | { end: true; at: EvidencePlace };

/** The latest day first, and of each day in order of the conversations' ids. */
export async function* evidencePlaces(
  query: PlacesQuery,
): AsyncGenerator<PlaceStep> {
  const { start, trace, allowance } = query;
  for await (const { day, creators } of daysOf(query)) {
    if (allowance.isSpent) {
      yield { end: true, at: { day, chat: null, message: null } };
      return;
    }
    const from = day === start.day ? start.chat : null;
    const chats = trace.isPaid
      ? await payingChats(query, day, creators)
      : chatsOf(query, day, creators, from);
    for await (const chat of likelyChats(query, chats)) {
      if (from !== null && compareKeyText(chat.id, from) < 0) continue;
      if (allowance.isSpent) {
        yield { end: true, at: { day, chat: chat.id, message: null } };
        return;
      }
      if (chat.isLikely) yield { end: false, day, chat: chat.id };
      allowance.pass();
    }
    allowance.pass();
  }
}

/** The same of one conversation. */
export async function* evidencePlacesOf(
  query: PlacesQuery,
  chat: ChatId,
): AsyncGenerator<PlaceStep> {
  const { store, dataset, creators, trace, allowance } = query;
  const record = await readConversation(store, dataset, chat);
  if (record === null || !creators.includes(record.creator)) return;
  if (trace.isInChat?.(record) === false) return;
  const days = trace.isPaid ? payingDays(query, chat) : daysWith(query, chat);
  for await (const day of days) {
    if (allowance.isSpent) {
      yield { end: true, at: { day, chat: null, message: null } };
      return;
    }
    allowance.spend(CHAT_COST);
    yield { end: false, day, chat };
    allowance.pass();
  }
}

/** Days with figures, and whose of them hold any evidence; the latest first. */
async function* daysOf(
  { store, dataset, creators, range, trace, start, allowance }: PlacesQuery,
): AsyncGenerator<{ day: number; creators: CreatorId[] }> {
  const rows = mergeSorted(
    creators.map(async function* (creator) {
      const list = store.list<DayRow>({
        start: keys.day(dataset, creator, range.from),
        end: keys.day(dataset, creator, start.day + 1),
      }, { reverse: true, batchSize: 8 });
      for await (const { key, value } of list) {
        yield { day: Number(key.at(-1)), creator, row: value };
      }
    }),
    (a, b) => b.day - a.day,
  );
  let some: { day: number; creators: CreatorId[] } | null = null;
  for await (const { day, creator, row } of rows) {
    if (some !== null && some.day !== day) {
      yield some;
      some = null;
    }
    some ??= { day, creators: [] };
    allowance.spend(DAY_COST);
    if (trace.isOnDay(unpackDay(row), day)) some.creators.push(creator);
  }
  if (some !== null) yield some;
}

async function* chatsOf(
  { store, dataset }: PlacesQuery,
  day: number,
  creators: readonly CreatorId[],
  from: ChatId | null,
): AsyncGenerator<ChatId> {
  yield* mergeSorted(
    creators.map(async function* (creator) {
      const prefix = keys.chatsOfDay(dataset, creator, day);
      const selector = from === null
        ? { prefix }
        : { prefix, start: keys.chatOfDay(dataset, creator, day, from) };
      const list = store.listKeys(selector, { batchSize: 50 });
      for await (const key of list) yield ChatIds.parse(key.at(-1));
    }),
    compareKeyText,
  );
}

async function payingChats(
  { store, dataset }: PlacesQuery,
  day: number,
  creators: readonly CreatorId[],
): Promise<ChatId[]> {
  const rows = await store.getMany<SpendByChat>(
    creators.map((creator) => keys.spendOfDay(dataset, creator, day)),
  );
  return rows.flatMap((row) => Object.keys(row?.value ?? {}))
    .map((chat) => ChatIds.parse(chat))
    .sort(compareKeyText);
}

/** Each with whether it may hold any of what is traced; none twice. */
async function* likelyChats(
  { store, dataset, trace, allowance }: PlacesQuery,
  chats: AsyncIterable<ChatId> | Iterable<ChatId>,
): AsyncGenerator<{ id: ChatId; isLikely: boolean }> {
  const { isInChat } = trace;
  let some: ChatId[] = [];
  const sorted = async function* (these: readonly ChatId[]) {
    if (these.length === 0) return;
    const rows = await store.getMany<ConversationRow>(
      these.map((chat) => keys.conversation(dataset, chat)),
    );
    allowance.spend(CHAT_COST * these.length);
    for (const [i, id] of these.entries()) {
      const row = rows[i]?.value;
      const isLikely = row !== undefined &&
        isInChat?.(conversationPacking.unpack(row)) !== false;
      yield { id, isLikely };
    }
  };
  let last: ChatId | null = null;
  for await (const chat of chats) {
    if (chat === last) continue;
    last = chat;
    if (isInChat === undefined) {
      allowance.spend(CHAT_COST);
      yield { id: chat, isLikely: true };
    } else if (some.push(chat) === CHATS_AT_ONCE) {
      yield* sorted(some);
      some = [];
    }
  }
  yield* sorted(some);
}

/** Days on which the conversation has a message, the latest first. */
async function* daysWith(
  { store, dataset, calendar, range, start }: PlacesQuery,
  chat: ChatId,
): AsyncGenerator<number> {
  const prefix = keys.messagesOf(dataset, chat);
  let end = calendar.startOf(start.day + 1);
  for (;;) {
    const [last] = await Array.fromAsync(listMessages(store, {
      prefix,
      end: [...prefix, end],
    }, { limit: 1, reverse: true }));
    if (last === undefined) return;
    const day = calendar.dayOf(last.at);
    if (day < range.from) return;
    yield day;
    end = calendar.startOf(day);
  }
}

/** Days on which the conversation's fan paid, the latest first. */
async function* payingDays(
  { store, dataset, range, start }: PlacesQuery,
  chat: ChatId,
): AsyncGenerator<number> {
  const key = keys.spendOfChat(dataset, chat);
  const spend = (await store.get<SpendByDay>(key))?.value ?? {};
  const days = Object.keys(spend).map(Number).sort((a, b) => b - a);
  for (const day of days) {
    if (day >= range.from && day <= start.day) yield day;
  }
}
