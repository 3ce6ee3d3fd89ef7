import type {
  ComparisonInsights,
  DailyInsights,
  FunnelInsights,
  OutcomeInsights,
  ResponseTimeInsights,
  RevenueInsights,
  SpenderInsights,
  TopicInsights,
} from "@/lib/models/insight_answers.ts";
import {
  plusDays,
  type Range,
  rangeParameters,
  rangeWords,
} from "@/components/insights/range.ts";
import type { Loaded } from "@/components/live/resource.ts";

/** What the page asks the REST API for, by what it calls it. */
export interface FigureBodies {
  topics: TopicInsights;
  daily: DailyInsights;
  responseTime: ResponseTimeInsights;
  outcomes: OutcomeInsights;
  funnel: FunnelInsights;
  comparison: ComparisonInsights;
  revenue: RevenueInsights;
  spenders: SpenderInsights;
}

/** A path for each of them. */
export type AnalyticsPaths = Readonly<Record<keyof FigureBodies, string>>;

/** What the page was rendered with; `null`: it has to be asked for. */
export type AnalyticsFigures = {
  readonly [K in keyof FigureBodies]: Loaded<FigureBodies[K]> | null;
};

/** Of how many topics there is a line by day: the most that is given. */
const TOPICS_BY_DAY = 50;
/** How many of those who spent most are listed. */
const SPENDERS = 20;

/** Whose figures, and of which days. */
export interface AnalyticsView {
  range: Range;
  /** Milliseconds since the epoch. */
  now: number;
  zone: string;
  /** `null`: all of the account's creators. */
  creator: string | null;
}

/** Where the page's figures are. */
export function analyticsPaths(
  { range, now, zone, creator }: AnalyticsView,
): AnalyticsPaths {
  const days = {
    ...(creator === null ? {} : { creator_id: creator }),
    ...rangeParameters(range, { now, zone }),
  };
  const path = (name: string, more: Record<string, string> = {}) =>
    `/api/v1/insights/${name}?${new URLSearchParams({ ...days, ...more })}`;
  return {
    topics: path("topics"),
    daily: path("daily", { topics: String(TOPICS_BY_DAY) }),
    responseTime: path("response-time"),
    outcomes: path("outcomes"),
    funnel: path("funnel"),
    comparison: path("comparison"),
    revenue: path("revenue"),
    spenders: path("spenders", { limit: String(SPENDERS) }),
  };
}

/** Whose figures an answer holds, and of which days: parameters of REST. */
export interface Asked extends Record<string, string> {
  start_date: string;
  /** Not counted. */
  end_date: string;
}

/** What the path of an answer asked for; only what narrows any figure. */
export function askedOf(path: string): Asked {
  const query = new URLSearchParams(path.split("?")[1]);
  const creator = query.get("creator_id");
  return {
    ...(creator === null ? {} : { creator_id: creator }),
    start_date: query.get("start_date") ?? "",
    end_date: query.get("end_date") ?? "",
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

/** How many days were asked for. */
export function daysAsked({ start_date, end_date }: Asked): number {
  return Math.round(
    (Date.parse(end_date) - Date.parse(start_date)) / 86_400_000,
  );
}

/** The same figures of one day, or of some from it on. */
export function askedOfDays(asked: Asked, date: string, days = 1): Asked {
  return { ...asked, start_date: date, end_date: plusDays(date, days) };
}

/** The address of an answer's table, of the days that are shown. */
export function tablePath(
  name: string,
  asked: Asked,
  more: Record<string, string> = {},
): string {
  return `/api/v1/insights/${name}?${new URLSearchParams({
    ...asked,
    ...more,
  })}`;
}

/** What a file of figures is called: "rapport-topics-2025-11-01-2025-11-07". */
export function fileName(what: string, { start_date, end_date }: Asked) {
  return `rapport-${what}-${start_date}-${plusDays(end_date, -1)}`;
}

/** The Inbox with the conversations about a topic. */
export function inboxOfTopic(topic: string): string {
  return `/inbox?topic=${encodeURIComponent(topic)}`;
}

/** The Inbox with a conversation open. */
export function inboxOfChat(chat: string): string {
  return `/inbox?chat=${encodeURIComponent(chat)}`;
}
