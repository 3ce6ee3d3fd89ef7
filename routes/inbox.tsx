import { page } from "fresh";
import { Head } from "fresh/runtime";
import LiveInbox from "@/islands/LiveInbox.tsx";
import { define } from "@/lib/define.ts";
import { inboxSeed } from "@/lib/inbox_seed.ts";
import { pageSeed } from "@/lib/page_seed.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const seed = await pageSeed(ctx, { sync: "list", conversations: 60 });
    const inbox = await inboxSeed(ctx, seed);
    return page({ seed, inbox }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(function InboxPage({ data }) {
  return (
    <>
      <Head>
        <title>Inbox · Rapport</title>
      </Head>
      <LiveInbox {...data} />
    </>
  );
});
