import { define } from "@/lib/define.ts";
import { problem } from "@/lib/problem.ts";

const BEARER = /^bearer +(\S+)$/i;

export const handler = define.handlers({
  async DELETE(ctx) {
    const asked = ctx.req.headers.get("authorization") ?? "";
    const token = BEARER.exec(asked)?.[1];
    const isRevoked = token !== undefined &&
      await ctx.state.brain.revokeAgentOf(token);
    return isRevoked ? new Response(null, { status: 204 }) : problem({
      status: 401,
      title: "Not an Agent",
      detail:
        "No Agent has that token: it was revoked, or never given. Send it as a bearer.",
    });
  },
});
