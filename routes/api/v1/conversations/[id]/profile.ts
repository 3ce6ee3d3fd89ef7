import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ProfileQuery } from "@/lib/models/mod.ts";
import { NO_CONVERSATION, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, ProfileQuery);
    if (!request.ok) return problem(request.problem);
    const { id } = request.query;
    const profile = await brain.fans.profile(session.accountId, id);
    return profile === null ? problem(NO_CONVERSATION) : ctx.json(profile);
  },
});
