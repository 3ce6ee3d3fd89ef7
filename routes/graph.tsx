import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import LiveGraph from "@/islands/LiveGraph.tsx";
import { GraphAddresses } from "@/components/graph/questions.ts";
import { creatorShown } from "@/components/graph/creator.ts";
import type { PageSeed } from "@/components/live/page.ts";
import type { Loaded } from "@/components/live/resource.ts";
import { agentsOf } from "@/lib/dashboard_seed.ts";
import { define, type State } from "@/lib/define.ts";
import { overviewOf } from "@/lib/graph_api.ts";
import type { GraphOverview } from "@/lib/models/mod.ts";
import { pageSeed } from "@/lib/page_seed.ts";

export const handler = define.handlers({
  async GET(ctx) {
    // Names of fans come with the list of conversations.
    const seed = await pageSeed(ctx, { sync: "list" });
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const [initial, agents] = await Promise.all([
      overview(ctx, seed),
      agentsOf(brain, session.accountId),
    ]);
    const headers = { "cache-control": "no-store" };
    return page({ seed, initial, agents }, { headers });
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

/**
 * What the graph holds, as the page would ask for it. Where a creator is named
 * a server may be asked, for which the page does not wait.
 */
async function overview(
  { state: { brain, session } }: Context<State>,
  seed: PageSeed,
): Promise<Loaded<GraphOverview> | null> {
  const creator = creatorShown(seed);
  if (session === null || creator !== null) return null;
  return {
    path: new GraphAddresses(creator).overview(),
    body: await overviewOf(brain, session.accountId),
  };
}
