import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { SuggestionSettingsChange } from "@/lib/models/mod.ts";
import { problem, readBody, suggestionRefusal } from "@/lib/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    return ctx.json(await brain.suggestions.settings(session.accountId));
  },
  async PATCH(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, SuggestionSettingsChange);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const changed = await brain.suggestions.change(accountId, request.body);
    return changed.ok
      ? ctx.json(changed.settings)
      : problem(suggestionRefusal(changed));
  },
});
