import type {
  AnalyticsUpdate,
  CreatorId,
  DayRange,
  Totals,
} from "@/lib/models/mod.ts";
import { type Changes, type Dataset, keys } from "@/lib/store/mod.ts";
import { type Calendar, UTC } from "./calendar.ts";
import type { DayFigures } from "./figures.ts";
import { dayPacking } from "./figures_row.ts";
import {
  activeConversations,
  responseTimeMetrics,
  sentimentTrend,
  topicMetrics,
} from "./metrics.ts";
import { previousRange, rangeDates } from "./range.ts";
import { RangeFigures } from "./range_figures.ts";
import { RememberedRanges } from "./remembered_ranges.ts";

/** What is asked for. */
export interface AnalyticsQuery {
  dataset: Dataset;
  /** The creators whose figures are added up. */
  creators: readonly CreatorId[];
  range: DayRange;
  /** By which the range's days are counted; default: UTC. */
  calendar?: Calendar;
  /** What the dataset holds, all in all. */
  totals: Totals;
}

/** The figures that hold for the account; the conversations' own are empty. */
export function readAnalytics(
  tx: Changes,
  query: AnalyticsQuery,
): Promise<AnalyticsUpdate> {
  return new AnalyticsReader().read(tx, query);
}

/**
 * Answers the same queries again and again: of the figures it read before it
 * adds up only what has changed, see {@linkcode RangeFigures}.
 */
export class AnalyticsReader {
  readonly #ranges = new RememberedRanges<DayFigures>();

  /** As {@linkcode readAnalytics}. */
  async read(tx: Changes, query: AnalyticsQuery): Promise<AnalyticsUpdate> {
    const before = { ...query, range: previousRange(query.range) };
    const keysNow = keysOf(query);
    const keysBefore = keysOf(before);
    await tx.prefetch([...keysNow, ...keysBefore], { keep: true });
    const rows = await readRows(tx, keysNow);
    const rowsBefore = await readRows(tx, keysBefore);
    // Nothing waits from here on: no other reading changes the sums meanwhile.
    return analyticsUpdate({
      now: this.#figures(query, rows),
      before: this.#figures(before, rowsBefore),
    }, query);
  }

  #figures(
    query: AnalyticsQuery,
    rows: readonly (DayFigures | null)[],
  ): RangeFigures {
    const { running } = this.#ranges.of(query);
    return new RangeFigures(query.range, rows, running);
  }
}

/** An account's figures of a range; the conversations' own are empty. */
export function analyticsUpdate(
  { now, before }: { now: RangeFigures; before: RangeFigures },
  { totals, calendar = UTC }: { totals: Totals; calendar?: Calendar },
): AnalyticsUpdate {
  const { range, sum } = now;
  return {
    topics: topicMetrics(sum, before.sum),
    sentiment_trend: sentimentTrend(now.scores, range),
    response_time_metrics: responseTimeMetrics(
      sum,
      activeConversations(sum, range),
    ),
    priorityScores: {},
    unreadCounts: {},
    totals,
    range: rangeDates(range, calendar),
  };
}

function keysOf({ dataset, creators, range }: AnalyticsQuery): Deno.KvKey[] {
  const { from, to } = range;
  return creators.flatMap((creator) =>
    Array.from(
      { length: to - from },
      (_, i) => keys.day(dataset, creator, from + i),
    )
  );
}

async function readRows(
  tx: Changes,
  keys: readonly Deno.KvKey[],
): Promise<(DayFigures | null)[]> {
  const rows: (DayFigures | null)[] = [];
  for (const key of keys) rows.push(await tx.get(key, dayPacking));
  return rows;
}
