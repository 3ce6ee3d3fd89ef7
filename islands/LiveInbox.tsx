import { Inbox } from "@/components/inbox/Inbox.tsx";
import type { InboxSeed } from "@/components/inbox/seed.ts";
import { LivePage } from "@/components/live/LivePage.tsx";
import type { PageSeed } from "@/components/live/page.ts";

interface LiveInboxProps {
  seed: PageSeed;
  inbox: InboxSeed;
}

/** The Inbox: rendered from its seeds, then live. */
export default function LiveInbox({ seed, inbox }: LiveInboxProps) {
  return (
    <LivePage seed={seed} current="Inbox" fit="window">
      <h1 class="sr-only">Inbox</h1>
      <Inbox seed={inbox} />
    </LivePage>
  );
}
