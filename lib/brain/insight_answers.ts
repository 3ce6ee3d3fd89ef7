import type {
  AccountId,
  AnalyticsUpdate,
  ChatId,
  ComparisonInsights,
  DailyInsights,
  DailyQuery,
  Evidence,
  EvidenceQuery,
  FunnelInsights,
  HourInsights,
  InsightQuery,
  OutcomeInsights,
  OutcomesQuery,
  Priority,
  ResponseTimeInsights,
  RevenueInsights,
  SentimentInsights,
  SpenderInsights,
  SpendersQuery,
  TopicInsights,
  UnansweredInsights,
  UnansweredQuery,
} from "@/lib/models/mod.ts";

/** Why a question about figures has no answer. */
export type NoAnswer =
  /** The range has no days, or too many. */
  | "range"
  /** The account has no such creator. */
  | "creator"
  /** The cursor is not one of a page before, with the same parameters. */
  | "cursor"
  /** The account has no such conversation. */
  | "conversation";

/** An answer, or why there is none. */
export type Answer<T> = { ok: true; answer: T } | { ok: false; why: NoAnswer };

/**
 * The figures of an account as the REST API gives them. Before the first
 * snapshot they are empty. An answer is the same object as long as nothing has
 * changed: it must not be changed, and may be remembered by whoever got it.
 */
export interface InsightAnswers {
  topics(a: AccountId, query: InsightQuery): Promise<Answer<TopicInsights>>;
  sentimentTrend(
    a: AccountId,
    query: InsightQuery,
  ): Promise<Answer<SentimentInsights>>;
  responseTime(
    a: AccountId,
    query: InsightQuery,
  ): Promise<Answer<ResponseTimeInsights>>;
  /** With the priorities and unread counts of those who wait longest. */
  full(a: AccountId, query: InsightQuery): Promise<Answer<AnalyticsUpdate>>;
  comparison(
    a: AccountId,
    query: InsightQuery,
  ): Promise<Answer<ComparisonInsights>>;
  revenue(a: AccountId, query: InsightQuery): Promise<Answer<RevenueInsights>>;
  spenders(
    a: AccountId,
    query: SpendersQuery,
  ): Promise<Answer<SpenderInsights>>;
  hours(a: AccountId, query: InsightQuery): Promise<Answer<HourInsights>>;
  /** With as many of the largest topics as `topics` says. */
  daily(a: AccountId, query: DailyQuery): Promise<Answer<DailyInsights>>;
  unanswered(
    a: AccountId,
    query: UnansweredQuery,
  ): Promise<Answer<UnansweredInsights>>;
  outcomes(
    a: AccountId,
    query: OutcomesQuery,
  ): Promise<Answer<OutcomeInsights>>;
  funnel(a: AccountId, query: InsightQuery): Promise<Answer<FunnelInsights>>;
  evidence(a: AccountId, query: EvidenceQuery): Promise<Answer<Evidence>>;
  priority(a: AccountId, chat: ChatId): Promise<Answer<Priority>>;
}
