import { type Context, HttpError } from "fresh";
import type { Answer } from "@/lib/brain/insight_answers.ts";
import {
  answerPaths,
  type Answers,
  type FirstAnswers,
} from "@/components/dashboard/answers.ts";
import type { DashboardSeed } from "@/components/dashboard/Dashboard.tsx";
import type { KnownAgent } from "@/components/dashboard/first_run.ts";
import { rangeOf } from "@/components/insights/range.ts";
import type { PageSeed } from "@/components/live/page.ts";
import type { Brain } from "@/lib/brain.ts";
import type { State } from "@/lib/define.ts";
import {
  type AccountId,
  DailyQuery,
  InsightQuery,
  OutcomesQuery,
  SpendersQuery,
  UnansweredQuery,
} from "@/lib/models/mod.ts";

/**
 * What the dashboard is rendered with: every answer that it shows, each as the
 * REST API gives it at the path that the browser goes on asking.
 */
export async function dashboardSeed(
  ctx: Context<State>,
  { live, now, zone, creator }: PageSeed,
): Promise<DashboardSeed> {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId } = session;
  const range = rangeOf(ctx.url.searchParams);
  if ((live.analytics?.totals?.conversations ?? 0) === 0) {
    return { range, answers: null, agents: await agentsOf(brain, accountId) };
  }
  const paths = answerPaths({ range, creator, now, zone });
  const answers = InsightQuery.safeParse(queryOf(paths.topics)).success
    ? await firstAnswers(brain, accountId, paths)
    : null;
  return { range, answers, agents: [] };
}

/** The account's Agents, for whoever waits for the first chat. */
export async function agentsOf(
  brain: Brain,
  account: AccountId,
): Promise<KnownAgent[]> {
  const agents = await brain.accounts.listAgents(account);
  return agents.map(({ name, lastSeenAt }) => ({
    name,
    last_seen_at: lastSeenAt,
  }));
}

function queryOf(path: string): Record<string, string> {
  return Object.fromEntries(new URL(path, "http://localhost").searchParams);
}

/** `null` where a question has no answer: then the browser asks, and says why. */
async function firstAnswers(
  { insights }: Brain,
  account: AccountId,
  paths: Record<keyof Answers, string>,
): Promise<FirstAnswers> {
  const query = (name: keyof Answers) => queryOf(paths[name]);
  const days = InsightQuery.parse(query("topics"));
  const [
    comparison,
    daily,
    topics,
    responseTime,
    revenue,
    spenders,
    hours,
    unanswered,
    outcomes,
  ] = await Promise.all([
    insights.comparison(account, days),
    insights.daily(account, DailyQuery.parse(query("daily"))),
    insights.topics(account, days),
    insights.responseTime(account, days),
    insights.revenue(account, days),
    insights.spenders(account, SpendersQuery.parse(query("spenders"))),
    insights.hours(account, days),
    insights.unanswered(account, UnansweredQuery.parse(query("unanswered"))),
    insights.outcomes(account, OutcomesQuery.parse(query("outcomes"))),
  ]);
  const at = <T>(name: keyof Answers, answer: Answer<T>) =>
    answer.ok ? { path: paths[name], body: answer.answer } : null;
  return {
    comparison: at("comparison", comparison),
    daily: at("daily", daily),
    topics: at("topics", topics),
    responseTime: at("responseTime", responseTime),
    revenue: at("revenue", revenue),
    spenders: at("spenders", spenders),
    hours: at("hours", hours),
    unanswered: at("unanswered", unanswered),
    outcomes: at("outcomes", outcomes),
  };
}
