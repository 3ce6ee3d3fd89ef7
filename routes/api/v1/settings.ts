import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { SettingsChange } from "@/lib/models/mod.ts";
import { problem, readBody } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    return ctx.json(await brain.settings(session.accountId));
  },
  async PATCH(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, SettingsChange);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    await brain.changeTimeZone(accountId, request.body.time_zone);
    return ctx.json(await brain.settings(accountId));
  },
});
