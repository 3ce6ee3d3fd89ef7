import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { sessionView } from "@/lib/team_api.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const { accountId, id } = session;
    const sessions = await brain.accounts.sessions.list(accountId, id);
    return ctx.json({ sessions: sessions.map((one) => sessionView(one, id)) });
  },
});
