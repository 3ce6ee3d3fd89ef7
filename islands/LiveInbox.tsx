import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";

/** The Inbox: rendered from the seed, then live. */
export default function LiveInbox({ seed }: { seed: PageSeed }) {
  return (
    <LivePage seed={seed} current="Inbox" fit="window">
      <h1 class="sr-only">Inbox</h1>
    </LivePage>
  );
}
