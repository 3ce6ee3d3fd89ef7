import {
  buildAnalyticsUpdate,
  calendarOf,
  type ConversationRecord,
  countWaiting,
  type DayReading,
  dollarsOf,
  fetchComparison,
  fetchDaily,
  fetchFunnel,
  fetchHours,
  fetchOutcomes,
  fetchResponseTimeMetrics,
  fetchRevenue,
  fetchSentimentTrend,
  fetchSpenders,
  fetchTopicMetrics,
  listWaiting,
  parseWaitingCursor,
  previousRange,
  priorityFactsAt,
  priorityReasons,
  priorityScore,
  readConversations,
  readEvidence,
  type Waiting,
  waitingCursor,
} from "@/lib/insights/mod.ts";
import {
  type AccountId,
  type AnalyticsUpdate,
  type ChatId,
  type ComparisonInsights,
  type DailyInsights,
  type DailyQuery,
  dateOf,
  type Evidence,
  type EvidenceQuery,
  type FunnelInsights,
  type HourInsights,
  type InsightQuery,
  isoTime,
  type OutcomeInsights,
  type OutcomesQuery,
  type Priority,
  type ResponseTimeInsights,
  type RevenueInsights,
  type SentimentInsights,
  type SpenderInsights,
  type SpendersQuery,
  type TopicInsights,
  type UnansweredInsights,
  type UnansweredQuery,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import type { Answer, InsightAnswers } from "./insight_answers.ts";
import {
  type Asked,
  creatorsOf,
  daysOf,
  InsightQuestions,
  no,
  rangeOf,
  type Standing,
  yes,
} from "./insight_questions.ts";

/** Conversations whose own figures go with all figures: who waits longest. */
export const WAITING_IN_FULL = 20;
/** What is told of a day, without topics. */
const VALUES_OF_DAY = 5;
const MINUTE_MS = 60_000;

/** A conversation that waits for an answer, and what is known of it. */
interface KnownWaiting extends Waiting {
  record: ConversationRecord;
}

/** The figures of accounts, as the REST API gives them. */
export class InsightViews implements InsightAnswers {
  readonly #store: Store;
  readonly #head: (account: AccountId) => Promise<Standing>;
  readonly #ask: InsightQuestions;

  /** `head` tells where an account stands by what is in the database now. */
  constructor(options: {
    store: Store;
    head: (account: AccountId) => Promise<Standing>;
  }) {
    this.#store = options.store;
    this.#head = options.head;
    this.#ask = new InsightQuestions(options);
  }

  topics(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<TopicInsights>> {
    return this.#ask.days(account, query, "topics", async (days, asked) => ({
      range: rangeOf(asked),
      topics: await fetchTopicMetrics(days, asked),
    }));
  }

  sentimentTrend(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<SentimentInsights>> {
    return this.#ask.days(account, query, "sentiment", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchSentimentTrend(days, asked),
    }));
  }

  responseTime(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<ResponseTimeInsights>> {
    return this.#ask.days(account, query, "response", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchResponseTimeMetrics(days, asked),
    }));
  }

  full(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<AnalyticsUpdate>> {
    return this.#ask.days(account, query, "full", async (days, asked) => {
      const page = { after: null, limit: WAITING_IN_FULL };
      const [update, { waiting }] = await Promise.all([
        buildAnalyticsUpdate(days, asked, asked.head.totals),
        this.#waiting(days, asked, page),
      ]);
      const numbersOf = (of: (one: KnownWaiting) => number) =>
        Object.fromEntries(waiting.map((one) => [one.chat, of(one)]));
      return {
        ...update,
        priorityScores: numbersOf((one) => scoreOf(one.record, asked.now)),
        unreadCounts: numbersOf(({ record }) => record.unread),
      };
    }, { isOfMoment: true });
  }

  comparison(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<ComparisonInsights>> {
    return this.#ask.days(
      account,
      query,
      "comparison",
      async (days, asked) => ({
        range: rangeOf(asked),
        previous_range: rangeOf({
          ...asked,
          range: previousRange(asked.range),
        }),
        ...await fetchComparison(days, asked),
      }),
    );
  }

  revenue(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<RevenueInsights>> {
    return this.#ask.days(account, query, "revenue", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchRevenue(days, asked),
    }));
  }

  spenders(
    account: AccountId,
    query: SpendersQuery,
  ): Promise<Answer<SpenderInsights>> {
    const { limit } = query;
    return this.#ask.days(account, query, "spenders", async (days, asked) => {
      const all = await fetchSpenders(days, asked);
      const first = all.slice(0, limit);
      const records = await this.#records(days, first.map(({ chat }) => chat));
      return {
        range: rangeOf(asked),
        total: all.length,
        spenders: first.map(({ chat, cents, payments, lastDay }) => ({
          conversation_id: chat,
          withUser: records.get(chat)?.withUser ?? null,
          amount: dollarsOf(cents),
          payments,
          last_date: dateOf(lastDay),
        })),
      };
    }, { details: [limit] });
  }

  hours(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<HourInsights>> {
    return this.#ask.days(account, query, "hours", async (days, asked) => ({
      range: rangeOf(asked),
      hours: await fetchHours(days, asked),
    }));
  }

  daily(
    account: AccountId,
    query: DailyQuery,
  ): Promise<Answer<DailyInsights>> {
    const { topics } = query;
    return this.#ask.days(account, query, "daily", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchDaily(days, { ...asked, topics }),
    }), { details: [topics], valuesOfDay: VALUES_OF_DAY + topics });
  }

  outcomes(
    account: AccountId,
    query: OutcomesQuery,
  ): Promise<Answer<OutcomeInsights>> {
    const { kind } = query;
    return this.#ask.days(account, query, "outcomes", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchOutcomes(days, { ...asked, kind }),
    }), { details: [kind ?? ""] });
  }

  funnel(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<FunnelInsights>> {
    return this.#ask.days(account, query, "funnel", async (days, asked) => ({
      range: rangeOf(asked),
      stages: await fetchFunnel(days, asked),
    }));
  }

  unanswered(
    account: AccountId,
    query: UnansweredQuery,
  ): Promise<Answer<UnansweredInsights>> {
    const { creator_id = null, limit, cursor } = query;
    const question = ["unanswered", limit, cursor ?? ""];
    return this.#ask.about(account, creator_id, question, (asked) => {
      const after = cursor === undefined
        ? null
        : parseWaitingCursor(cursor, creator_id);
      return cursor !== undefined && after === null ? "cursor" : {
        isOfMoment: true,
        answer: async (days) => {
          const page = { after, limit };
          const { waiting, last } = await this.#waiting(days, asked, page);
          return yes({
            total: await this.#countWaiting(days, asked),
            conversations: waiting.map((one) => unanswered(one, asked.now)),
            next_cursor: last && waitingCursor(last, creator_id),
          });
        },
      };
    });
  }

  /** Pages go on from places: messages that arrive meanwhile do no harm. */
  async evidence(
    account: AccountId,
    { creator_id, start_date, end_date, ...query }: EvidenceQuery,
  ): Promise<Answer<Evidence>> {
    const head = await this.#head(account);
    const creators = creatorsOf(head, creator_id ?? null);
    if (creators === null) return no("creator");
    const asked = {
      head,
      creators,
      calendar: calendarOf(head.basis.zone),
      now: this.#store.clock.now(),
    };
    const range = daysOf(asked, { start_date, end_date });
    if (range === null) return no("range");
    const { generation } = head;
    const page = generation === 0
      ? { evidence: [], next_cursor: null }
      : await readEvidence(
        this.#store,
        { account, generation },
        { ...asked, range, query },
      );
    return page === "cursor"
      ? no("cursor")
      : yes({ range: rangeOf({ ...asked, range }), ...page });
  }

  priority(account: AccountId, chat: ChatId): Promise<Answer<Priority>> {
    return this.#ask.about(account, null, ["priority", chat], ({ now }) => ({
      isOfMoment: true,
      answer: async (days) => {
        const record = (await this.#records(days, [chat])).get(chat);
        if (record === undefined) return no("conversation");
        const facts = priorityFactsAt(record, now, CONCLUSIONS.infer);
        return yes({
          conversation_id: chat,
          priority_score: priorityScore(facts, now),
          parts: priorityReasons(facts, now),
        });
      },
    }));
  }

  /** Who waits, the longest first; `last` where there are more. */
  async #waiting(
    days: DayReading,
    { creators }: Asked,
    { after, limit }: { after: Waiting | null; limit: number },
  ): Promise<{ waiting: KnownWaiting[]; last: Waiting | null }> {
    days.noteRead();
    const query = { creators, after, limit: limit + 1 };
    const found = await listWaiting(this.#store, days.dataset, query);
    const page = found.slice(0, limit);
    const records = await this.#records(days, page.map(({ chat }) => chat));
    return {
      waiting: page.flatMap((one) => {
        const record = records.get(one.chat);
        return record === undefined ? [] : [{ ...one, record }];
      }),
      last: found.length > limit ? page.at(-1) ?? null : null,
    };
  }

  async #countWaiting(
    days: DayReading,
    { creators, head }: Asked,
  ): Promise<number> {
    if (creators.length === head.creators.length) return head.totals.unanswered;
    const [creator] = creators;
    return creator === undefined
      ? 0
      : await countWaiting(this.#store, days.dataset, creator);
  }

  async #records(
    days: DayReading,
    chats: readonly ChatId[],
  ): Promise<Map<ChatId, ConversationRecord>> {
    days.noteRead();
    const records = await readConversations(this.#store, days.dataset, chats);
    return new Map(records.map((record) => [record.chat, record]));
  }
}

function scoreOf(record: ConversationRecord, now: number): number {
  return priorityScore(priorityFactsAt(record, now, CONCLUSIONS.infer), now);
}

function unanswered({ chat, since, record }: KnownWaiting, now: number) {
  return {
    conversation_id: chat,
    withUser: record.withUser,
    waiting_since: isoTime(since),
    waiting_minutes: Math.max(0, now - since) / MINUTE_MS,
    unread_count: record.unread,
    priority_score: scoreOf(record, now),
  };
}
