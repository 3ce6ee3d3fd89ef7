import { define } from "@/lib/define.ts";
import { answerOfGraph } from "@/lib/graph_api.ts";
import {
  neighbourhood,
  NoSuchVertex,
  shownVertex,
} from "@/lib/graph_explorer.ts";
import { GraphVertexQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphVertexQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfGraph(ctx, query, {
      ask: async (graph, scope) => {
        const found = await neighbourhood(graph, scope, query);
        if (found instanceof NoSuchVertex) return found;
        return {
          vertex: shownVertex(found.vertex, query),
          neighbours: found.neighbours.map(({ direction, edge, vertex }) => ({
            direction,
            edge,
            vertex: shownVertex(vertex, query),
          })),
          next_cursor: found.next_cursor,
        };
      },
      nothing: new NoSuchVertex("id"),
    });
  },
});
