import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";

/** The Graph: rendered from the seed, then live. */
export default function LiveGraph({ seed }: { seed: PageSeed }) {
  return (
    <LivePage seed={seed} current="Graph" fit="window">
      <h1 class="sr-only">Graph</h1>
    </LivePage>
  );
}
