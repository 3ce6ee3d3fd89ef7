import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { copyAnswer } from "@/lib/graph_api.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const { accountId } = session;
    if (!await brain.graph.compare(accountId)) {
      return problem({
        status: 409,
        title: "Conflict",
        detail: "No graph server is configured: there is nothing to compare.",
      });
    }
    const { copy } = await brain.graph.state(accountId);
    const answer = { source: "embedded", copy: copy && copyAnswer(copy) };
    return ctx.json(answer, { status: 202 });
  },
});
