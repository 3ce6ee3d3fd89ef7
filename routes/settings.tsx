import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Agents } from "@/components/settings/Agents.tsx";
import { Graph } from "@/components/settings/Graph.tsx";
import { Pairing, type PairingOffer } from "@/components/settings/Pairing.tsx";
import { Quarantine } from "@/components/settings/Quarantine.tsx";
import { Shell } from "@/components/shell/Shell.tsx";
import { themeOf } from "@/components/shell/theme.ts";
import TopicSettings from "@/islands/TopicSettings.tsx";
import { define, type State } from "@/lib/define.ts";
import {
  isTopicsForm,
  ORIGINALS,
  submitTopicsForm,
  type TopicsAsked,
} from "./(_settings)/topics_form.ts";
import { graphPanel, isGraphForm } from "./(_settings)/graph_panel.ts";

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
    const asked = {
      ...NOTHING_ASKED,
      query: searchParams.get("topics") ?? "",
      open: searchParams.get("topic") || null,
    };
    return page(await settings(ctx, null, asked));
  },
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const form = await ctx.req.formData().catch(() => new FormData());
    if (isGraphForm(form)) {
      await brain.graph.compare(session.accountId);
      return ctx.redirect("/settings?graph=asked#graph", 303);
    }
    if (isTopicsForm(form)) {
      const { accountId } = session;
      const refused = await submitTopicsForm(brain, accountId, form);
      if (refused === null) return ctx.redirect("/settings#topics", 303);
      return page(await settings(ctx, null, refused), { status: 409 });
    }
    const offer = await brain.accounts.createPairingCode(session.accountId);
    return page(await settings(ctx, offer, NOTHING_ASKED), {
      headers: { "cache-control": "no-store" },
    });
  },
});

async function settings(
  ctx: Context<State>,
  offer: PairingOffer | null,
  asked: TopicsAsked,
) {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId, name } = session;
  const isGraphAsked = ctx.url.searchParams.get("graph") === "asked";
  const [agents, quarantine, list, graph] = await Promise.all([
    brain.accounts.listAgents(accountId),
    brain.quarantine(accountId, RECORDS_SHOWN),
    brain.topicList(accountId),
    graphPanel(brain, accountId, isGraphAsked),
  ]);
  return {
    account: { id: accountId, name },
    theme: themeOf(ctx.req.headers.get("cookie")),
    origin: ctx.url.origin,
    now: Date.now(),
    offer,
    agents,
    quarantine,
    topics: { list, originals: ORIGINALS, ...asked },
    graph,
  };
}

export default define.page<typeof handler>(function SettingsPage({ data }) {
  const { account, theme, origin, now } = data;
  return (
    <Shell current="Settings" theme={theme} accountName={account.name}>
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
    </Shell>
  );
});
