import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { answerOfGraph, overviewOf } from "@/lib/graph_api.ts";
import { GraphQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, GraphQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const overview = await overviewOf(brain, accountId);
    if (request.query.creator_id === undefined) return ctx.json(overview);
    const { source: _, counts, ...about } = overview;
    return await answerOfGraph(ctx, request.query, {
      ask: async (graph, scope) => ({
        counts: await graph.counts(scope),
        ...about,
      }),
      nothing: { counts, ...about },
    });
  },
});
