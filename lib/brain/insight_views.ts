import type { Head } from "@/lib/ingest/mod.ts";
import {
  askedRange,
  buildAnalyticsUpdate,
  type Calendar,
  calendarOf,
  type ConversationRecord,
  countWaiting,
  DayReader,
  type DayReading,
  dollarsOf,
  fetchComparison,
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
  rangeDates,
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
  type CreatorId,
  dateOf,
  type DayRange,
  type Evidence,
  type EvidenceQuery,
  type FunnelInsights,
  type HourInsights,
  type InsightQuery,
  type InsightRange,
  isoTime,
  MAX_INSIGHT_DAYS,
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
import { keyId, LruCache, SharedReads, type Store } from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import type { Answer, InsightAnswers, NoAnswer } from "./insight_answers.ts";

/** Answers that are remembered, over all accounts. */
const REMEMBERED_ANSWERS = 2_000;
/** How long an answer that depends on the moment holds, in ms. */
const MOMENT_MS = 10_000;
/** Conversations whose own figures go with all figures: who waits longest. */
export const WAITING_IN_FULL = 20;
const MINUTE_MS = 60_000;

/** What figures depend on of where an account stands. */
type Standing = Pick<
  Head,
  "generation" | "commits" | "changed" | "creators" | "totals" | "basis"
>;

/** Who asks, as of where the account stands. */
interface Asked {
  head: Standing;
  /** Those that were asked for, or all. */
  creators: readonly CreatorId[];
  calendar: Calendar;
  now: number;
}

/** The same of a question about days. */
interface AskedOfDays extends Asked {
  range: DayRange;
}

/** A question, with what it depends on. */
interface Question<T> {
  /** What it comes to by now. */
  details?: Deno.KvKeyPart[];
  /** The answer depends on when it is asked. */
  isOfMoment?: boolean;
  answer(days: DayReading): Promise<Answer<T>>;
}

/** A conversation that waits for an answer, and what is known of it. */
interface KnownWaiting extends Waiting {
  record: ConversationRecord;
}

/** An answer, and what it holds for. */
interface RememberedAnswer {
  answer: Answer<unknown>;
  generation: number;
  commits: number;
  /** In ms. */
  until: number;
}

/** The figures of accounts, as the REST API gives them. */
export class InsightViews implements InsightAnswers {
  readonly #store: Store;
  readonly #head: (account: AccountId) => Promise<Standing>;
  readonly #days: DayReader<Standing>;
  readonly #answers = new LruCache<RememberedAnswer>(REMEMBERED_ANSWERS);
  /** Who asks the same at the same time is answered at once. */
  readonly #asking = new SharedReads<
    Answer<unknown>,
    [ask: () => Promise<Answer<unknown>>]
  >((_, ask) => ask());

  /** `head` tells where an account stands by what is in the database now. */
  constructor({ store, head }: {
    store: Store;
    head: (account: AccountId) => Promise<Standing>;
  }) {
    this.#store = store;
    this.#head = head;
    this.#days = new DayReader({ store, head });
  }

  topics(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<TopicInsights>> {
    return this.#ofDays(account, query, "topics", async (days, asked) => ({
      range: rangeOf(asked),
      topics: await fetchTopicMetrics(days, asked),
    }));
  }

  sentimentTrend(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<SentimentInsights>> {
    return this.#ofDays(account, query, "sentiment", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchSentimentTrend(days, asked),
    }));
  }

  responseTime(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<ResponseTimeInsights>> {
    return this.#ofDays(account, query, "response", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchResponseTimeMetrics(days, asked),
    }));
  }

  full(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<AnalyticsUpdate>> {
    return this.#ofDays(account, query, "full", async (days, asked) => {
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
    return this.#ofDays(account, query, "comparison", async (days, asked) => ({
      range: rangeOf(asked),
      previous_range: rangeOf({ ...asked, range: previousRange(asked.range) }),
      ...await fetchComparison(days, asked),
    }));
  }

  revenue(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<RevenueInsights>> {
    return this.#ofDays(account, query, "revenue", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchRevenue(days, asked),
    }));
  }

  spenders(
    account: AccountId,
    query: SpendersQuery,
  ): Promise<Answer<SpenderInsights>> {
    const { limit } = query;
    return this.#ofDays(account, query, "spenders", async (days, asked) => {
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
    return this.#ofDays(account, query, "hours", async (days, asked) => ({
      range: rangeOf(asked),
      hours: await fetchHours(days, asked),
    }));
  }

  outcomes(
    account: AccountId,
    query: OutcomesQuery,
  ): Promise<Answer<OutcomeInsights>> {
    const { kind } = query;
    return this.#ofDays(account, query, "outcomes", async (days, asked) => ({
      range: rangeOf(asked),
      ...await fetchOutcomes(days, { ...asked, kind }),
    }), { details: [kind ?? ""] });
  }

  funnel(
    account: AccountId,
    query: InsightQuery,
  ): Promise<Answer<FunnelInsights>> {
    return this.#ofDays(account, query, "funnel", async (days, asked) => ({
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
    return this.#ask(account, creator_id, question, (asked) => {
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
    return this.#ask(account, null, ["priority", chat], ({ now }) => ({
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

  /** Answers a question about a range's days. */
  #ofDays<T>(
    account: AccountId,
    { creator_id, start_date, end_date }: InsightQuery,
    name: string,
    answer: (days: DayReading, asked: AskedOfDays) => Promise<T>,
    { details = [], isOfMoment }: {
      details?: Deno.KvKeyPart[];
      isOfMoment?: boolean;
    } = {},
  ): Promise<Answer<T>> {
    const borders = { start_date, end_date };
    const question = [name, JSON.stringify(borders), ...details];
    return this.#ask(account, creator_id ?? null, question, (asked) => {
      const range = daysOf(asked, borders);
      return range === null ? "range" : {
        isOfMoment,
        details: [range.from, range.to],
        answer: async (days) => yes(await answer(days, { ...asked, range })),
      };
    });
  }

  /**
   * Answers a question as of one moment, or says why there is no answer. What
   * was answered before is, as long as it holds; `said` is all that the question
   * says.
   */
  #ask<T>(
    account: AccountId,
    creator: CreatorId | null,
    said: readonly Deno.KvKeyPart[],
    questionOf: (asked: Asked) => Question<T> | NoAnswer,
  ): Promise<Answer<T>> {
    const id = keyId([account, creator ?? "", ...said]);
    const ask = () => this.#answer(account, { id, creator, questionOf });
    // Under the same id lies the answer to the same question.
    return this.#asking.get(id, ask) as Promise<Answer<T>>;
  }

  async #answer<T>(
    account: AccountId,
    { id: said, creator, questionOf }: {
      id: string;
      creator: CreatorId | null;
      questionOf: (asked: Asked) => Question<T> | NoAnswer;
    },
  ): Promise<Answer<T>> {
    const { value, head, isExact } = await this.#days.read(
      account,
      async (days, head) => {
        const creators = creatorsOf(head, creator);
        if (creators === null) return { answer: no("creator") };
        const now = this.#store.clock.now();
        const calendar = calendarOf(head.basis.zone);
        const question = questionOf({ head, creators, calendar, now });
        if (typeof question === "string") return { answer: no(question) };
        const { details = [], isOfMoment = false } = question;
        const id = keyId([said, ...details]);
        const answer = this.#remembered<T>(id, head) ??
          await question.answer(days);
        return { answer, id, until: isOfMoment ? now + MOMENT_MS : Infinity };
      },
    );
    const { answer, id, until } = value;
    if (!isExact || id === undefined) return answer;
    // An answer that holds still stays the same object.
    const known = this.#remembered<T>(id, head);
    if (known !== null) return known;
    const { generation, commits } = head;
    this.#answers.set(id, { answer, generation, commits, until });
    return answer;
  }

  /** The answer that was given before, if it holds still. */
  #remembered<T>(id: string, head: Standing): Answer<T> | null {
    const known = this.#answers.get(id);
    const holds = known !== undefined && known.commits === head.commits &&
      known.generation === head.generation &&
      this.#store.clock.now() < known.until;
    // Under the same name lies the answer to the same question.
    return holds ? known.answer as Answer<T> : null;
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

function yes<T>(answer: T): Answer<T> {
  return { ok: true, answer };
}

function no(why: NoAnswer): Answer<never> {
  return { ok: false, why };
}

/** Whose figures are asked for; `null` if the account has no such creator. */
function creatorsOf(
  { creators }: Standing,
  creator: CreatorId | null,
): readonly CreatorId[] | null {
  if (creator === null) return creators;
  return creators.includes(creator) ? [creator] : null;
}

/** The days that are asked for; `null` if they are none, or too many. */
function daysOf(
  { now, calendar }: Asked,
  borders: Pick<InsightQuery, "start_date" | "end_date">,
): DayRange | null {
  return askedRange(borders, { now, calendar, maxDays: MAX_INSIGHT_DAYS });
}

function rangeOf({ range, calendar }: AskedOfDays): InsightRange {
  return { ...rangeDates(range, calendar), time_zone: calendar.timeZone };
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
