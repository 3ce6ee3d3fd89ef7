import { HttpError } from "fresh";
import type { NoResults } from "@/lib/brain/searches.ts";
import { define } from "@/lib/define.ts";
import { SearchQuery } from "@/lib/models/mod.ts";
import {
  badParameter,
  NO_CONVERSATION,
  type Problem,
  problem,
} from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

const PROBLEMS: Record<NoResults, Problem> = {
  words: badParameter("q has a letter, a digit or a sign, such as an emoji."),
  cursor: badParameter(
    "cursor is the next_cursor of a page before, with the same parameters.",
  ),
  conversation: NO_CONVERSATION,
  outdated: {
    status: 409,
    title: "Conflict",
    detail:
      "The account's messages were stored anew since the page before: search again without a cursor.",
  },
};

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, SearchQuery);
    if (!request.ok) return problem(request.problem);
    const found = await brain.search.find(session.accountId, request.query);
    return found.ok ? ctx.json(found.results) : problem(PROBLEMS[found.why]);
  },
});
