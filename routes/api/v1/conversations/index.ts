import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { conversationTable } from "@/lib/insight_tables.ts";
import { ConversationsQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { represent } from "@/lib/representation.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, ConversationsQuery);
    if (!request.ok) return problem(request.problem);
    const page = await brain.chats.getChats(session.accountId, request.query);
    const { next_cursor: cursor } = page;
    return await represent(ctx, page, conversationTable, { cursor });
  },
});
