import {
  type FirstInsights,
  type InsightBodies,
  insightPath,
  type InsightPaths,
  type InsightView,
  ownerParameters,
  viewParameters,
} from "@/components/insights/answers.ts";

/** What the dashboard asks the REST API for. */
export type AnswerName = Exclude<keyof InsightBodies, "funnel">;

/** The answers, by name. */
export type Answers = Pick<InsightBodies, AnswerName>;

/** The answers that a page was rendered with; `null`: there was none. */
export type FirstAnswers = FirstInsights<AnswerName>;

/** Topics on the page. */
export const TOPICS_SHOWN = 8;
/** Spenders on the page. */
const SPENDERS_SHOWN = 5;
/** Those who wait, on the page. */
const WAITING_SHOWN = 8;

/** Where each answer is. */
export function answerPaths(view: InsightView): InsightPaths<AnswerName> {
  const whose = ownerParameters(view);
  const days = viewParameters(view);
  return {
    comparison: insightPath("comparison", days),
    daily: insightPath("daily", { ...days, topics: String(TOPICS_SHOWN) }),
    topics: insightPath("topics", days),
    responseTime: insightPath("response-time", days),
    revenue: insightPath("revenue", days),
    spenders: insightPath("spenders", {
      ...days,
      limit: String(SPENDERS_SHOWN),
    }),
    hours: insightPath("hours", days),
    unanswered: insightPath("unanswered", {
      ...whose,
      limit: String(WAITING_SHOWN),
    }),
    outcomes: insightPath("outcomes", days),
  };
}
