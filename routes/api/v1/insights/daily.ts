import { define } from "@/lib/define.ts";
import { answerOfInsights, readInsightRequest } from "@/lib/insight_api.ts";
import { dailyTable } from "@/lib/insight_tables.ts";
import { DailyQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readInsightRequest(ctx, DailyQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfInsights(ctx, {
      ask: (insights, account) => insights.daily(account, query),
      csv: dailyTable,
    });
  },
});
