import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { InvitationRequest } from "@/lib/models/mod.ts";
import { problem, readBody } from "@/lib/problem.ts";
import { invite } from "@/lib/team_api.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, InvitationRequest);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    return ctx.json(
      await invite(brain.accounts, accountId, {
        person: request.body,
        origin: ctx.url.origin,
      }),
      { status: 201, headers: { "cache-control": "no-store" } },
    );
  },
});
