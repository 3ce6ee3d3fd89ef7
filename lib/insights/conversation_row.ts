import {
  type ChatId,
  type CreatorId,
  isoTime,
  type Message,
  type MessageId,
  type Outcome,
  type OutcomeKind,
  type UserRef,
} from "@/lib/models/mod.ts";
import {
  type Packing,
  packSequence,
  type SequenceRow,
  unpackSequence,
} from "@/lib/store/mod.ts";
import type {
  ConversationDetails,
  ConversationFigures,
} from "./conversation.ts";
import { type FiguresRow, packFigures, unpackFigures } from "./figures_row.ts";

/**
 * {@linkcode ConversationFigures} as they lie in the database: by position, and
 * nothing twice. Each message of a conversation writes this row, and rows beyond
 * about 1,000 bytes cost the database a second page each.
 */
export type ConversationRow = [
  chat: ChatId,
  creator: CreatorId,
  firstAt: number | null,
  lastAt: number | null,
  lastId: MessageId | null,
  /** Told from the time of the latest message. */
  sequence: SequenceRow | 0,
  figures: FiguresRow,
  latest: LatestRow | 0,
  spentCents: number,
  unread: number,
];

/** Of what the conversation's record says, the latest message names nothing. */
type LatestRow = [
  id: MessageId | 0,
  chat: ChatId | 0,
  /** ISO 8601; 0 for the time of the conversation's latest message. */
  createdAt: string | 0,
  isInbound: Flag,
  text: Told<string>,
  isTip: Told<Flag>,
  isFromQueue: Told<Flag>,
  mediaCount: Told<number>,
  price: Told<number>,
  sentiment: number | null,
  topics: string[],
];

type Flag = 0 | 1;

/** What may be `null`, or not told at all: that is `[]`. */
type Told<T> = T | null | [];

/** {@linkcode ConversationDetails} as they lie in the database. */
export type DetailsRow = [withUser: UserRef | null, outcomes: OutcomeRow[]];

type OutcomeRow = [
  kind: OutcomeKind,
  at: number,
  isObserved: Flag,
  message: MessageId | 0,
  amount?: number,
];

/** How a conversation's figures are stored: by position. */
export const conversationPacking: Packing<
  ConversationFigures,
  ConversationRow
> = { pack: packConversation, unpack: unpackConversation };

/** How a conversation's details are stored: by position. */
export const detailsPacking: Packing<ConversationDetails, DetailsRow> = {
  pack: packDetails,
  unpack: unpackDetails,
};

/**
 * The row of a conversation's figures. Its latest message has to be as
 * `latestMessage` makes it: other fields are not stored.
 */
export function packConversation(record: ConversationFigures): ConversationRow {
  const { sequence, latest } = record;
  return [
    record.chat,
    record.creator,
    record.firstAt,
    record.lastAt,
    record.lastId,
    sequence === null ? 0 : packSequence(sequence, record.lastAt ?? 0),
    packFigures(record.figures),
    latest === null ? 0 : packLatest(latest, record),
    record.spentCents,
    record.unread,
  ];
}

/** The figures of a row. */
export function unpackConversation(row: ConversationRow): ConversationFigures {
  const [chat, creator, firstAt, lastAt, lastId, sequence] = row;
  const latest = row[7];
  const place = { chat, lastAt, lastId };
  return {
    chat,
    creator,
    figures: unpackFigures(row[6]),
    firstAt,
    lastAt,
    lastId,
    sequence: sequence === 0 ? null : unpackSequence(sequence, lastAt ?? 0),
    latest: latest === 0 ? null : unpackLatest(latest, place),
    spentCents: row[8],
    unread: row[9],
  };
}

function packDetails({ withUser, outcomes }: ConversationDetails): DetailsRow {
  return [withUser, outcomes.map(packOutcome)];
}

function unpackDetails([withUser, outcomes]: DetailsRow): ConversationDetails {
  return { withUser, outcomes: outcomes.map(unpackOutcome) };
}

function packOutcome(outcome: Outcome): OutcomeRow {
  const { kind, date, observed, message_id, amount } = outcome;
  const row: OutcomeRow = [
    kind,
    Date.parse(date),
    flagOf(observed),
    message_id ?? 0,
  ];
  if (amount !== undefined) row.push(amount);
  return row;
}

function unpackOutcome(row: OutcomeRow): Outcome {
  const [kind, at, isObserved, message, amount] = row;
  return {
    kind,
    date: isoTime(at),
    observed: isObserved === 1,
    ...(message === 0 ? {} : { message_id: message }),
    ...(amount === undefined ? {} : { amount }),
  };
}

/** The end of a conversation: where its latest message lies. */
type End = Pick<ConversationFigures, "chat" | "lastAt" | "lastId">;

function packLatest(message: Message, end: End): LatestRow {
  const { id, chat_id, createdAt, isTip, isFromQueue } = message;
  const isAtEnd = end.lastAt !== null && createdAt === isoTime(end.lastAt);
  return [
    id === end.lastId ? 0 : id,
    chat_id == null || chat_id === end.chat ? 0 : chat_id,
    isAtEnd ? 0 : String(createdAt),
    flagOf(message.is_inbound === true),
    told(message.text),
    told(isTip == null ? isTip : flagOf(isTip)),
    told(isFromQueue == null ? isFromQueue : flagOf(isFromQueue)),
    told(message.mediaCount),
    told(message.price),
    message.sentimentScore ?? null,
    message.topics ?? [],
  ];
}

function unpackLatest(row: LatestRow, end: End): Message {
  const [id, chat, createdAt, isInbound, text, isTip, isFromQueue] = row;
  const named = id === 0 ? end.lastId : id;
  if (named === null) throw new Error(`A message of ${end.chat} has no id`);
  return {
    id: named,
    chat_id: chat === 0 ? end.chat : chat,
    text: untold(text),
    createdAt: createdAt === 0 ? isoTime(end.lastAt ?? 0) : createdAt,
    is_creator: isInbound === 0,
    is_inbound: isInbound === 1,
    isTip: isSet(untold(isTip)),
    isFromQueue: isSet(untold(isFromQueue)),
    mediaCount: untold(row[7]),
    price: untold(row[8]),
    sentimentScore: row[9],
    topics: row[10],
  };
}

function told<T>(value: T | null | undefined): Told<T> {
  return value === undefined ? [] : value;
}

function untold<T extends string | number>(
  value: Told<T>,
): T | null | undefined {
  return Array.isArray(value) ? undefined : value;
}

function isSet(flag: Flag | null | undefined): boolean | null | undefined {
  return flag == null ? flag : flag === 1;
}

function flagOf(isSet: boolean): Flag {
  return isSet ? 1 : 0;
}
