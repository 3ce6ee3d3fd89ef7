import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { ChatId } from "@/lib/models/mod.ts";
import { problem, readQuery } from "@/lib/problem.ts";
import { z } from "zod";

/** A message's place, as `<ms>~<id>`. */
const Before = z.string().regex(/^-?\d{1,16}~.{1,128}$/s).transform((text) => {
  const at = text.indexOf("~");
  return { at: Number(text.slice(0, at)), id: text.slice(at + 1) };
});

const Query = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: Before.optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readQuery(
      ctx.url,
      Query,
      "limit is 1 to 200; before is the next_before of a page before.",
    );
    if (!request.ok) return problem(request.problem);
    const { limit, before = null } = request.query;
    const chat = ChatId.safeParse(ctx.params.id);
    if (!chat.success) return ctx.json({ messages: [], next_before: null });
    const page = await brain.views.messages(session.accountId, {
      chat: chat.data,
      before,
      limit,
    });
    return ctx.json({
      messages: page.messages,
      next_before: page.before && `${page.before.at}~${page.before.id}`,
    });
  },
});
