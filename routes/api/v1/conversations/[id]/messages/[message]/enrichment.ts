import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ChatId, MessageId } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const chat = ChatId.safeParse(ctx.params.id);
    const message = MessageId.safeParse(ctx.params.message);
    const found = chat.success && message.success
      ? await brain.views.enrichment(session.accountId, {
        chat: chat.data,
        message: message.data,
      })
      : null;
    return found === null
      ? problem({
        status: 404,
        title: "Not found",
        detail: "The conversation has no such message.",
      })
      : ctx.json(found);
  },
});
