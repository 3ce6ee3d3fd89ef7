import { define } from "@/lib/define.ts";
import { readSessionCookie, sessionCookie } from "@/lib/session_cookie.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const secret = readSessionCookie(ctx.req.headers);
    if (secret !== null) await ctx.state.brain.accounts.logout(secret);
    const response = ctx.redirect("/login?reason=signed-out", 303);
    response.headers.append("set-cookie", sessionCookie(null, ctx.url));
    return response;
  },
});
