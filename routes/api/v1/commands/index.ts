import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { CommandDraft, CommandsQuery } from "@/lib/models/mod.ts";
import {
  badParameter,
  commandRefusal,
  problem,
  readBody,
} from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, CommandsQuery);
    if (!request.ok) return problem(request.problem);
    const page = await brain.commands.list(session.accountId, request.query);
    return page === null
      ? problem(badParameter("cursor is the next_cursor of a page before."))
      : ctx.json(page);
  },
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, CommandDraft);
    if (!request.ok) return problem(request.problem);
    const { accountId, name } = session;
    const created = await brain.commands.create(accountId, request.body, name);
    return created.ok
      ? ctx.json(created.command, { status: 201 })
      : problem(commandRefusal(created.code));
  },
});
