import { page } from "fresh";
import { Head } from "fresh/runtime";
import LiveAnalytics from "@/islands/LiveAnalytics.tsx";
import { define } from "@/lib/define.ts";
import { pageSeed } from "@/lib/page_seed.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const seed = await pageSeed(ctx, { sync: "figures", conversations: 0 });
    return page({ seed }, { headers: { "cache-control": "no-store" } });
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
