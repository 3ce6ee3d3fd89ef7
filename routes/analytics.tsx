import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { analyticsPaths } from "@/components/analytics/questions.ts";
import { rangeOf } from "@/components/insights/range.ts";
import LiveAnalytics from "@/islands/LiveAnalytics.tsx";
import { define } from "@/lib/define.ts";
import { firstInsights } from "@/lib/first_insights.ts";
import { pageSeed } from "@/lib/page_seed.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const seed = await pageSeed(ctx, { sync: "figures", conversations: 0 });
    const range = rangeOf(ctx.url.searchParams);
    const figures = await firstInsights(
      brain.insights,
      session.accountId,
      analyticsPaths({ ...seed, range }),
    );
    return page({ seed, analytics: { range, figures } }, {
      headers: { "cache-control": "no-store" },
    });
  },
});

export default define.page<typeof handler>(function AnalyticsPage({ data }) {
  return (
    <>
      <Head>
        <title>Analytics · Rapport</title>
      </Head>
      <LiveAnalytics {...data} />
    </>
  );
});
