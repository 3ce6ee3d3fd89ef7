import { define } from "@/lib/define.ts";
import { answerOfInsights, readInsightRequest } from "@/lib/insight_api.ts";
import { PriorityQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readInsightRequest(ctx, PriorityQuery);
    if (!request.ok) return problem(request.problem);
    const { id } = request.query;
    return await answerOfInsights(ctx, {
      ask: (insights, account) => insights.priority(account, id),
    });
  },
});
