import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ChatId } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const chat = ChatId.safeParse(ctx.params.id);
    const found = chat.success
      ? await brain.views.conversation(session.accountId, chat.data)
      : null;
    return found === null
      ? problem({
        status: 404,
        title: "Not found",
        detail: "The account has no such conversation.",
      })
      : ctx.json(found);
  },
});
