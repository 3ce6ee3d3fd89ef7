import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { embeddingProblem } from "@/lib/embedding_problem.ts";
import { SimilarTopicsQuery } from "@/lib/models/mod.ts";
import { notFound, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, SimilarTopicsQuery);
    if (!request.ok) return problem(request.problem);
    const { id, limit } = request.query;
    const settings = await brain.topics.settings(session.accountId);
    const { relatedness } = brain;
    try {
      const topics = await relatedness.similarTopics(settings, id, limit);
      return topics === null
        ? problem(notFound("The account has no such topic."))
        : ctx.json({ model: relatedness.model, topics });
    } catch (error) {
      return embeddingProblem(error);
    }
  },
});
