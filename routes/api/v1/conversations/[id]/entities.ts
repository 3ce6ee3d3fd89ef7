import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ConversationEntitiesQuery } from "@/lib/models/mod.ts";
import { NO_CONVERSATION, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, ConversationEntitiesQuery);
    if (!request.ok) return problem(request.problem);
    const { id: chat, ...query } = request.query;
    const { accountId } = session;
    if (!await brain.chats.hasChat(accountId, chat)) {
      return problem(NO_CONVERSATION);
    }
    const entities = await brain.views.entities(accountId, { ...query, chat });
    return ctx.json({ entities });
  },
});
