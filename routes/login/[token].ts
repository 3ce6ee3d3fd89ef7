import { define } from "@/lib/define.ts";
import { sessionCookie } from "@/lib/session_cookie.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const secret = await ctx.state.brain.accounts.login(ctx.params.token ?? "");
    const response = ctx.redirect(
      secret === null ? "/login?reason=used" : "/",
      303,
    );
    if (secret !== null) {
      response.headers.append("set-cookie", sessionCookie(secret, ctx.url));
    }
    return response;
  },
});
