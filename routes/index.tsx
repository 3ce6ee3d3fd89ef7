import { page } from "fresh";
import { Head } from "fresh/runtime";
import LiveDashboard from "@/islands/LiveDashboard.tsx";
import { dashboardSeed } from "@/lib/dashboard_seed.ts";
import { define } from "@/lib/define.ts";
import { pageSeed } from "@/lib/page_seed.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const seed = await pageSeed(ctx, { sync: "figures" });
    const dashboard = await dashboardSeed(ctx, seed);
    return page({ seed, dashboard }, {
      headers: { "cache-control": "no-store" },
    });
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
