import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { embeddingProblem } from "@/lib/embedding_problem.ts";
import { problem, readQuery } from "@/lib/problem.ts";
import { z } from "zod";

const Query = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readQuery(ctx.url, Query, "limit is 1 to 50.");
    if (!request.ok) return problem(request.problem);
    const settings = await brain.topics.settings(session.accountId);
    const { relatedness } = brain;
    try {
      const topics = await relatedness.similarTopics(
        settings,
        ctx.params.id ?? "",
        request.query.limit,
      );
      return topics === null
        ? problem({
          status: 404,
          title: "Not found",
          detail: "The account has no such topic.",
        })
        : ctx.json({ model: relatedness.model, topics });
    } catch (error) {
      return embeddingProblem(error);
    }
  },
});
