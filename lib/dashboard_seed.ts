import { type Context, HttpError } from "fresh";
import { answerPaths } from "@/components/dashboard/answers.ts";
import type { DashboardSeed } from "@/components/dashboard/Dashboard.tsx";
import type { KnownAgent } from "@/components/dashboard/first_run.ts";
import { rangeOf } from "@/components/insights/range.ts";
import type { PageSeed } from "@/components/live/page.ts";
import type { Brain } from "@/lib/brain.ts";
import type { State } from "@/lib/define.ts";
import { firstInsights } from "@/lib/first_insights.ts";
import type { AccountId } from "@/lib/models/mod.ts";

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
  const answers = await firstInsights(brain.insights, accountId, paths);
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
