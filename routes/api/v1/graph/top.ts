import { define } from "@/lib/define.ts";
import { answerOfGraph } from "@/lib/graph_api.ts";
import { shownVertex } from "@/lib/graph_explorer.ts";
import { GraphTopQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphTopQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    const { label, by, limit } = query;
    return await answerOfGraph(ctx, query, {
      ask: async (graph, scope) => {
        const top = await graph.top(scope, {
          label,
          by: by === "degree" ? by : { property: by },
          limit,
        });
        return {
          vertices: top.map(({ vertex, degree }) => ({
            vertex: shownVertex(vertex, query),
            degree,
          })),
        };
      },
      nothing: { vertices: [] },
    });
  },
});
