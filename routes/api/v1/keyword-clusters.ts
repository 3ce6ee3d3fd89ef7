import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { embeddingProblem } from "@/lib/embedding_problem.ts";
import { MAX_KEYWORDS } from "@/lib/embeddings/mod.ts";
import { TopicKeyword } from "@/lib/models/mod.ts";
import { problem, readBody } from "@/lib/problem.ts";
import { z } from "zod";

/** Above this similarity, keywords belong together unless told otherwise. */
const THRESHOLD = 0.5;

const Body = z.object({
  keywords: z.array(TopicKeyword).min(1).max(MAX_KEYWORDS),
  threshold: z.number().min(-1).max(1).default(THRESHOLD),
});

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, Body);
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
