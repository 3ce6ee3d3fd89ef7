import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { refusedAnswer } from "@/lib/graph_api.ts";
import { GraphRefusedQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, GraphRefusedQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const { limit } = request.query;
    const refused = await brain.graph.refused(accountId, limit);
    const { copy } = await brain.graph.state(accountId);
    return ctx.json({
      source: "embedded",
      total: copy?.refused ?? 0,
      refused: refused.map(refusedAnswer),
    });
  },
});
