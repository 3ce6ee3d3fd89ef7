import { define } from "@/lib/define.ts";
import { answerOfDays } from "@/lib/graph_api.ts";
import { GraphOutcomesQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readRequest(ctx, GraphOutcomesQuery);
    if (!request.ok) return problem(request.problem);
    const { kind } = request.query;
    return await answerOfDays(ctx, request.query, {
      ask: async (graph, scope, { times }) => ({
        kind,
        topics: await graph.outcomesByTopic(scope, times, kind),
      }),
      nothing: { kind, topics: [] },
    });
  },
});
