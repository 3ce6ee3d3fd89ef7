import {
  Analytics,
  type AnalyticsSeed,
} from "@/components/analytics/Analytics.tsx";
import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";

interface LiveAnalyticsProps {
  seed: PageSeed;
  analytics: AnalyticsSeed;
}

/** The Analytics: rendered from the seed, then live. */
export default function LiveAnalytics({ seed, analytics }: LiveAnalyticsProps) {
  return (
    <LivePage seed={seed} current="Analytics" fit="page">
      <h1 class="sr-only">Analytics</h1>
      <Analytics seed={analytics} />
    </LivePage>
  );
}
