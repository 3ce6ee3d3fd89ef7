import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { embeddingProblem } from "@/lib/embedding_problem.ts";
import { KeywordClustersRequest } from "@/lib/models/mod.ts";
import { problem, readBody } from "@/lib/problem.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, KeywordClustersRequest);
    if (!request.ok) return problem(request.problem);
    const { keywords, threshold } = request.body;
    const { relatedness } = brain;
    try {
      const clusters = await relatedness.keywordClusters(keywords, threshold);
      return ctx.json({ model: relatedness.model, clusters });
    } catch (error) {
      return embeddingProblem(error);
    }
  },
});
