import { useEffect, useMemo, useRef } from "preact/hooks";
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { Conversations } from "@/components/dashboard/Conversations.tsx";
import { FirstRun } from "@/components/dashboard/FirstRun.tsx";
import { Kpis } from "@/components/dashboard/Kpis.tsx";
import { Notices } from "@/components/dashboard/Notices.tsx";
import { Sentiment } from "@/components/dashboard/Sentiment.tsx";
import { Topics } from "@/components/dashboard/Topics.tsx";
import { browserEnvironment } from "@/components/live/environment.ts";
import type { LiveSeed } from "@/components/live/state.ts";
import { LiveStore } from "@/components/live/store.ts";
import { LiveTopicTitles } from "@/components/live/topic_titles.ts";
import { TopicTitlesContext } from "@/components/wording/topic_titles.ts";
import { Connection } from "@/components/shell/Connection.tsx";
import { Shell } from "@/components/shell/Shell.tsx";
import type { Theme } from "@/components/shell/theme.ts";

/** Relative times move on this often, ms. */
const CLOCK_MS = 15_000;

interface LiveDashboardProps {
  seed: LiveSeed;
  theme: Theme;
  /** When the page was rendered, ms since the epoch. */
  now: number;
}

/** The dashboard: rendered from the seed, then live. */
export default function LiveDashboard(props: LiveDashboardProps) {
  const store = useMemo(() => new LiveStore(props.seed), []);
  const { state } = store;
  const topics = useMemo(
    () => new LiveTopicTitles(props.seed.topicTitles),
    [],
  );
  const now = useSignal(props.now);
  const liveAt = useSignal<number | null>(null);
  const wasLive = useRef(false);

  useEffect(() => store.start(browserEnvironment(store.account.id)), [store]);
  useSignalEffect(() => {
    const { figures, syncs } = state;
    topics.follow({ figures: figures.value, syncs: syncs.value });
  });
  useEffect(() => {
    const clock = setInterval(() => now.value = Date.now(), CLOCK_MS);
    return () => clearInterval(clock);
  }, []);
  useSignalEffect(() => {
    const connection = store.connection.value;
    if (wasLive.current) liveAt.value = Date.now();
    wasLive.current = connection.kind === "live";
    if (connection.kind === "stopped" && connection.reason === "signed-out") {
      location.assign("/login?reason=expired");
    }
  });

  const empty = useComputed(() =>
    state.ranking.value.length === 0 &&
    (state.figures.value?.totals?.conversations ?? 0) === 0
  );
  return (
    <Shell
      current="Dashboard"
      theme={props.theme}
      accountName={store.account.name}
      connection={
        <Connection connection={store.connection} status={state.status} />
      }
    >
      <h1 class="sr-only">Dashboard</h1>
      <Notices store={store} now={now} liveAt={liveAt} />
      {empty.value
        ? <FirstRun status={state.status} />
        : (
          <TopicTitlesContext.Provider value={topics.titles.value}>
            <div class="dashboard">
              <Kpis figures={state.figures} />
              <div class="charts">
                <Sentiment figures={state.figures} />
                <Topics figures={state.figures} />
              </div>
              <Conversations state={state} now={now} />
            </div>
          </TopicTitlesContext.Provider>
        )}
    </Shell>
  );
}
