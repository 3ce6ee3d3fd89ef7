import { define } from "@/lib/define.ts";
import { answerOfInsights, readInsightRequest } from "@/lib/insight_api.ts";
import { outcomeTable } from "@/lib/insight_tables.ts";
import { OutcomesQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const request = readInsightRequest(ctx, OutcomesQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfInsights(ctx, {
      ask: (insights, account) => insights.outcomes(account, query),
      csv: outcomeTable,
    });
  },
});
