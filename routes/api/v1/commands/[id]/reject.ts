import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { CommandQuery, CommandRejection } from "@/lib/models/mod.ts";
import { decisionRefusal, problem, readBody } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const command = readRequest(ctx, CommandQuery);
    if (!command.ok) return problem(command.problem);
    const request = await readBody(ctx.req, CommandRejection);
    if (!request.ok) return problem(request.problem);
    const { accountId, name: by } = session;
    const decided = await brain.commands.reject(accountId, command.query.id, {
      rejection: request.body,
      by,
    });
    return decided.ok
      ? ctx.json(decided.command)
      : problem(decisionRefusal(decided));
  },
});
