import { define } from "@/lib/define.ts";
import { answerOfGraph } from "@/lib/graph_api.ts";
import { GraphEdgesQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphEdgesQuery);
    if (!request.ok) return problem(request.problem);
    const { label, limit, ...query } = request.query;
    return await answerOfGraph(ctx, query, {
      ask: async (graph, scope) => ({
        edges: await graph.heaviestEdges(scope, { label, limit }),
      }),
      nothing: { edges: [] },
    });
  },
});
