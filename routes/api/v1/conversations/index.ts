import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ConversationsQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, ConversationsQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    return ctx.json(await brain.chats.getChats(accountId, request.query));
  },
});
