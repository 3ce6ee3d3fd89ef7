import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Agents } from "@/components/settings/Agents.tsx";
import { Pairing, type PairingOffer } from "@/components/settings/Pairing.tsx";
import { Quarantine } from "@/components/settings/Quarantine.tsx";
import { Shell } from "@/components/shell/Shell.tsx";
import { themeOf } from "@/components/shell/theme.ts";
import { define, type State } from "@/lib/define.ts";

/** Quarantined records on the page. */
const RECORDS_SHOWN = 100;

export const handler = define.handlers({
  async GET(ctx) {
    return page(await settings(ctx, null));
  },
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const offer = await brain.accounts.createPairingCode(session.accountId);
    return page(await settings(ctx, offer), {
      headers: { "cache-control": "no-store" },
    });
  },
});

async function settings(ctx: Context<State>, offer: PairingOffer | null) {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId, name } = session;
  const [agents, quarantine] = await Promise.all([
    brain.accounts.listAgents(accountId),
    brain.quarantine(accountId, RECORDS_SHOWN),
  ]);
  return {
    account: { id: accountId, name },
    theme: themeOf(ctx.req.headers.get("cookie")),
    origin: ctx.url.origin,
    now: Date.now(),
    offer,
    agents,
    quarantine,
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
            <form method="post" action="/api/v1/auth/logout">
              <button type="submit" class="btn btn-sm">Sign out</button>
            </form>
          </div>
        </section>
      </div>
    </Shell>
  );
});
