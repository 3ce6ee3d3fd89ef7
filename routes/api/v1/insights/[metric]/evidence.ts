import { define } from "@/lib/define.ts";
import { answerOfInsights, readInsightRequest } from "@/lib/insight_api.ts";
import { evidenceTable } from "@/lib/insight_tables.ts";
import { EvidenceMetric, EvidenceQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    if (!EvidenceMetric.safeParse(ctx.params.metric).success) {
      return problem({
        status: 404,
        title: "Not found",
        detail: `There is evidence of ${EvidenceMetric.options.join(", ")}.`,
      });
    }
    const request = readInsightRequest(ctx, EvidenceQuery);
    if (!request.ok) return problem(request.problem);
    const { query } = request;
    return await answerOfInsights(ctx, {
      ask: (insights, account) => insights.evidence(account, query),
      csv: evidenceTable,
      nextCursor: ({ next_cursor }) => next_cursor,
    });
  },
});
