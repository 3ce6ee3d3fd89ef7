import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { messageTable } from "@/lib/insight_tables.ts";
import { MessagesQuery } from "@/lib/models/mod.ts";
import { NO_CONVERSATION, problem } from "@/lib/problem.ts";
import { represent } from "@/lib/representation.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, MessagesQuery);
    if (!request.ok) return problem(request.problem);
    const { id, ...asked } = request.query;
    const page = await brain.chats.getMessages(session.accountId, id, asked);
    if (page === null) return problem(NO_CONVERSATION);
    const { next_before: before } = page;
    return await represent(ctx, page, messageTable, { before });
  },
});
