import { define } from "@/lib/define.ts";
import { landingPage } from "@/lib/landing.ts";
import { sessionCookie } from "@/lib/session_cookie.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { accounts } = ctx.state.brain;
    const secret = await accounts.login(ctx.params.token ?? "");
    if (secret === null) return ctx.redirect("/login?reason=used", 303);
    const session = await accounts.session(secret);
    const response = ctx.redirect(landingPage(session?.role ?? "creator"), 303);
    response.headers.append("set-cookie", sessionCookie(secret, ctx.url));
    return response;
  },
});
