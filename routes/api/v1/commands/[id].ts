import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { CommandQuery } from "@/lib/models/mod.ts";
import { notFound, problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, CommandQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const command = await brain.commands.get(accountId, request.query.id);
    return command === null
      ? problem(notFound("The account has no such command."))
      : ctx.json(command);
  },
});
