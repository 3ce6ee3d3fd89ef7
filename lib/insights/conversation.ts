import { isDeepStrictEqual } from "node:util";
import type {
  ActionKind,
  ChatId,
  CreatorId,
  ExtendedConversationNode,
  Message,
  MessageId,
  Outcome,
  PlacedMessage,
  SequenceState,
  UserRef,
} from "@/lib/models/mod.ts";
import {
  ActionKind as ActionKinds,
  isoTime,
  parseTimestamp,
} from "@/lib/models/mod.ts";
import { emptyFigures, type Figures } from "./figures.ts";
import {
  dollarsOf,
  meanResponseMinutes,
  meanSentiment,
  silencePercentage,
} from "./metrics.ts";
import { type PriorityFacts, priorityScore } from "./priority.ts";

/** What is known of a conversation: its figures of all time, and its end. */
export interface ConversationRecord {
  chat: ChatId;
  creator: CreatorId;
  withUser: UserRef | null;
  figures: Figures;
  /** First and latest message, in ms; `null` while there is none. */
  firstAt: number | null;
  lastAt: number | null;
  lastId: MessageId | null;
  /** The state after the latest message. */
  sequence: SequenceState | null;
  /** The latest message as the conversation list shows it. */
  latest: Message | null;
  /** The latest outcomes that messages show, latest first. */
  outcomes: Outcome[];
  /** What the fan has spent, in US cents. */
  spentCents: number;
  unread: number;
}

/** What few of a conversation's messages change. */
export type ConversationDetails = Pick<
  ConversationRecord,
  "withUser" | "outcomes"
>;

/** What every message of a conversation changes. */
export type ConversationFigures = Omit<
  ConversationRecord,
  keyof ConversationDetails
>;

/** Outcomes that a conversation's record holds. */
export const MAX_OUTCOMES = 20;
/** Topics that a conversation shows. */
const MAX_TOPICS = 20;
/** What the conversation list keeps of a message's text, in characters. */
const SHORTENED_TEXT_LENGTH = 500;

/** A conversation of which nothing is known yet. */
export function emptyConversation(
  chat: ChatId,
  creator: CreatorId,
): ConversationRecord {
  return {
    chat,
    creator,
    withUser: null,
    figures: emptyFigures(),
    firstAt: null,
    lastAt: null,
    lastId: null,
    sequence: null,
    latest: null,
    outcomes: [],
    spentCents: 0,
    unread: 0,
  };
}

/** What the conversation's priority depends on, with its `outcomes` as of now. */
export function priorityFacts(
  record: ConversationRecord,
  outcomes: readonly Outcome[],
): PriorityFacts {
  const ending = outcomes.find(({ kind }) => kind === "subscription_ending");
  return {
    waitingSince: record.sequence?.waitingSince ?? null,
    sentiment: meanSentiment(record.figures),
    spentCents: record.spentCents,
    lastInboundAt: record.sequence?.lastInboundAt ?? null,
    subscriptionEndsAt: parseTimestamp(ending?.date),
  };
}

/** What the conversation's priority depends on at `now`. */
export function priorityFactsAt(
  record: ConversationRecord,
  now: number,
  infer: InferOutcomes,
): PriorityFacts {
  return priorityFacts(record, outcomesAt(record, now, infer));
}

/** What only the moment of asking decides: outcomes that time brings. */
export type InferOutcomes = (
  record: ConversationRecord,
  now: number,
) => Outcome[];

/**
 * Topics in their order of importance, by how many of a conversation's messages
 * mention each.
 */
export type RankTopics = (
  counts: Readonly<Record<string, number>>,
  messages: number,
) => string[];

/** What is concluded from a conversation's record. */
export interface Conclusions {
  infer: InferOutcomes;
  rankTopics: RankTopics;
}

/**
 * The conversation as the dashboard sees it at `now`, with its latest message.
 */
export function conversationNode(
  record: ConversationRecord,
  now: number,
  { infer, rankTopics }: Conclusions,
): ExtendedConversationNode {
  const { figures, latest } = record;
  const outcomes = outcomesAt(record, now, infer);
  return {
    conversationId: record.chat,
    startDate: isoDate(record.firstAt),
    endDate: isoDate(record.lastAt),
    messageCount: figures.messages,
    averageResponseTime: meanResponseMinutes(figures),
    turns: figures.turns,
    silencePercentage: silencePercentage(figures),
    messages: latest === null ? [] : [latest],
    topics: rankTopics(figures.topics, figures.messages).slice(0, MAX_TOPICS),
    actions: byFrequency(figures.actions).filter(isAction),
    sentiment: meanSentiment(figures),
    outcomes,
    priorityScore: priorityScore(priorityFacts(record, outcomes), now),
    withUser: record.withUser,
    unreadCount: record.unread,
    lastMessage: latest,
    creatorId: record.creator,
    spent: dollarsOf(record.spentCents),
    waitingSince: isoDate(record.sequence?.waitingSince ?? null),
  };
}

/**
 * A message as it goes to the dashboard: as captured, with its place and its
 * enrichment in the fields that the contract has for them.
 */
export function outgoingMessage(stored: PlacedMessage): Message {
  return {
    ...stored.message,
    id: stored.id,
    chat_id: stored.chat,
    createdAt: isoTime(stored.at),
    is_creator: stored.side === "outbound",
    is_inbound: stored.side === "inbound",
    sentimentScore: stored.enrichment.sentiment,
    topics: stored.enrichment.topics,
  };
}

/** What a list of conversations shows of a message. */
export function latestMessage(stored: PlacedMessage): Message {
  const { message, enrichment } = stored;
  const { text, isTip, isFromQueue, mediaCount, price } = message;
  const isLong = text != null && text.length > SHORTENED_TEXT_LENGTH;
  return {
    id: stored.id,
    chat_id: stored.chat,
    text: isLong ? `${text.slice(0, SHORTENED_TEXT_LENGTH)}…` : text,
    createdAt: isoTime(stored.at),
    is_creator: stored.side === "outbound",
    is_inbound: stored.side === "inbound",
    isTip,
    isFromQueue,
    mediaCount,
    price,
    sentimentScore: enrichment.sentiment,
    topics: enrichment.topics,
  };
}

/** Whether the conversation's topics, actions or outcomes are others than before. */
export function isEnrichmentChanged(
  before: ConversationRecord | null,
  after: ConversationRecord,
): boolean {
  if (before === null) return true;
  return !sameKeys(before.figures.topics, after.figures.topics) ||
    !sameKeys(before.figures.actions, after.figures.actions) ||
    // Only a message with an outcome makes another list of them.
    (before.outcomes !== after.outcomes &&
      !isDeepStrictEqual(before.outcomes, after.outcomes));
}

function sameKeys(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key));
}

function isoDate(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}

function outcomesAt(
  record: ConversationRecord,
  now: number,
  infer: InferOutcomes,
): Outcome[] {
  return withInferred(record.outcomes, infer(record, now));
}

/** Both latest first; of the same time, the inferred ones. */
function withInferred(
  outcomes: Outcome[],
  inferred: readonly Outcome[],
): Outcome[] {
  if (inferred.length === 0) return outcomes;
  const all = [...outcomes];
  // In the end they stand in their own order where their times are equal.
  for (const outcome of inferred.toReversed()) {
    const at = Date.parse(outcome.date);
    const next = all.findIndex(({ date }) => Date.parse(date) <= at);
    all.splice(next === -1 ? all.length : next, 0, outcome);
  }
  return all;
}

function byFrequency(counters: Record<string, number>): string[] {
  return Object.entries(counters)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name]) => name);
}

const ACTION_KINDS: ReadonlySet<string> = new Set(ActionKinds.options);

function isAction(name: string): name is ActionKind {
  return ACTION_KINDS.has(name);
}
