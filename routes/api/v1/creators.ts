import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    return ctx.json(await brain.creators(session.accountId));
  },
});
