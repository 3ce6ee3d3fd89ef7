import type {
  ChatChange,
  ChatId,
  CreatorId,
  MessageChange,
  MessageId,
  PlacedMessage,
  StoredMessage,
  Totals,
  UserRef,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  conversationKeys,
  type Dataset,
  keys,
  packMessage,
  type Store,
} from "@/lib/store/mod.ts";
import { EntityChanges } from "./entities.ts";
import { applySilence, countContent, type TargetChange } from "./content.ts";
import {
  type ConversationRecord,
  emptyConversation,
  latestMessage,
} from "./conversation.ts";
import { getConversation, setConversation } from "./conversation_store.ts";
import { type Calendar, calendarOf } from "./calendar.ts";
import {
  addDayFigures,
  addFigures,
  copyFigures,
  type DayFigures,
  type FiguresByDay,
  figuresOf,
  isEmptyDayFigures,
  plusDayFigures,
} from "./figures.ts";
import { dayPacking } from "./figures_row.ts";
import { sameStep } from "./sequence.ts";
import { SpendChanges, spendKeys } from "./spend.ts";
import { comparePlaces, type SequenceChange, walkSequence } from "./walk.ts";

/** What a batch did to one conversation. */
export interface ConversationChange {
  /** `null` if the conversation is new. */
  before: ConversationRecord | null;
  after: ConversationRecord;
  targets: TargetChange[];
}

/** What a batch did to one day; `null` where the day has no figures. */
export interface DayChange {
  creator: CreatorId;
  day: number;
  before: DayFigures | null;
  after: DayFigures | null;
}

/** What a batch did. */
export interface AppliedChanges {
  conversations: ConversationChange[];
  days: DayChange[];
  /** Days of which anything may be another than before. */
  touched: Set<number>;
}

/** What a batch is applied to. */
export interface ApplyContext {
  store: Store;
  tx: Changes;
  dataset: Dataset;
  /** IANA name of the zone by whose days is counted. */
  zone: string;
  /**
   * The dataset is being made: who waits for an answer is noted when it is
   * finished, see {@linkcode noteWaiting}.
   */
  isDraft?: boolean;
}

interface ChatContext extends ApplyContext {
  days: FiguresByDay;
  calendar: Calendar;
}

interface ChatWork {
  chat: ChatId;
  creator: CreatorId;
  profiles: ChatChange[];
  messages: MessageChange[];
  /** Messages that moved to another chat. */
  departed: StoredMessage[];
}

/**
 * Counts a batch of changes: message rows, conversations and days, all in the
 * given transaction. A message id occurs at most once in a batch.
 */
export async function applyChanges(
  context: ApplyContext,
  messages: readonly MessageChange[],
  chats: readonly ChatChange[],
): Promise<AppliedChanges> {
  const { tx, dataset } = context;
  const works = [...groupByChat(messages, chats)];
  const calendar = calendarOf(context.zone);
  await tx.prefetch([
    ...works.flatMap(({ chat }) => conversationKeys(dataset, chat)),
    ...spendKeys(dataset, messages, calendar),
  ], { keep: true });
  const conversations: ConversationChange[] = [];
  const daysOf = new Map<CreatorId, FiguresByDay>();
  const touched = new Set<number>();
  for (const work of works) {
    const days: FiguresByDay = new Map();
    const change = await applyToChat({ ...context, days, calendar }, work);
    conversations.push(change);
    const { creator } = change.after;
    for (const day of days.keys()) touched.add(day);
    daysOf.set(creator, merge(daysOf.get(creator), days));
  }
  const days: DayChange[] = [];
  for (const [creator, change] of daysOf) {
    days.push(...await addToDays(context, creator, change));
  }
  return { conversations, days, touched };
}

function groupByChat(
  messages: readonly MessageChange[],
  chats: readonly ChatChange[],
): Iterable<ChatWork> {
  const byChat = new Map<ChatId, ChatWork>();
  const workOf = (chat: ChatId, creator: CreatorId): ChatWork => {
    let work = byChat.get(chat);
    if (work === undefined) {
      work = { chat, creator, profiles: [], messages: [], departed: [] };
      byChat.set(chat, work);
    }
    return work;
  };
  for (const chat of chats) workOf(chat.chat, chat.creator).profiles.push(chat);
  for (const change of messages) {
    const { before, after } = change;
    workOf(after.chat, after.creator).messages.push(change);
    if (before !== null && before.chat !== after.chat) {
      workOf(before.chat, before.creator).departed.push(before);
    }
  }
  return byChat.values();
}

/** What happens to one conversation; its days are left to the caller. */
async function applyToChat(
  context: ChatContext,
  work: ChatWork,
): Promise<ConversationChange> {
  const { tx, dataset, days, calendar } = context;
  const before = await getConversation(tx, dataset, work.chat);
  const after = before === null
    ? emptyConversation(work.chat, work.creator)
    : editable(before);
  const targets: TargetChange[] = [];

  for (const profile of work.profiles) applyProfile(after, profile);
  const sequence: SequenceChange = {
    chat: work.chat,
    inserted: [],
    removed: [...work.departed],
    replaced: new Map(),
  };
  const entities = new EntityChanges();
  const spend = new SpendChanges();
  const content = { days, calendar, targets, record: after, spend };
  for (const departed of work.departed) {
    countContent(departed, -1, content);
    entities.add(departed.enrichment, -1);
  }
  for (const change of work.messages) {
    sortIntoSequence(context, change, sequence);
    const { before: old, after: message } = change;
    if (old !== null && old.chat === work.chat) {
      countContent(old, -1, content);
      entities.add(old.enrichment, -1);
    }
    countContent(message, 1, content);
    entities.add(message.enrichment, 1);
    applyAuthor(after, change);
  }
  sequence.inserted.sort(comparePlaces);
  for (const row of sequence.removed) {
    tx.delete(keys.message(dataset, row.chat, row.at, row.id));
  }
  await entities.apply(tx, dataset, work.chat);
  await applySequence(context, sequence, after);
  for (const [, change] of days) addFigures(after.figures, change);
  const { chat, creator } = after;
  await spend.apply(tx, dataset, { chat, creator, days });
  noteDays(context, after);
  if (!context.isDraft) {
    moveWaiting(tx, dataset, { chat, creator, before, after });
  }
  setConversation(tx, dataset, before, after);
  return { before, after, targets };
}

/** Notes which days have a message of the conversation. */
function noteDays(
  { tx, dataset, days }: ChatContext,
  { chat, creator }: ConversationRecord,
): void {
  for (const [day, { active }] of days) {
    let change = 0;
    for (const dayBefore in active) change += active[dayBefore] ?? 0;
    const key = keys.chatOfDay(dataset, creator, day, chat);
    if (change > 0) tx.set(key, 1);
    else if (change < 0) tx.delete(key);
  }
}

/** Notes since when the conversation waits for an answer, where it is listed so. */
function moveWaiting(
  tx: Changes,
  dataset: Dataset,
  { chat, creator, before, after }: {
    chat: ChatId;
    creator: CreatorId;
    before: ConversationRecord | null;
    after: ConversationRecord;
  },
): void {
  const was = before?.sequence?.waitingSince ?? null;
  const is = after.sequence?.waitingSince ?? null;
  const wasOf = before?.creator ?? creator;
  if (was === is && wasOf === creator) return;
  if (was !== null) tx.delete(keys.waiting(dataset, wasOf, was, chat));
  if (is !== null) tx.set(keys.waiting(dataset, creator, is, chat), 1);
}

/** Notes of a conversation of a new dataset since when it waits for an answer. */
export function noteWaiting(
  tx: Changes,
  dataset: Dataset,
  record: ConversationRecord,
): void {
  const { chat, creator } = record;
  moveWaiting(tx, dataset, { chat, creator, before: null, after: record });
}

/**
 * A copy to be changed. What is in it but the figures is replaced, never
 * changed in place: where it is the same object, nothing of it has changed.
 */
function editable(record: ConversationRecord): ConversationRecord {
  return { ...record, figures: copyFigures(record.figures) };
}

function sortIntoSequence(
  { tx, dataset }: ApplyContext,
  { before, after }: MessageChange,
  sequence: SequenceChange,
): void {
  if (
    before !== null && before.chat === after.chat && sameStep(before, after)
  ) {
    const row: StoredMessage = { ...after, sequence: before.sequence };
    sequence.replaced.set(after.id, row);
    const key = keys.message(dataset, row.chat, row.at, row.id);
    tx.set(key, packMessage(row));
    return;
  }
  if (before?.chat === after.chat) sequence.removed.push(before);
  sequence.inserted.push(after);
}

async function applySequence(
  context: ChatContext,
  sequence: SequenceChange,
  record: ConversationRecord,
): Promise<void> {
  const { end, last, silences } = await walkSequence(context, sequence, {
    firstAt: record.firstAt,
    last: record.lastAt === null || record.lastId === null
      ? null
      : { at: record.lastAt, id: record.lastId },
    state: record.sequence,
  });
  record.firstAt = end.firstAt;
  record.lastAt = end.last?.at ?? null;
  record.lastId = end.last?.id ?? null;
  record.sequence = end.state;
  const latest = last ?? replacedLast(sequence, record.lastId);
  if (latest !== null) record.latest = latestMessage(latest);
  if (record.lastId === null) record.latest = null;
  for (const silence of silences) applySilence(record, silence);
}

function replacedLast(
  { replaced }: SequenceChange,
  id: MessageId | null,
): PlacedMessage | null {
  return id === null ? null : replaced.get(id) ?? null;
}

function applyProfile(record: ConversationRecord, change: ChatChange): void {
  record.creator = change.creator;
  if (change.withUser !== null) {
    record.withUser = mergeProfile(record.withUser, change.withUser);
  }
  if (change.unread !== null) record.unread = change.unread;
}

/** What a message says of its author, and of what the creator has read. */
function applyAuthor(
  record: ConversationRecord,
  { before, after, live }: MessageChange,
): void {
  // Only what was found out about the message is news.
  if (before?.message === after.message) return;
  const author = after.message.fromUser;
  if (after.side === "inbound" && author && Object.keys(author).length > 1) {
    record.withUser = mergeProfile(record.withUser, author);
  }
  if (!live || before !== null) return;
  if (after.side === "inbound") record.unread++;
  else if (!after.isMass) record.unread = 0;
}

function mergeProfile(known: UserRef | null, seen: UserRef): UserRef {
  if (known !== null && tellsNothingNew(seen, known)) return known;
  const told = Object.entries(seen).filter(([, value]) =>
    value !== null && value !== undefined
  );
  return { ...known, ...Object.fromEntries(told), id: seen.id };
}

/** The usual case: every live message brings its author's profile along. */
function tellsNothingNew(seen: UserRef, known: UserRef): boolean {
  return Object.keys(seen).every((field) => {
    const value = seen[field];
    return value === null || value === undefined || value === known[field];
  });
}

function merge(
  days: FiguresByDay | undefined,
  changes: FiguresByDay,
): FiguresByDay {
  if (days === undefined) return changes;
  for (const [day, change] of changes) {
    addDayFigures(figuresOf(days, day), change);
  }
  return days;
}

/**
 * Figures of a day that were read or written stay as they are: what is known to
 * be the same object is known to hold the same, see {@linkcode RunningSum}.
 */
async function addToDays(
  { tx, dataset }: ApplyContext,
  creator: CreatorId,
  days: FiguresByDay,
): Promise<DayChange[]> {
  const changed = [...days].filter(([, change]) => !isEmptyDayFigures(change));
  const keyOf = (day: number) => keys.day(dataset, creator, day);
  await tx.prefetch(changed.map(([day]) => keyOf(day)), { keep: true });
  const changes: DayChange[] = [];
  for (const [day, change] of changed) {
    const key = keyOf(day);
    const before = await tx.get(key, dayPacking);
    const sum = before === null ? change : plusDayFigures(before, change);
    const after = isEmptyDayFigures(sum) ? null : sum;
    if (after === null) tx.delete(key);
    else tx.set(key, after, { keep: true, packing: dayPacking });
    changes.push({ creator, day, before, after });
  }
  return changes;
}

/** What a conversation's change adds to the totals. */
export function totalsChange({ before, after }: ConversationChange): Totals {
  return {
    conversations: before === null ? 1 : 0,
    messages: after.figures.messages - (before?.figures.messages ?? 0),
    unanswered: waits(after) - waits(before),
  };
}

function waits(record: ConversationRecord | null): number {
  return record?.sequence?.waitingSince == null ? 0 : 1;
}
