import { HttpError } from "fresh";
import type { Erasure } from "@/lib/brain.ts";
import { define } from "@/lib/define.ts";
import { EraseQuery } from "@/lib/models/mod.ts";
import { notFound, type Problem, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async DELETE(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, EraseQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const { id } = request.query;
    const erased = await brain.eraseCreator(accountId, id);
    if (!erased.ok) return problem(refusal(erased));
    return ctx.json({ user_id: accountId, creator_id: id, ...erased.totals });
  },
});

function refusal({ code, reason }: Erasure & { ok: false }): Problem {
  return code === "unknown_creator"
    ? notFound(reason)
    : { status: 409, title: "Conflict", detail: reason };
}
