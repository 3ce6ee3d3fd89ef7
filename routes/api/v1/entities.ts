import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { EntitiesQuery } from "@/lib/models/mod.ts";
import { problem, readQuery } from "@/lib/problem.ts";

const ALLOWED = "kind is person, place or organisation; limit is 1 to 200.";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readQuery(ctx.url, EntitiesQuery, ALLOWED);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    const entities = await brain.views.entities(session.accountId, query);
    return ctx.json({ entities });
  },
});
