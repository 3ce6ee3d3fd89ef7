import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ChatId } from "@/lib/models/mod.ts";
import { problem, readQuery } from "@/lib/problem.ts";
import { z } from "zod";

const Query = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: ChatId.optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readQuery(
      ctx.url,
      Query,
      "limit is 1 to 200; cursor is the next_cursor of a page before.",
    );
    if (!request.ok) return problem(request.problem);
    const { limit, cursor } = request.query;
    const conversations = await brain.views.conversations(session.accountId, {
      limit,
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    return ctx.json({
      conversations,
      next_cursor: conversations.length === limit
        ? conversations.at(-1)?.conversationId ?? null
        : null,
    });
  },
});
