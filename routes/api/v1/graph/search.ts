import { define } from "@/lib/define.ts";
import { answerOfGraph } from "@/lib/graph_api.ts";
import { searchVertices, shownVertex } from "@/lib/graph_explorer.ts";
import { GraphSearchQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphSearchQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfGraph(ctx, query, {
      ask: async (graph, scope) => {
        const found = await searchVertices(graph, scope, query);
        return {
          vertices: found.map(({ vertex, degree }) => ({
            vertex: shownVertex(vertex, query),
            degree,
          })),
        };
      },
      nothing: { vertices: [] },
    });
  },
});
