import {
  type Asked,
  type FirstInsights,
  type InsightBodies,
  insightPath,
  type InsightPaths,
  type InsightView,
  viewParameters,
} from "@/components/insights/answers.ts";
import { plusDays, rangeWords } from "@/components/insights/range.ts";
import { day, yearDay } from "@/components/wording/time.ts";

/** What the page asks the REST API for. */
export type FigureName = Exclude<keyof InsightBodies, "hours" | "unanswered">;

/** What the page was rendered with; `null`: it has to be asked for. */
export type AnalyticsFigures = FirstInsights<FigureName>;

/** Of how many topics there is a line by day: the most that is given. */
const TOPICS_BY_DAY = 50;
/** How many of those who spent most are listed. */
const SPENDERS = 20;

/** Where the page's figures are. */
export function analyticsPaths(view: InsightView): InsightPaths<FigureName> {
  const days = viewParameters(view);
  return {
    topics: insightPath("topics", days),
    daily: insightPath("daily", { ...days, topics: String(TOPICS_BY_DAY) }),
    responseTime: insightPath("response-time", days),
    outcomes: insightPath("outcomes", days),
    funnel: insightPath("funnel", days),
    comparison: insightPath("comparison", days),
    revenue: insightPath("revenue", days),
    spenders: insightPath("spenders", { ...days, limit: String(SPENDERS) }),
  };
}

/** The days that were asked for, in words: "1 Nov 2025 to 8 Nov 2025". */
export function daysInWords({ start_date, end_date }: Asked): string {
  return rangeWords({
    kind: "custom",
    from: start_date,
    to: plusDays(end_date, -1),
  });
}

/**
 * The days in few letters: "24 Oct – 22 Nov". A year is told where it is not
 * `year`, once if it is that of both.
 */
export function daysInShort({ start_date, end_date }: Asked, year: string) {
  const [first, last] = [start_date, plusDays(end_date, -1)];
  const tell = (date: string, isTold = true) =>
    (isTold && !date.startsWith(year) ? yearDay : day)(Date.parse(date));
  if (first === last) return tell(first);
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return `${tell(first, !isOneYear)} – ${tell(last)}`;
}

/** What a file of figures is called: "rapport-topics-2025-11-01-2025-11-07". */
export function fileName(what: string, { start_date, end_date }: Asked) {
  return `rapport-${what}-${start_date}-${plusDays(end_date, -1)}`;
}
