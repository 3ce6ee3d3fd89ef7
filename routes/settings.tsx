import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Agents } from "@/components/settings/Agents.tsx";
import { Graph } from "@/components/settings/Graph.tsx";
import { Pairing, type PairingOffer } from "@/components/settings/Pairing.tsx";
import { Quarantine } from "@/components/settings/Quarantine.tsx";
import LiveFrame from "@/islands/LiveFrame.tsx";
import TimeZoneSettings from "@/islands/TimeZoneSettings.tsx";
import TopicSettings from "@/islands/TopicSettings.tsx";
import { define, type State } from "@/lib/define.ts";
import { pageSeed } from "@/lib/page_seed.ts";
import {
  isTopicsForm,
  ORIGINALS,
  submitTopicsForm,
  type TopicsAsked,
} from "./(_settings)/topics_form.ts";
import { graphPanel, isGraphForm } from "./(_settings)/graph_panel.ts";
import {
  isTimeZoneForm,
  type RefusedZone,
  submitTimeZoneForm,
  timeZonePanel,
} from "./(_settings)/time_zone_form.ts";

/** What the page is asked to show. */
interface Asked {
  offer?: PairingOffer;
  topics?: TopicsAsked;
  zone?: RefusedZone;
}

/** Quarantined records on the page. */
const RECORDS_SHOWN = 100;

const NOTHING_ASKED: TopicsAsked = {
  query: "",
  open: null,
  failure: null,
  typed: null,
};

export const handler = define.handlers({
  async GET(ctx) {
    const { searchParams } = ctx.url;
    const topics = {
      ...NOTHING_ASKED,
      query: searchParams.get("topics") ?? "",
      open: searchParams.get("topic") || null,
    };
    return page(await settings(ctx, { topics }));
  },
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const form = await ctx.req.formData().catch(() => new FormData());
    if (isGraphForm(form)) {
      await brain.graph.compare(session.accountId);
      return ctx.redirect("/settings?graph=asked#graph", 303);
    }
    const { accountId } = session;
    if (isTimeZoneForm(form)) {
      const zone = await submitTimeZoneForm(brain, accountId, form);
      if (zone === null) return ctx.redirect("/settings#time-zone", 303);
      return page(await settings(ctx, { zone }), { status: 400 });
    }
    if (isTopicsForm(form)) {
      const topics = await submitTopicsForm(brain, accountId, form);
      if (topics === null) return ctx.redirect("/settings#topics", 303);
      return page(await settings(ctx, { topics }), { status: 409 });
    }
    const offer = await brain.accounts.createPairingCode(accountId);
    return page(await settings(ctx, { offer }), {
      headers: { "cache-control": "no-store" },
    });
  },
});

async function settings(
  ctx: Context<State>,
  { offer, topics = NOTHING_ASKED, zone }: Asked,
) {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId, name } = session;
  const isGraphAsked = ctx.url.searchParams.get("graph") === "asked";
  const [agents, quarantine, timeZone, list, graph] = await Promise.all([
    brain.accounts.listAgents(accountId),
    brain.quarantine(accountId, RECORDS_SHOWN),
    timeZonePanel(brain, accountId, zone ?? null),
    brain.topicList(accountId),
    graphPanel(brain, accountId, isGraphAsked),
  ]);
  return {
    account: { id: accountId, name },
    seed: await pageSeed(ctx, { sync: "figures" }),
    origin: ctx.url.origin,
    now: Date.now(),
    offer: offer ?? null,
    agents,
    quarantine,
    timeZone,
    topics: { list, originals: ORIGINALS, ...topics },
    graph,
  };
}

export default define.page<typeof handler>(function SettingsPage({ data }) {
  const { account, seed, origin, now } = data;
  return (
    <LiveFrame current="Settings" seed={seed}>
      <Head>
        <title>Settings · Rapport</title>
      </Head>
      <div class="settings">
        <h1 class="text-2xl font-semibold tracking-tight">Settings</h1>
        <Pairing
          offer={data.offer}
          origin={origin}
          accountId={account.id}
          now={now}
        />
        <Agents agents={data.agents} now={now} />
        <section
          class="panel"
          id="time-zone"
          aria-labelledby="time-zone-title"
        >
          <TimeZoneSettings {...data.timeZone} />
        </section>
        <section class="panel" id="topics" aria-labelledby="topics-title">
          <header class="panel-head">
            <h2 id="topics-title">Topics</h2>
          </header>
          <TopicSettings {...data.topics} />
        </section>
        <Graph {...data.graph} />
        <Quarantine list={data.quarantine} />
        <section class="panel" aria-labelledby="account-title">
          <header class="panel-head">
            <h2 id="account-title">Account</h2>
          </header>
          <div class="panel-body">
            <p>
              Signed in as{" "}
              <bdi class="font-medium">{account.name}</bdi>. To come back you
              need a new link from the service's terminal.
            </p>
            <p class="text-muted">
              Programs ask the{" "}
              <a href="/docs/api" class="underline">REST API</a>, with the
              cookie of this session.
            </p>
            <form method="post" action="/api/v1/auth/logout">
              <button type="submit" class="btn btn-sm">Sign out</button>
            </form>
          </div>
        </section>
      </div>
    </LiveFrame>
  );
});
