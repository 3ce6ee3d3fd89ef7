import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { extensionOrigin } from "@/lib/extension_access.ts";
import { PairingRequest } from "@/lib/models/mod.ts";
import { problem, readBody } from "@/lib/problem.ts";
import { agentView } from "@/lib/team_api.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const agents = await brain.accounts.listAgents(session.accountId);
    return ctx.json({ agents: agents.map(agentView) });
  },
  async POST(ctx) {
    const request = await readBody(ctx.req, PairingRequest);
    if (!request.ok) return problem(request.problem);
    const { code, name } = request.body;
    const paired = await ctx.state.brain.accounts.pairAgent(
      code,
      name,
      extensionOrigin(ctx.req.headers),
    );
    if (paired === null) {
      return problem({
        status: 403,
        title: "The code does not work",
        detail:
          "It was used, or is older than ten minutes: make a new one in Settings.",
      });
    }
    const { token, accountId } = paired;
    const scheme = ctx.url.protocol === "https:" ? "wss" : "ws";
    return ctx.json({
      token,
      user_id: accountId,
      ws_url: `${scheme}://${ctx.url.host}/ws/extension/${accountId}`,
    }, { status: 201 });
  },
});
