import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { SuggestionRuleChange, SuggestionRuleQuery } from "@/lib/models/mod.ts";
import { problem, readBody, suggestionRefusal } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async PATCH(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const rule = readRequest(ctx, SuggestionRuleQuery);
    if (!rule.ok) return problem(rule.problem);
    const request = await readBody(ctx.req, SuggestionRuleChange);
    if (!request.ok) return problem(request.problem);
    const { accountId, name: by } = session;
    const changed = await brain.suggestions.changeRule(
      accountId,
      rule.query.rule,
      { change: request.body, by },
    );
    return changed.ok
      ? ctx.json(changed.settings)
      : problem(suggestionRefusal(changed));
  },
});
