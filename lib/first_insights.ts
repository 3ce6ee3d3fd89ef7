import type {
  FirstInsights,
  InsightBodies,
  InsightName,
  InsightPaths,
} from "@/components/insights/answers.ts";
import type { Loaded } from "@/components/live/resource.ts";
import type { Answer, InsightAnswers } from "@/lib/brain/insight_answers.ts";
import {
  type AccountId,
  DailyQuery,
  InsightQuery,
  OutcomesQuery,
  SpendersQuery,
  UnansweredQuery,
} from "@/lib/models/mod.ts";

/** What reads a query, as Zod's schemas do. */
interface QueryReader<Q> {
  safeParse(query: unknown): { success: true; data: Q } | { success: false };
}

type Question<T> = (
  query: Record<string, string>,
) => Promise<Answer<T>> | null;

type Questions = {
  readonly [N in InsightName]: Question<InsightBodies[N]>;
};

function questionsOf(
  insights: InsightAnswers,
  account: AccountId,
): Questions {
  const question = <Q, T>(
    reader: QueryReader<Q>,
    ask: (query: Q) => Promise<Answer<T>>,
  ): Question<T> =>
  (query) => {
    const read = reader.safeParse(query);
    return read.success ? ask(read.data) : null;
  };
  const ofDays = <T>(ask: (query: InsightQuery) => Promise<Answer<T>>) =>
    question(InsightQuery, ask);
  return {
    comparison: ofDays((query) => insights.comparison(account, query)),
    daily: question(DailyQuery, (query) => insights.daily(account, query)),
    funnel: ofDays((query) => insights.funnel(account, query)),
    hours: ofDays((query) => insights.hours(account, query)),
    outcomes: question(
      OutcomesQuery,
      (query) => insights.outcomes(account, query),
    ),
    responseTime: ofDays((query) => insights.responseTime(account, query)),
    revenue: ofDays((query) => insights.revenue(account, query)),
    spenders: question(
      SpendersQuery,
      (query) => insights.spenders(account, query),
    ),
    topics: ofDays((query) => insights.topics(account, query)),
    unanswered: question(
      UnansweredQuery,
      (query) => insights.unanswered(account, query),
    ),
  };
}

/**
 * Answers that a page is rendered with: all at once, each as the REST API gives
 * it at the very path that the browser goes on asking. What has no answer is
 * `null`: the browser asks, and says why.
 */
export async function firstInsights<Name extends InsightName>(
  insights: InsightAnswers,
  account: AccountId,
  paths: InsightPaths<Name>,
): Promise<FirstInsights<Name>> {
  const questions = questionsOf(insights, account);
  const answer = async <N extends Name>(
    name: N,
  ): Promise<[N, Loaded<InsightBodies[N]> | null]> => {
    const path = paths[name];
    const query = new URL(path, "http://localhost").searchParams;
    const asked = await questions[name](Object.fromEntries(query));
    return [name, asked?.ok ? { path, body: asked.answer } : null];
  };
  const names = Object.keys(paths) as Name[];
  const answers = await Promise.all(names.map((name) => answer(name)));
  return Object.fromEntries(answers) as FirstInsights<Name>;
}
