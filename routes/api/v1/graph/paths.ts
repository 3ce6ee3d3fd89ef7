import { define } from "@/lib/define.ts";
import { answerOfGraph } from "@/lib/graph_api.ts";
import {
  NoSuchVertex,
  pathsBetween,
  shownVertex,
} from "@/lib/graph_explorer.ts";
import { GraphPathsQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphPathsQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfGraph(ctx, query, {
      ask: async (graph, scope) => {
        const found = await pathsBetween(graph, scope, query);
        if (found instanceof NoSuchVertex) return found;
        const { paths, vertices, complete } = found;
        return {
          paths,
          vertices: vertices.map((vertex) => shownVertex(vertex, query)),
          complete,
        };
      },
      nothing: new NoSuchVertex("from"),
    });
  },
});
