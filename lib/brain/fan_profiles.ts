import { isDeepStrictEqual } from "node:util";
import {
  calendarOf,
  conversationNode,
  type ConversationRecord,
  countOf,
  dollarsOf,
  readConversation,
  type Scores,
  SENTIMENT_UNIT,
  sentimentTrend,
  timesOf,
} from "@/lib/insights/mod.ts";
import {
  type AccountId,
  type ChatId,
  type DayRange,
  type FanProfile,
  isoTime,
  parseTimestamp,
  PROFILE_DAYS,
  type SentimentTrendPoint,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keyId,
  keys,
  listMessages,
  SharedReads,
  type Store,
} from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";

/** Messages of one conversation that a profile reads, the latest ones. */
const MAX_MESSAGES = 20_000;
/** Messages that are read at once. */
const READ_AT_ONCE = 500;
/** Readings of one profile while its conversation changes, at most. */
const TRIES = 4;

/** An account's visible dataset, and the zone by whose days it is counted. */
interface Visible {
  dataset: Dataset;
  zone: string;
}

/** A conversation, and where it lies. */
interface Found extends Visible {
  record: ConversationRecord;
}

/** All that is known of fans, one conversation at a time. */
export class FanProfiles {
  readonly #store: Store;
  readonly #visible: (account: AccountId) => Promise<Visible | null>;
  readonly #maxMessages: number;
  /** Who asks for the same at the same time is answered at once. */
  readonly #asking = new SharedReads(
    (_, account: AccountId, chat: ChatId) => this.#profile(account, chat),
  );

  /**
   * `visible` gives `null` for an account without a snapshot. At most
   * `maxMessages` messages are read of a conversation.
   */
  constructor(options: {
    store: Store;
    visible: (account: AccountId) => Promise<Visible | null>;
    maxMessages?: number;
  }) {
    this.#store = options.store;
    this.#visible = options.visible;
    this.#maxMessages = options.maxMessages ?? MAX_MESSAGES;
  }

  /**
   * A conversation's profile; `null` if there is no such one. All of it is as of
   * one moment, unless the conversation never pauses. Where the last days hold
   * more messages than are read, its trend begins with the first day of which
   * all are.
   */
  profile(account: AccountId, chat: ChatId): Promise<FanProfile | null> {
    return this.#asking.get(keyId([account, chat]), account, chat);
  }

  async #profile(
    account: AccountId,
    chat: ChatId,
  ): Promise<FanProfile | null> {
    let found = await this.#find(account, chat);
    for (let attempt = 1; found !== null; attempt++) {
      const now = this.#store.clock.now();
      const trend = await this.#trend(found, now);
      const after = await this.#find(account, chat);
      // Otherwise it changed meanwhile, or another dataset took its place.
      const isExact = isDeepStrictEqual(after, found);
      if (isExact || attempt === TRIES) {
        return profileOf(found.record, trend, now);
      }
      found = after;
    }
    return null;
  }

  async #find(account: AccountId, chat: ChatId): Promise<Found | null> {
    const visible = await this.#visible(account);
    if (visible === null) return null;
    const { dataset, zone } = visible;
    const record = await readConversation(this.#store, dataset, chat);
    return record && { dataset, zone, record };
  }

  /** Mean sentiment by day, of the last days up to this one. */
  async #trend(
    { dataset, zone, record }: Found,
    now: number,
  ): Promise<SentimentTrendPoint[]> {
    const calendar = calendarOf(zone);
    const to = calendar.dayOf(now) + 1;
    const range: DayRange = { from: to - PROFILE_DAYS, to };
    const { start, end } = timesOf(range, calendar);
    const prefix = keys.messagesOf(dataset, record.chat);
    const list = listMessages(this.#store, {
      start: [...prefix, start],
      end: [...prefix, end],
    }, {
      reverse: true,
      limit: this.#maxMessages + 1,
      batchSize: READ_AT_ONCE,
    });
    const scores = new Map<number, Scores>();
    let messages = 0;
    for await (const { at, enrichment: { sentiment } } of list) {
      const day = calendar.dayOf(at);
      if (++messages > this.#maxMessages) {
        scores.delete(day);
        break;
      }
      if (sentiment === null) continue;
      const sum = scores.get(day) ?? { scored: 0, sentiment: 0 };
      sum.scored++;
      sum.sentiment += Math.round(sentiment * SENTIMENT_UNIT);
      scores.set(day, sum);
    }
    return sentimentTrend(scores, range).trend;
  }
}

function profileOf(
  record: ConversationRecord,
  trend: SentimentTrendPoint[],
  now: number,
): FanProfile {
  const { figures, sequence } = record;
  const node = conversationNode(record, now, CONCLUSIONS);
  return {
    conversation_id: record.chat,
    creator_id: record.creator,
    withUser: record.withUser,
    first_message_at: node.startDate,
    last_message_at: node.endDate,
    last_seen_at: timeOrNull(parseTimestamp(record.withUser?.lastSeen)),
    inbound: figures.inbound,
    outbound: figures.messages - figures.inbound,
    unread: record.unread,
    waiting_since: timeOrNull(sequence?.waitingSince ?? null),
    spent: dollarsOf(record.spentCents),
    average_response_minutes: node.averageResponseTime,
    sentiment: node.sentiment,
    sentiment_trend: trend,
    topics: node.topics.map((topic) => ({
      topic,
      messages: countOf(figures.topics, topic),
    })),
    actions: node.actions.map((action) => ({
      action,
      messages: countOf(figures.actions, action),
    })),
    outcomes: node.outcomes,
  };
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}
