import { define } from "@/lib/define.ts";
import { readSessionCookie, sessionCookie } from "@/lib/session_cookie.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    const secret = readSessionCookie(ctx.req.headers);
    if (secret !== null) await brain.accounts.logout(secret);
    if (session !== null) {
      brain.hub.closeSession(session.accountId, session.id);
    }
    const response = ctx.redirect("/login?reason=signed-out", 303);
    response.headers.append("set-cookie", sessionCookie(null, ctx.url));
    return response;
  },
});
