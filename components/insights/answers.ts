import type {
  ComparisonInsights,
  DailyInsights,
  FunnelInsights,
  HourInsights,
  OutcomeInsights,
  ResponseTimeInsights,
  RevenueInsights,
  SpenderInsights,
  TopicInsights,
  UnansweredInsights,
} from "@/lib/models/insight_answers.ts";
import type { Loaded } from "@/components/live/resource.ts";
import { daysBetween, plusDays, type Range, rangeParameters } from "./range.ts";

/** What pages ask of `/api/v1/insights`, by what they call it. */
export interface InsightBodies {
  comparison: ComparisonInsights;
  daily: DailyInsights;
  funnel: FunnelInsights;
  hours: HourInsights;
  outcomes: OutcomeInsights;
  responseTime: ResponseTimeInsights;
  revenue: RevenueInsights;
  spenders: SpenderInsights;
  topics: TopicInsights;
  unanswered: UnansweredInsights;
}

/** The name of an answer. */
export type InsightName = keyof InsightBodies;

/** Where some answers are. */
export type InsightPaths<Name extends InsightName> = Readonly<
  Record<Name, string>
>;

/** Answers that a page was rendered with; `null`: it has to be asked for. */
export type FirstInsights<Name extends InsightName> = {
  readonly [N in Name]: Loaded<InsightBodies[N]> | null;
};

/** Whose figures are shown, and of when. */
export interface InsightView {
  range: Range;
  /** Milliseconds since the epoch: which days the last ones are. */
  now: number;
  zone: string;
  /** `null`: all of the account's creators. */
  creator: string | null;
}

/** The parameters of REST that say whose figures are shown. */
export function ownerParameters(
  { creator }: Pick<InsightView, "creator">,
): Record<string, string> {
  return creator === null ? {} : { creator_id: creator };
}

/** The parameters of REST that say whose figures are shown, and of when. */
export function viewParameters(view: InsightView): Record<string, string> {
  return { ...ownerParameters(view), ...rangeParameters(view.range, view) };
}

/** The address of an answer, by its name in REST. */
export function insightPath(
  name: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams(parameters).toString();
  return `/api/v1/insights/${name}${query && `?${query}`}`;
}

/** The parameters of an answer's path that narrow any figure. */
export function scopeOf(path: string): Record<string, string> {
  const query = new URLSearchParams(path.split("?")[1] ?? "");
  return Object.fromEntries(
    ["creator_id", "start_date", "end_date"].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Whose figures an answer holds, and of which days. */
export interface Asked extends Record<string, string> {
  start_date: string;
  /** Not counted. */
  end_date: string;
}

/** What the path of an answer about days asked for. */
export function askedOf(path: string): Asked {
  return { start_date: "", end_date: "", ...scopeOf(path) };
}

/** How many days were asked for. */
export function daysAsked({ start_date, end_date }: Asked): number {
  return daysBetween(start_date, end_date);
}

/** The same figures of one day, or of some from it on. */
export function askedOfDays(
  asked: Readonly<Record<string, string>>,
  date: string,
  days = 1,
): Asked {
  return { ...asked, start_date: date, end_date: plusDays(date, days) };
}
