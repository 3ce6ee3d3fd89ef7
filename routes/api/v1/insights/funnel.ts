import { define } from "@/lib/define.ts";
import { answerOfInsights, readInsightRequest } from "@/lib/insight_api.ts";
import { funnelTable } from "@/lib/insight_tables.ts";
import { InsightQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readInsightRequest(ctx, InsightQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfInsights(ctx, {
      ask: (insights, account) => insights.funnel(account, query),
      csv: funnelTable,
    });
  },
});
