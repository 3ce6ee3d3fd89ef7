import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";

/** The Analytics: rendered from the seed, then live. */
export default function LiveAnalytics({ seed }: { seed: PageSeed }) {
  return (
    <LivePage seed={seed} current="Analytics" fit="page">
      <h1 class="sr-only">Analytics</h1>
    </LivePage>
  );
}
