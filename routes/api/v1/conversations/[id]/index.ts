import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ConversationQuery } from "@/lib/models/mod.ts";
import { NO_CONVERSATION, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, ConversationQuery);
    if (!request.ok) return problem(request.problem);
    const { id, ...page } = request.query;
    const { accountId } = session;
    const found = await brain.chats.getChatWithMessages(accountId, id, page);
    return found === null ? problem(NO_CONVERSATION) : ctx.json(found);
  },
});
