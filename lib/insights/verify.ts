import { isDeepStrictEqual } from "node:util";
import {
  type ChatId,
  ChatId as ChatIds,
  type CreatorId,
  dateOf,
  type StoredMessage,
  type Totals,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  type MessageRow,
  type Store,
  unpackMessage,
} from "@/lib/store/mod.ts";
import type { Calendar } from "./calendar.ts";
import { type ConversationRecord, emptyConversation } from "./conversation.ts";
import { listConversations } from "./conversation_store.ts";
import {
  addDayFigures,
  addFigures,
  emptyDayFigures,
  type FiguresByDay,
  figuresOf,
} from "./figures.ts";
import { listDays, readConversation } from "./read.ts";
import {
  figuresFromScratch,
  spendFromScratch,
  waitingFromScratch,
} from "./reference.ts";
import type { Spend, SpendByChat, SpendByDay } from "./spend.ts";

/** Where what is stored is not what the messages say. */
export interface Difference {
  of:
    | "message"
    | "conversation"
    | "day"
    | "totals"
    | "conversation of a day"
    | "waiting conversation"
    | "spend of a conversation"
    | "spend of a day";
  /** Which of them, as `creator 9001, 2025-11-07`; empty for totals. */
  which: string;
  /** What of it; `null`: whether it is there. */
  field: string | null;
  /** `null`: nothing. */
  stored: unknown;
  expected: unknown;
}

/** What was checked, and what is wrong. */
export interface Verification {
  messages: number;
  conversations: number;
  /** Days of creators that have figures, or should. */
  days: number;
  /** The first ones. */
  differences: Difference[];
  /** How many there are. */
  found: number;
}

/** Differences that are told one by one. */
const MAX_DIFFERENCES = 1_000;

/**
 * Recomputes everything that is counted in a dataset from its stored messages,
 * plainly from the definitions, and compares it with what is stored. `totals` is
 * what the account's head says. Holds the messages of one conversation at a time,
 * and of all of them days, payments and who waits.
 */
export async function verifyInsights(
  store: Store,
  dataset: Dataset,
  options: { calendar: Calendar; totals: Totals },
): Promise<Verification> {
  return await new Verifier(store, dataset, options.calendar)
    .verify(options.totals);
}

class Verifier {
  readonly #store: Store;
  readonly #dataset: Dataset;
  readonly #calendar: Calendar;
  readonly #result: Verification = {
    messages: 0,
    conversations: 0,
    days: 0,
    differences: [],
    found: 0,
  };
  readonly #days = new Map<CreatorId, FiguresByDay>();
  /** By `which` of the day. */
  readonly #spend = new Map<string, Map<ChatId, Spend>>();
  readonly #waiting = new Set<string>();
  /** Conversations that a day's list has rightly, by `which` of the day. */
  readonly #listed = new Map<string, number>();
  readonly #seen = new Set<ChatId>();

  constructor(store: Store, dataset: Dataset, calendar: Calendar) {
    this.#store = store;
    this.#dataset = dataset;
    this.#calendar = calendar;
  }

  async verify(totals: Totals): Promise<Verification> {
    for await (const { chat, messages } of this.#chats()) {
      const record = await readConversation(this.#store, this.#dataset, chat);
      await this.#verifyChat(chat, messages, record);
    }
    const records = listConversations(this.#store, this.#dataset);
    for await (const record of records) {
      this.#result.conversations++;
      const { chat } = record;
      if (!this.#seen.has(chat)) await this.#verifyChat(chat, [], record);
    }
    await this.#verifyDays();
    await this.#verifyLists();
    await this.#verifyWaiting();
    await this.#verifySpend();
    const { conversations, messages } = this.#result;
    const unanswered = this.#waiting.size;
    this.#compareAll("totals", "", { ...totals }, {
      conversations,
      messages,
      unanswered,
    });
    return this.#result;
  }

  /** Each conversation's messages in their order. */
  async *#chats(): AsyncGenerator<{ chat: ChatId; messages: StoredMessage[] }> {
    let messages: StoredMessage[] = [];
    let chat: ChatId | null = null;
    const prefix = keys.messages(this.#dataset);
    for await (const row of this.#store.list<MessageRow>({ prefix })) {
      const place = ChatIds.parse(row.key.at(-3));
      if (chat !== null && chat !== place) {
        yield { chat, messages };
        messages = [];
      }
      chat = place;
      const message = unpackMessage(row.value);
      const [key, named] = [
        row.key.slice(-3),
        [message.chat, message.at, message.id],
      ];
      this.#compare("message", key.join(" "), "place", key, named);
      messages.push(message);
    }
    if (chat !== null) yield { chat, messages };
  }

  async #verifyChat(
    chat: ChatId,
    messages: StoredMessage[],
    record: ConversationRecord | null,
  ): Promise<void> {
    this.#seen.add(chat);
    this.#result.messages += messages.length;
    const creator = record?.creator ?? messages[0]?.creator;
    if (creator === undefined) return;
    const days = figuresFromScratch(messages, this.#calendar);
    const spend = spendFromScratch(messages, this.#calendar);
    const since = waitingFromScratch(messages).get(chat) ?? null;
    const last = messages.at(-1);
    const expected: ConversationRecord = {
      ...emptyConversation(chat, creator),
      firstAt: messages[0]?.at ?? null,
      lastAt: last?.at ?? null,
      lastId: last?.id ?? null,
    };
    const ofDays = this.#daysOf(creator);
    for (const [day, figures] of days) {
      addFigures(expected.figures, figures);
      addDayFigures(figuresOf(ofDays, day), figures);
    }
    for (const [day, paid] of spend) {
      expected.spentCents += paid[1];
      const which = dayName(creator, day);
      const ofDay = this.#spend.get(which) ?? new Map<ChatId, Spend>();
      this.#spend.set(which, ofDay.set(chat, paid));
    }
    if (since !== null) this.#waiting.add(waitingName(creator, since, chat));
    this.#compareRecord(chat, record, expected, since);
    await this.#verifySpendOfChat(chat, spend);
    await this.#verifyListed(creator, chat, [...days.keys()]);
  }

  #daysOf(creator: CreatorId): FiguresByDay {
    let days = this.#days.get(creator);
    if (days === undefined) this.#days.set(creator, days = new Map());
    return days;
  }

  #compareRecord(
    chat: ChatId,
    record: ConversationRecord | null,
    expected: ConversationRecord,
    since: number | null,
  ): void {
    if (record === null) {
      this.#compare("conversation", chat, null, false, true);
      return;
    }
    const factsOf = (
      { figures, firstAt, lastAt, lastId, spentCents }: ConversationRecord,
    ) => ({ ...figures, firstAt, lastAt, lastId, spentCents });
    this.#compareAll("conversation", chat, {
      ...factsOf(record),
      waitingSince: record.sequence?.waitingSince ?? null,
      latest: record.latest?.id ?? null,
    }, {
      ...factsOf(expected),
      waitingSince: since,
      latest: expected.lastId,
    });
  }

  async #verifySpendOfChat(
    chat: ChatId,
    expected: ReadonlyMap<number, Spend>,
  ): Promise<void> {
    const key = keys.spendOfChat(this.#dataset, chat);
    const stored = (await this.#store.get<SpendByDay>(key))?.value ?? {};
    this.#compareAll(
      "spend of a conversation",
      chat,
      byDate(Object.entries(stored)),
      byDate([...expected]),
    );
  }

  /** Whether each of the conversation's days lists it. */
  async #verifyListed(
    creator: CreatorId,
    chat: ChatId,
    days: readonly number[],
  ): Promise<void> {
    const entries = await this.#store.getMany(
      days.map((day) => keys.chatOfDay(this.#dataset, creator, day, chat)),
    );
    for (const [i, day] of days.entries()) {
      const which = dayName(creator, day);
      const isListed = entries[i] !== null;
      if (isListed) this.#listed.set(which, (this.#listed.get(which) ?? 0) + 1);
      const name = `${which}, ${chat}`;
      this.#compare("conversation of a day", name, null, isListed, true);
    }
  }

  async #verifyDays(): Promise<void> {
    const left = new Map(this.#days);
    const stored = listDays(this.#store, this.#dataset);
    for await (const { creator, day, figures } of stored) {
      const days = left.get(creator);
      const expected = days?.get(day) ?? emptyDayFigures();
      days?.delete(day);
      this.#result.days++;
      const which = dayName(creator, day);
      this.#compareAll("day", which, { ...figures }, { ...expected });
    }
    for (const [creator, days] of left) {
      for (const day of days.keys()) {
        this.#result.days++;
        this.#compare("day", dayName(creator, day), null, false, true);
      }
    }
  }

  /** Whether a day lists conversations without a message on it. */
  async #verifyLists(): Promise<void> {
    let some: Deno.KvKey[] = [];
    const prefix = keys.chatsOfDays(this.#dataset);
    for await (const key of this.#store.listKeys({ prefix })) {
      if (some[0] !== undefined && dayOfKey(some[0]) !== dayOfKey(key)) {
        await this.#verifyList(some);
        some = [];
      }
      some.push(key);
    }
    await this.#verifyList(some);
  }

  /** What one day lists; what is there rightly was counted before. */
  async #verifyList(list: readonly Deno.KvKey[]): Promise<void> {
    const [first] = list;
    if (first === undefined) return;
    const which = dayOfKey(first);
    if (list.length === (this.#listed.get(which) ?? 0)) return;
    for (const key of list) {
      const [creator, day, id] = key.slice(-3);
      const chat = ChatIds.parse(id);
      const record = await readConversation(this.#store, this.#dataset, chat);
      const isRight = record?.creator === creator &&
        await this.#hasMessage(chat, Number(day));
      const name = `${which}, ${chat}`;
      this.#compare("conversation of a day", name, null, true, isRight);
    }
  }

  async #hasMessage(chat: ChatId, day: number): Promise<boolean> {
    const prefix = keys.messagesOf(this.#dataset, chat);
    for await (const key of this.#store.listKeys({ prefix })) {
      if (this.#calendar.dayOf(Number(key.at(-2))) === day) return true;
    }
    return false;
  }

  async #verifyWaiting(): Promise<void> {
    const left = new Set(this.#waiting);
    const prefix = keys.allWaiting(this.#dataset);
    for await (const key of this.#store.listKeys({ prefix })) {
      const [creator, since, chat] = key.slice(-3);
      const name = waitingName(String(creator), Number(since), String(chat));
      const isRight = left.delete(name);
      this.#compare("waiting conversation", name, null, true, isRight);
    }
    for (const name of left) {
      this.#compare("waiting conversation", name, null, false, true);
    }
  }

  async #verifySpend(): Promise<void> {
    const left = new Map(this.#spend);
    const prefix = keys.spendOfDays(this.#dataset);
    for await (
      const { key, value } of this.#store.list<SpendByChat>({ prefix })
    ) {
      const which = dayName(String(key.at(-2)), Number(key.at(-1)));
      const expected = Object.fromEntries(left.get(which) ?? []);
      left.delete(which);
      this.#compareAll("spend of a day", which, value, expected);
    }
    for (const [which, expected] of left) {
      const spend = Object.fromEntries(expected);
      this.#compareAll("spend of a day", which, {}, spend);
    }
  }

  /** Compares field by field; of fields that are records, name by name. */
  #compareAll(
    of: Difference["of"],
    which: string,
    stored: Readonly<Record<string, unknown>>,
    expected: Readonly<Record<string, unknown>>,
    within = "",
  ): void {
    const fields = new Set([...Object.keys(stored), ...Object.keys(expected)]);
    for (const field of fields) {
      const [one, other] = [stored, expected].map((values) =>
        Object.hasOwn(values, field) ? values[field] : undefined
      );
      const name = `${within}${field}`;
      if (isRecord(one) && isRecord(other)) {
        this.#compareAll(of, which, one, other, `${name}.`);
      } else this.#compare(of, which, name, one ?? null, other ?? null);
    }
  }

  #compare(
    of: Difference["of"],
    which: string,
    field: string | null,
    stored: unknown,
    expected: unknown,
  ): void {
    if (isDeepStrictEqual(stored, expected)) return;
    const { differences } = this.#result;
    this.#result.found++;
    if (differences.length >= MAX_DIFFERENCES) return;
    differences.push({ of, which, field, stored, expected });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function byDate(
  days: readonly [day: number | string, spend: Spend][],
): Record<string, Spend> {
  return Object.fromEntries(
    days.map(([day, spend]) => [dateOf(Number(day)), spend]),
  );
}

function dayName(creator: string, day: number): string {
  return `creator ${creator}, ${dateOf(day)}`;
}

function dayOfKey(key: Deno.KvKey): string {
  return dayName(String(key.at(-3)), Number(key.at(-2)));
}

function waitingName(creator: string, since: number, chat: string): string {
  return `creator ${creator}, ${chat} since ${new Date(since).toISOString()}`;
}
