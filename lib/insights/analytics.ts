import type { AnalyticsUpdate, CreatorId, Totals } from "@/lib/models/mod.ts";
import { type Changes, type Dataset, keys } from "@/lib/store/mod.ts";
import {
  addFigures,
  type Figures,
  type FiguresByDay,
  figuresOf,
} from "./figures.ts";
import {
  activeConversations,
  responseTimeMetrics,
  sentimentTrend,
  sumRange,
  topicMetrics,
} from "./metrics.ts";
import { type DayRange, previousRange, rangeDates } from "./range.ts";

/** Nothing stored yet. */
export function emptyTotals(): Totals {
  return { conversations: 0, messages: 0, unanswered: 0 };
}

/** What is asked for. */
export interface AnalyticsQuery {
  dataset: Dataset;
  /** The creators whose figures are added up. */
  creators: readonly CreatorId[];
  range: DayRange;
}

/** The figures that hold for the account; the conversations' own are empty. */
export async function readAnalytics(
  tx: Changes,
  query: AnalyticsQuery,
): Promise<AnalyticsUpdate> {
  const { range } = query;
  const before = previousRange(range);
  const days = await readDays(tx, query, { from: before.from, to: range.to });
  const sum = sumRange(days, range);
  return {
    topics: topicMetrics(sum, sumRange(days, before)),
    sentiment_trend: sentimentTrend(days, range),
    response_time_metrics: responseTimeMetrics(
      sum,
      activeConversations(sum, range),
    ),
    priorityScores: {},
    unreadCounts: {},
    totals: await readTotals(tx, query),
    range: rangeDates(range),
  };
}

/** Each day's figures in `range`, over the query's creators. */
async function readDays(
  tx: Changes,
  { dataset, creators }: AnalyticsQuery,
  range: DayRange,
): Promise<FiguresByDay> {
  const wanted = creators.flatMap((creator) =>
    Array.from({ length: range.to - range.from }, (_, i) => ({
      day: range.from + i,
      key: keys.day(dataset, creator, range.from + i),
    }))
  );
  await tx.prefetch(wanted.map(({ key }) => key), { keep: true });
  const days: FiguresByDay = new Map();
  for (const { day, key } of wanted) {
    const figures = await tx.get<Figures>(key);
    if (figures === null) continue;
    if (creators.length === 1) days.set(day, figures);
    else addFigures(figuresOf(days, day), figures);
  }
  return days;
}

async function readTotals(
  tx: Changes,
  { dataset, creators }: AnalyticsQuery,
): Promise<Totals> {
  const sum = emptyTotals();
  for (const creator of creators) {
    const totals = await tx.get<Totals>(keys.totals(dataset, creator));
    if (totals === null) continue;
    sum.conversations += totals.conversations;
    sum.messages += totals.messages;
    sum.unanswered += totals.unanswered;
  }
  return sum;
}
