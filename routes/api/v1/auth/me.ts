import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const { accountId, accountName, name, role } = session;
    return ctx.json({
      user_id: accountId,
      name: accountName,
      person: name,
      role,
    });
  },
});
