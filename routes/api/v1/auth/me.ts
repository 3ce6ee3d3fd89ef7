import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { session } = ctx.state;
    if (session === null) throw new HttpError(401);
    return ctx.json({ user_id: session.accountId, name: session.name });
  },
});
