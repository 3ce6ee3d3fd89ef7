import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { EntitiesQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, EntitiesQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    const entities = await brain.views.entities(session.accountId, query);
    return ctx.json({ entities });
  },
});
