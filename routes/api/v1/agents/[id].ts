import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { AgentQuery } from "@/lib/models/mod.ts";
import { notFound, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async DELETE(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, AgentQuery);
    if (!request.ok) return problem(request.problem);
    return await brain.revokeAgent(session.accountId, request.query.id)
      ? new Response(null, { status: 204 })
      : problem(notFound("The account has no such Agent."));
  },
});
