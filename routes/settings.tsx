import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Agents } from "@/components/settings/Agents.tsx";
import { Appearance } from "@/components/settings/Appearance.tsx";
import { Contents } from "@/components/settings/Contents.tsx";
import { Creators } from "@/components/settings/Creators.tsx";
import { Data } from "@/components/settings/Data.tsx";
import { Pairing, type PairingOffer } from "@/components/settings/Pairing.tsx";
import LiveFrame from "@/islands/LiveFrame.tsx";
import { Service } from "@/components/settings/Service.tsx";
import { SetAside } from "@/components/settings/SetAside.tsx";
import { SignedInAs } from "@/components/settings/SignedInAs.tsx";
import { Team } from "@/components/settings/Team.tsx";
import SuggestionSettings from "@/islands/SuggestionSettings.tsx";
import TimeZoneSettings from "@/islands/TimeZoneSettings.tsx";
import TopicSettings from "@/islands/TopicSettings.tsx";
import type { Session } from "@/lib/accounts/mod.ts";
import { define, type State } from "@/lib/define.ts";
import { pageSeed } from "@/lib/page_seed.ts";
import {
  creatorsPanel,
  erasedCreator,
  type ErasureAsked,
  NOTHING_ERASED,
  submitErasure,
} from "./(_settings)/creators_form.ts";
import {
  graphPanel,
  isGraphForm,
  serviceState,
  setAsidePanel,
} from "./(_settings)/service_panel.ts";
import {
  endedSession,
  isInvitation,
  NOBODY_INVITED,
  revokedAgent,
  submitInvitation,
  type TeamAsked,
  teamPanel,
} from "./(_settings)/team_form.ts";
import {
  isTimeZoneForm,
  type RefusedZone,
  submitTimeZoneForm,
  timeZonePanel,
} from "./(_settings)/time_zone_form.ts";
import {
  isSuggestionsForm,
  NO_SUGGESTION_ASKED,
  ruleOf,
  submitSuggestionsForm,
  type SuggestionsAsked,
} from "./(_settings)/suggestions_form.ts";
import {
  isTopicsForm,
  ORIGINALS,
  submitTopicsForm,
  type TopicsAsked,
} from "./(_settings)/topics_form.ts";

/** What the page is asked to show. */
interface Asked {
  offer?: PairingOffer;
  team?: TeamAsked;
  erasure?: ErasureAsked;
  topics?: TopicsAsked;
  suggestions?: SuggestionsAsked;
  zone?: RefusedZone;
}

const NOTHING_ASKED: TopicsAsked = {
  query: "",
  open: null,
  failure: null,
  typed: null,
};

/** What is shown once must not be kept. */
const NO_STORE = { "cache-control": "no-store" };

export const handler = define.handlers({
  async GET(ctx) {
    const { searchParams } = ctx.url;
    const topics = {
      ...NOTHING_ASKED,
      query: searchParams.get("topics") ?? "",
      open: searchParams.get("topic") || null,
    };
    const suggestions = {
      ...NO_SUGGESTION_ASKED,
      open: ruleOf(searchParams.get("suggestion")),
    };
    return page(await settings(ctx, { topics, suggestions }));
  },
  async POST(ctx) {
    const { session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const form = await ctx.req.formData().catch(() => new FormData());
    return await submitPeople(ctx, session, form) ??
      await submitChoice(ctx, session, form);
  },
});

/** Does what a form asks about Agents, team and creators, if it is one. */
async function submitPeople(
  ctx: Context<State>,
  session: Session,
  form: FormData,
) {
  const { brain } = ctx.state;
  const { accountId } = session;
  const agent = revokedAgent(form);
  if (agent !== null) {
    await brain.revokeAgent(accountId, agent);
    return ctx.redirect("/settings#agents", 303);
  }
  const ended = endedSession(form);
  if (ended !== null) {
    await brain.endSession(accountId, ended);
    return ctx.redirect("/settings#team", 303);
  }
  if (isInvitation(form)) {
    const { origin } = ctx.url;
    const team = await submitInvitation(brain, session, { form, origin });
    const status = team.failure === null ? 200 : 400;
    return page(await settings(ctx, { team }), { status, headers: NO_STORE });
  }
  const creator = erasedCreator(form);
  if (creator === null) return null;
  const erasure = await submitErasure(brain, session, form);
  const status = erasure.failure === null ? 200 : 400;
  return page(await settings(ctx, { erasure }), { status });
}

/** Does what a form asks about graph, time zone, topics and so on, or pairing. */
async function submitChoice(
  ctx: Context<State>,
  session: Session,
  form: FormData,
) {
  const { brain } = ctx.state;
  const { accountId } = session;
  if (isGraphForm(form)) {
    await brain.graph.compare(accountId);
    return ctx.redirect("/settings?graph=asked#graph", 303);
  }
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
  if (isSuggestionsForm(form)) {
    const suggestions = await submitSuggestionsForm(brain, session, form);
    if (suggestions === null) return ctx.redirect("/settings#suggestions", 303);
    const status = suggestions.failure === null ? 200 : 400;
    return page(await settings(ctx, { suggestions }), { status });
  }
  const offer = await brain.accounts.createPairingCode(accountId);
  return page(await settings(ctx, { offer }), { headers: NO_STORE });
}

async function settings(
  ctx: Context<State>,
  {
    offer,
    team = NOBODY_INVITED,
    erasure = NOTHING_ERASED,
    topics = NOTHING_ASKED,
    suggestions = NO_SUGGESTION_ASKED,
    zone,
  }: Asked,
) {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId, accountName, name, role } = session;
  const isGraphAsked = ctx.url.searchParams.get("graph") === "asked";
  const graph = await graphPanel(brain, accountId, isGraphAsked);
  const [
    agents,
    people,
    creators,
    timeZone,
    list,
    suggested,
    setAside,
    service,
  ] = await Promise.all([
    brain.accounts.listAgents(accountId),
    teamPanel(brain, session, team),
    creatorsPanel(brain, session, erasure),
    timeZonePanel(brain, accountId, zone ?? null),
    brain.topicList(accountId),
    brain.suggestions.settings(accountId),
    setAsidePanel(brain, accountId, graph),
    serviceState(brain),
  ]);
  return {
    account: { id: accountId, name: accountName },
    signedIn: { person: name, role, accountName },
    seed: await pageSeed(ctx, { sync: "figures" }),
    origin: ctx.url.origin,
    now: Date.now(),
    offer: offer ?? null,
    agents,
    team: people,
    creators,
    timeZone,
    topics: { list, originals: ORIGINALS, ...topics },
    suggestions: {
      settings: suggested,
      zone: timeZone.settings.time_zone,
      ...suggestions,
    },
    setAside,
    service,
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
      <div class="settings-page">
        <h1 class="text-2xl font-semibold tracking-tight">Settings</h1>
        <Contents />
        <div class="settings-sections">
          <Pairing
            offer={data.offer}
            origin={origin}
            accountId={account.id}
            now={now}
          />
          <Agents agents={data.agents} accountId={account.id} now={now} />
          <Team {...data.team} />
          <Creators {...data.creators} />
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
          <section
            class="panel"
            id="suggestions"
            aria-labelledby="suggestions-title"
          >
            <header class="panel-head">
              <h2 id="suggestions-title">Suggestions</h2>
            </header>
            <SuggestionSettings {...data.suggestions} />
          </section>
          <SetAside {...data.setAside} />
          <Service state={data.service} graph={data.graph} />
          <Appearance theme={seed.theme} />
          <Data />
          <SignedInAs {...data.signedIn} />
        </div>
      </div>
    </LiveFrame>
  );
});
