import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { MessageQuery } from "@/lib/models/mod.ts";
import { notFound, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, MessageQuery);
    if (!request.ok) return problem(request.problem);
    const { id: chat, message } = request.query;
    const found = await brain.views.enrichment(session.accountId, {
      chat,
      message,
    });
    return found === null
      ? problem(notFound("The conversation has no such message."))
      : ctx.json(found);
  },
});
