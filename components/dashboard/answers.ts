import type {
  ComparisonInsights,
  DailyInsights,
  HourInsights,
  OutcomeInsights,
  ResponseTimeInsights,
  RevenueInsights,
  SpenderInsights,
  TopicInsights,
  UnansweredInsights,
} from "@/lib/models/insight_answers.ts";
import type { CreatorId } from "@/lib/models/ids.ts";
import { type Range, rangeParameters } from "@/components/insights/range.ts";
import type { Loaded } from "@/components/live/resource.ts";

/** What the dashboard asks the REST API for, by name. */
export interface Answers {
  comparison: ComparisonInsights;
  daily: DailyInsights;
  topics: TopicInsights;
  responseTime: ResponseTimeInsights;
  revenue: RevenueInsights;
  spenders: SpenderInsights;
  hours: HourInsights;
  unanswered: UnansweredInsights;
  outcomes: OutcomeInsights;
}

/** The answers that a page was rendered with; `null`: there was none. */
export type FirstAnswers = {
  [Name in keyof Answers]: Loaded<Answers[Name]> | null;
};

/** Topics on the page. */
export const TOPICS_SHOWN = 8;
/** Spenders on the page. */
const SPENDERS_SHOWN = 5;
/** Those who wait, on the page. */
const WAITING_SHOWN = 8;

/** Whose figures are shown, and of when. */
export interface Asked {
  range: Range;
  creator: CreatorId | null;
  /** Milliseconds since the epoch: which days the last ones are. */
  now: number;
  zone: string;
}

/** Where each answer is. */
export function answerPaths(
  { range, creator, now, zone }: Asked,
): Record<keyof Answers, string> {
  const whose: Record<string, string> = creator === null
    ? {}
    : { creator_id: creator };
  const days = { ...whose, ...rangeParameters(range, { now, zone }) };
  const at = (name: string, query: Record<string, string>) => {
    const parameters = new URLSearchParams(query).toString();
    return `/api/v1/insights/${name}${parameters && `?${parameters}`}`;
  };
  return {
    comparison: at("comparison", days),
    daily: at("daily", { ...days, topics: String(TOPICS_SHOWN) }),
    topics: at("topics", days),
    responseTime: at("response-time", days),
    revenue: at("revenue", days),
    spenders: at("spenders", { ...days, limit: String(SPENDERS_SHOWN) }),
    hours: at("hours", days),
    unanswered: at("unanswered", { ...whose, limit: String(WAITING_SHOWN) }),
    outcomes: at("outcomes", days),
  };
}

/** The parameters of a path that say whose figures it has, and of when. */
export function scopeOf(path: string): Record<string, string> {
  const query = new URLSearchParams(path.split("?")[1] ?? "");
  return Object.fromEntries(
    ["creator_id", "start_date", "end_date"].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
