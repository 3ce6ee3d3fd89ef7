import type {
  AnalyticsUpdate,
  CreatorId,
  DayRange,
  Totals,
} from "@/lib/models/mod.ts";
import { type Changes, type Dataset, keyId, keys } from "@/lib/store/mod.ts";
import { type Calendar, UTC } from "./calendar.ts";
import type { DayFigures } from "./figures.ts";
import { dayPacking } from "./figures_row.ts";
import {
  activeConversations,
  responseTimeMetrics,
  type Scores,
  sentimentTrend,
  topicMetrics,
} from "./metrics.ts";
import { previousRange, rangeDates } from "./range.ts";
import { RunningSum } from "./running_sum.ts";

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
  return read(tx, query, daysOf(query));
}

/** Queries whose sums an {@linkcode AnalyticsReader} remembers. */
const REMEMBERED_QUERIES = 500;

/**
 * Answers the same queries again and again: of the figures it read before it
 * adds up only what has changed, see {@linkcode RunningSum}.
 */
export class AnalyticsReader {
  /** By query, the one asked longest ago first. */
  readonly #days = new Map<string, Days>();

  /** As {@linkcode readAnalytics}. */
  read(tx: Changes, query: AnalyticsQuery): Promise<AnalyticsUpdate> {
    return read(tx, query, this.#daysOf(query));
  }

  #daysOf(query: AnalyticsQuery): Days {
    const { dataset, creators, range } = query;
    const { account, generation } = dataset;
    const id = keyId([account, generation, range.from, range.to, ...creators]);
    const known = this.#days.get(id) ?? daysOf(query);
    this.#days.delete(id);
    this.#days.set(id, known);
    if (this.#days.size > REMEMBERED_QUERIES) {
      const [oldest = id] = this.#days.keys();
      this.#days.delete(oldest);
    }
    return known;
  }
}

/** The days of a query and where they are stored, with their sums so far. */
interface Days {
  range: StoredDay[];
  before: StoredDay[];
  keys: Deno.KvKey[];
  rangeSum: RunningSum;
  beforeSum: RunningSum;
}

interface StoredDay {
  day: number;
  key: Deno.KvKey;
}

function daysOf({ dataset, creators, range }: AnalyticsQuery): Days {
  const daysIn = ({ from, to }: DayRange): StoredDay[] =>
    creators.flatMap((creator) =>
      Array.from({ length: to - from }, (_, i) => ({
        day: from + i,
        key: keys.day(dataset, creator, from + i),
      }))
    );
  const days = { range: daysIn(range), before: daysIn(previousRange(range)) };
  return {
    ...days,
    keys: [...days.range, ...days.before].map(({ key }) => key),
    rangeSum: new RunningSum(),
    beforeSum: new RunningSum(),
  };
}

async function read(
  tx: Changes,
  query: AnalyticsQuery,
  days: Days,
): Promise<AnalyticsUpdate> {
  await tx.prefetch(days.keys, { keep: true });
  const figures = await readFigures(tx, days.range);
  const figuresBefore = await readFigures(tx, days.before);
  // Nothing waits from here on: no other reading changes the sums meanwhile.
  const sum = days.rangeSum.of(figures);
  return {
    topics: topicMetrics(sum, days.beforeSum.of(figuresBefore)),
    sentiment_trend: sentimentTrend(
      scoresByDay(days.range, figures),
      query.range,
    ),
    response_time_metrics: responseTimeMetrics(
      sum,
      activeConversations(sum, query.range),
    ),
    priorityScores: {},
    unreadCounts: {},
    totals: query.totals,
    range: rangeDates(query.range, query.calendar ?? UTC),
  };
}

async function readFigures(
  tx: Changes,
  days: readonly StoredDay[],
): Promise<(DayFigures | null)[]> {
  const figures: (DayFigures | null)[] = [];
  for (const { key } of days) {
    figures.push(await tx.get(key, dayPacking));
  }
  return figures;
}

/** Each day's sentiments, over all creators. */
function scoresByDay(
  days: readonly StoredDay[],
  figures: readonly (DayFigures | null)[],
): Map<number, Scores> {
  const scores = new Map<number, Scores>();
  days.forEach(({ day }, i) => {
    const more = figures[i] ?? null;
    if (more === null) return;
    const known = scores.get(day);
    scores.set(
      day,
      known === undefined ? more : {
        scored: known.scored + more.scored,
        sentiment: known.sentiment + more.sentiment,
      },
    );
  });
  return scores;
}
