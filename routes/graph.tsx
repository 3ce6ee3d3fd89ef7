import { page } from "fresh";
import { Head } from "fresh/runtime";
import LiveGraph from "@/islands/LiveGraph.tsx";
import { define } from "@/lib/define.ts";
import { pageSeed } from "@/lib/page_seed.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const seed = await pageSeed(ctx, { sync: "figures", conversations: 0 });
    return page({ seed }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(function GraphPage({ data }) {
  return (
    <>
      <Head>
        <title>Graph · Rapport</title>
      </Head>
      <LiveGraph {...data} />
    </>
  );
});
