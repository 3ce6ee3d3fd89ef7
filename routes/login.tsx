import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Plain } from "@/components/shell/Plain.tsx";
import { define } from "@/lib/define.ts";
import { landingPage } from "@/lib/landing.ts";

const REASONS = {
  expired: "Your session has ended, or the link was too old.",
  used: "That link was used before. Each one works once.",
  "signed-out": "You are signed out.",
} as const;

/** Why one is here, where the address says so. */
function reasonText(reason: string | null): string | null {
  switch (reason) {
    case "expired":
    case "used":
    case "signed-out":
      return REASONS[reason];
    default:
      return null;
  }
}

export const handler = define.handlers({
  GET(ctx) {
    const reason = reasonText(ctx.url.searchParams.get("reason"));
    const { session } = ctx.state;
    const signedIn = session !== null;
    // Whoever was sent here stays: back on the dashboard, a socket that the
    // service turned away would send them here again.
    return signedIn && reason === null
      ? ctx.redirect(landingPage(session.role))
      : page({ reason, signedIn });
  },
});

export default define.page<typeof handler>(function LoginPage({ data }) {
  return (
    <Plain title="Sign in">
      <Head>
        <title>Sign in · Rapport</title>
      </Head>
      {data.reason !== null && (
        <div class="notice" data-tone="busy" role="status">
          <p>{data.reason}</p>
        </div>
      )}
      <p>
        You sign in with a one-time link. The service printed it in its terminal
        when it started; open it in this browser, and the dashboard follows.
      </p>
      <p class="text-muted">
        No link, or an old one? Restart the service, and it prints a new one:
      </p>
      <pre class="command" tabIndex={0}><code>deno task start</code></pre>
      {data.signedIn && (
        <p>
          <a href="/" class="btn btn-primary btn-sm">Try the dashboard again</a>
        </p>
      )}
    </Plain>
  );
});
