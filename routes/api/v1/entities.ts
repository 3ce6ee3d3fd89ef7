import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { EntityKind } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { z } from "zod";

const Query = z.object({
  kind: EntityKind.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const query = Query.safeParse(Object.fromEntries(ctx.url.searchParams));
    if (!query.success) {
      return problem({
        status: 400,
        title: "Bad parameter",
        detail: "kind is person, place or organisation; limit is 1 to 200.",
      });
    }
    const entities = await brain.views.entities(session.accountId, {
      ...query.data,
    });
    return ctx.json({ entities });
  },
});
