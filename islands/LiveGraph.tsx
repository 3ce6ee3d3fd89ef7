import type { GraphOverview } from "@/lib/models/graph_answers.ts";
import type { KnownAgent } from "@/components/dashboard/first_run.ts";
import { GraphPage } from "@/components/graph/GraphPage.tsx";
import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";
import type { Loaded } from "@/components/live/resource.ts";

interface LiveGraphProps {
  seed: PageSeed;
  /** What the graph holds, where that was known at once. */
  initial: Loaded<GraphOverview> | null;
  /** The account's Agents, for whoever waits for the first chat. */
  agents: KnownAgent[];
}

/** The Graph: rendered from the seed, then live. */
export default function LiveGraph({ seed, initial, agents }: LiveGraphProps) {
  return (
    <LivePage seed={seed} current="Graph" fit="window">
      <h1 class="sr-only">Graph</h1>
      <GraphPage initial={initial} agents={agents} />
    </LivePage>
  );
}
