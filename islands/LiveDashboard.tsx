import { useComputed } from "@preact/signals";
import { Conversations } from "@/components/dashboard/Conversations.tsx";
import { FirstRun } from "@/components/dashboard/FirstRun.tsx";
import { Kpis } from "@/components/dashboard/Kpis.tsx";
import { Sentiment } from "@/components/dashboard/Sentiment.tsx";
import { Topics } from "@/components/dashboard/Topics.tsx";
import { LivePage } from "@/components/live/LivePage.tsx";
import { type PageSeed, useLivePage } from "@/components/live/page.ts";

/** The dashboard: rendered from the seed, then live. */
export default function LiveDashboard({ seed }: { seed: PageSeed }) {
  return (
    <LivePage seed={seed} current="Dashboard">
      <h1 class="sr-only">Dashboard</h1>
      <Content />
    </LivePage>
  );
}

function Content() {
  const { store: { state }, now } = useLivePage();
  const empty = useComputed(() =>
    state.ranking.value.length === 0 &&
    (state.figures.value?.totals?.conversations ?? 0) === 0
  );
  if (empty.value) return <FirstRun status={state.status} />;
  return (
    <div class="dashboard">
      <Kpis figures={state.figures} />
      <div class="charts">
        <Sentiment figures={state.figures} />
        <Topics figures={state.figures} />
      </div>
      <Conversations state={state} now={now} />
    </div>
  );
}
