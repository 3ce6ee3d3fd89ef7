import type {
  AnalyticsUpdate,
  ComparisonInsights,
  DailyInsights,
  DayRange,
  FunnelInsights,
  HourInsights,
  OutcomeInsights,
  OutcomeKind,
  ResponseTimeInsights,
  RevenueInsights,
  SentimentTrendResponse,
  TopicMetricsResponse,
  Totals,
} from "@/lib/models/mod.ts";
import { analyticsUpdate } from "./analytics.ts";
import type { Calendar } from "./calendar.ts";
import { comparison } from "./comparison.ts";
import { daily } from "./daily.ts";
import type { DaySource, DaysQuery } from "./day_reader.ts";
import { hoursOfWeek } from "./hours.ts";
import { sentimentTrend, topicMetrics } from "./metrics.ts";
import { funnel, outcomes } from "./outcomes.ts";
import { previousRange } from "./range.ts";
import { responseTimes } from "./response_times.ts";
import { revenue, type Spender, spenders } from "./revenue.ts";

/** Volume, share and trend of the topics of a range, the largest first. */
export async function fetchTopicMetrics(
  days: DaySource,
  query: DaysQuery,
): Promise<TopicMetricsResponse[]> {
  const { now, before } = await withBefore(days, query);
  return topicMetrics(now.sum, before.sum);
}

/** Mean sentiment of each day of a range that has a scored message. */
export async function fetchSentimentTrend(
  days: DaySource,
  query: DaysQuery,
): Promise<SentimentTrendResponse> {
  const { scores, range } = await days.figures(query);
  return sentimentTrend(scores, range);
}

/** How quickly fans were answered in a range. */
export async function fetchResponseTimeMetrics(
  days: DaySource,
  query: DaysQuery,
): Promise<Omit<ResponseTimeInsights, "range">> {
  return responseTimes(await days.figures(query));
}

/**
 * The dashboard's figures of a range, with what the dataset holds in all;
 * conversations' own are empty.
 */
export async function buildAnalyticsUpdate(
  days: DaySource,
  query: DaysQuery & { calendar: Calendar },
  totals: Totals,
): Promise<AnalyticsUpdate> {
  const { calendar } = query;
  const figures = await withBefore(days, query);
  return analyticsUpdate(figures, { totals, calendar });
}

/** What fans paid in a range. */
export async function fetchRevenue(
  days: DaySource,
  query: DaysQuery,
): Promise<Omit<RevenueInsights, "range">> {
  const { now, before } = await withBefore(days, query);
  return revenue(now, before);
}

/** Who paid in a range, the most first. */
export async function fetchSpenders(
  days: DaySource,
  query: DaysQuery,
): Promise<Spender[]> {
  return spenders(await days.spend(query));
}

/** What happened at each hour of the week, where anything did. */
export async function fetchHours(
  days: DaySource,
  query: DaysQuery,
): Promise<HourInsights["hours"]> {
  return hoursOfWeek(await days.figures(query));
}

/** What happened on each day of a range, and its largest topics by day. */
export async function fetchDaily(
  days: DaySource,
  query: DaysQuery & { topics: number },
): Promise<Omit<DailyInsights, "range">> {
  return daily(await days.figures(query), query.topics);
}

/** Outcomes of a range, and topics that came before them. */
export async function fetchOutcomes(
  days: DaySource,
  query: DaysQuery & { kind?: OutcomeKind },
): Promise<Omit<OutcomeInsights, "range">> {
  return outcomes(await days.figures(query), query.kind);
}

/** How far the sessions that began in a range came. */
export async function fetchFunnel(
  days: DaySource,
  query: DaysQuery,
): Promise<FunnelInsights["stages"]> {
  return funnel(await days.figures(query));
}

/** Key figures beside those of the range before, over all and by creator. */
export async function fetchComparison(
  days: DaySource,
  query: DaysQuery,
): Promise<Pick<ComparisonInsights, "figures" | "by_creator">> {
  const { creators } = query;
  const all = await withBefore(days, query);
  const ofEach = await Promise.all(
    creators.map((creator) =>
      withBefore(days, { ...query, creators: [creator] })
    ),
  );
  return {
    figures: comparison(all.now, all.before),
    by_creator: ofEach.flatMap(({ now, before }, i) => {
      const creator_id = creators[i];
      return creator_id === undefined
        ? []
        : [{ creator_id, figures: comparison(now, before) }];
    }),
  };
}

/** A range, and the one of equal length just before. */
async function withBefore(days: DaySource, query: DaysQuery) {
  const before: DayRange = previousRange(query.range);
  const [now, then] = await Promise.all([
    days.figures(query),
    days.figures({ ...query, range: before }),
  ]);
  return { now, before: then };
}
