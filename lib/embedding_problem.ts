import { EmbeddingError } from "@/lib/embeddings/mod.ts";
import { problem } from "@/lib/problem.ts";

/** The answer where the endpoint of embeddings fails; other errors go on. */
export function embeddingProblem(error: unknown): Response {
  if (!(error instanceof EmbeddingError)) throw error;
  return problem({
    status: 503,
    title: "No embeddings",
    detail: `${error.message} Look at EMBEDDINGS_URL, or try again later.`,
  });
}
