import { define } from "@/lib/define.ts";
import { answerOfInsights, readInsightRequest } from "@/lib/insight_api.ts";
import { topicTable } from "@/lib/insight_tables.ts";
import { BroadcastInsightQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readInsightRequest(ctx, BroadcastInsightQuery);
    if (!request.ok) return problem(request.problem);
    const { broadcast, ...query } = request.query;
    return await answerOfInsights(ctx, {
      ask: (insights, account) => insights.topics(account, query),
      broadcast,
      csv: topicTable,
    });
  },
});
