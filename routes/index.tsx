import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import LiveDashboard from "@/islands/LiveDashboard.tsx";
import { firstPaint } from "@/components/live/state.ts";
import { themeOf } from "@/components/shell/theme.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const view = await brain.dashboardView(session.accountId);
    return page({
      seed: firstPaint(view),
      theme: themeOf(ctx.req.headers.get("cookie")),
      now: Date.now(),
    }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(function DashboardPage({ data }) {
  return (
    <>
      <Head>
        <title>Dashboard · Rapport</title>
      </Head>
      <LiveDashboard {...data} />
    </>
  );
});
