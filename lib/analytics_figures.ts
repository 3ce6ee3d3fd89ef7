import {
  type AnalyticsFigures,
  type AnalyticsPaths,
  type FigureBodies,
} from "@/components/analytics/questions.ts";
import type { Answer, InsightAnswers } from "@/lib/brain/insight_answers.ts";
import {
  type AccountId,
  DailyQuery,
  InsightQuery,
  OutcomesQuery,
  SpendersQuery,
} from "@/lib/models/mod.ts";

/** Asks for the figures of a query as a path has it. */
type Questions = {
  [K in keyof FigureBodies]: (
    query: Record<string, string>,
  ) => Promise<Answer<FigureBodies[K]>>;
};

/**
 * What the Analytics page asks the REST API for, as its first paint shows it: all
 * at once, each by the very path that the browser would ask for. What has no
 * answer is `null`: the browser asks, and says why.
 */
export async function analyticsFigures(
  insights: InsightAnswers,
  account: AccountId,
  paths: AnalyticsPaths,
): Promise<AnalyticsFigures> {
  const questions: Questions = {
    topics: (query) => insights.topics(account, InsightQuery.parse(query)),
    daily: (query) => insights.daily(account, DailyQuery.parse(query)),
    responseTime: (query) =>
      insights.responseTime(account, InsightQuery.parse(query)),
    outcomes: (query) => insights.outcomes(account, OutcomesQuery.parse(query)),
    funnel: (query) => insights.funnel(account, InsightQuery.parse(query)),
    comparison: (query) =>
      insights.comparison(account, InsightQuery.parse(query)),
    revenue: (query) => insights.revenue(account, InsightQuery.parse(query)),
    spenders: (query) => insights.spenders(account, SpendersQuery.parse(query)),
  };
  const answer = async <K extends keyof FigureBodies>(name: K) => {
    const path = paths[name];
    const query = new URL(path, "http://localhost").searchParams;
    const asked = await questions[name](Object.fromEntries(query));
    return asked.ok ? { path, body: asked.answer } : null;
  };
  const [
    topics,
    daily,
    responseTime,
    outcomes,
    funnel,
    comparison,
    revenue,
    spenders,
  ] = await Promise.all([
    answer("topics"),
    answer("daily"),
    answer("responseTime"),
    answer("outcomes"),
    answer("funnel"),
    answer("comparison"),
    answer("revenue"),
    answer("spenders"),
  ]);
  return {
    topics,
    daily,
    responseTime,
    outcomes,
    funnel,
    comparison,
    revenue,
    spenders,
  };
}
