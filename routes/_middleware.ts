import { csp, HttpError } from "fresh";
import { define, type State } from "@/lib/define.ts";
import { openToExtensions } from "@/lib/extension_access.ts";
import { problem } from "@/lib/problem.ts";
import { readSessionCookie } from "@/lib/session_cookie.ts";

/**
 * Methods and paths that anybody may ask for; each checks by itself what it lets
 * in.
 */
const OPEN = [
  /^\w+ \/login(\/|$)/,
  /^\w+ \/ws\//,
  /^POST \/api\/v1\/agents$/,
  /^DELETE \/api\/v1\/agents\/current$/,
  /^\w+ \/api\/v1\/(openapi\.json|schemas\/wss)$/,
  /^\w+ \/docs\/api$/,
  /^\w+ \/(healthz|readyz)$/,
];

/** Everything but the open paths needs a session. */
const authenticate = define.middleware(async (ctx) => {
  const secret = readSessionCookie(ctx.req.headers);
  ctx.state.session = secret === null
    ? null
    : await ctx.state.brain.accounts.session(secret);
  const { pathname } = ctx.url;
  const asked = `${ctx.req.method} ${pathname}`;
  if (ctx.state.session !== null || OPEN.some((one) => one.test(asked))) {
    return await ctx.next();
  }
  if (pathname.startsWith("/api/")) {
    return problem({
      status: 401,
      title: "Not signed in",
      detail: "Open the sign-in link that the service printed in its terminal.",
    });
  }
  return ctx.redirect(secret === null ? "/login" : "/login?reason=expired");
});

/** What goes wrong below /api/ is told to programs, not to people. */
const describe = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    const isForPrograms = ctx.url.pathname.startsWith("/api/");
    if (!isForPrograms || !(error instanceof HttpError)) throw error;
    const { status, message } = error;
    return problem({ status, title: message, detail: SAID[status] ?? message });
  }
});

const SAID: Partial<Record<number, string>> = {
  404: "There is nothing at this address.",
  405: "This address does not take this method.",
};

/** Headers that narrow what a browser does with a response. */
const harden = define.middleware(async (ctx) => {
  const response = await ctx.next();
  if (response.status === 101) return response;
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  return response;
});

const policy = csp<State>({ useNonce: true });

export default define.middleware([
  harden,
  policy,
  openToExtensions,
  authenticate,
  describe,
]);
