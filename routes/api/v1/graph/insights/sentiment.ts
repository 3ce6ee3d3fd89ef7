import { define } from "@/lib/define.ts";
import { answerOfDays } from "@/lib/graph_api.ts";
import { GraphRangeQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphRangeQuery);
    if (!request.ok) return problem(request.problem);
    return await answerOfDays(ctx, request.query, {
      ask: async (graph, scope, { days }) => ({
        trend: await graph.sentimentByDay(scope, days),
      }),
      nothing: { trend: [] },
    });
  },
});
