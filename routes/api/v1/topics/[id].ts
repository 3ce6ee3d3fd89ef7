import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { TopicChange } from "@/lib/models/mod.ts";
import { problem, readBody, refusal } from "@/lib/problem.ts";
import { changeTopic, deleteTopic, topicView } from "@/lib/topics/mod.ts";

/** What is left out stays; what changes nothing is a mistake. */
const Change = TopicChange.strict().refine(
  (change) => Object.keys(change).length > 0,
  "name what is to be changed: title, hidden, merged_into or keywords",
);

export const handler = define.handlers({
  async PATCH(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, Change);
    if (!request.ok) return problem(request.problem);
    const { id = "" } = ctx.params;
    const changed = await brain.changeTopics(
      session.accountId,
      (settings) => changeTopic(settings, id, request.body),
    );
    return changed.ok
      ? ctx.json(topicView(changed.settings, id))
      : problem(refusal(changed));
  },
  async DELETE(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const { id = "" } = ctx.params;
    const deleted = await brain.changeTopics(
      session.accountId,
      (settings) => deleteTopic(settings, id),
    );
    return deleted.ok
      ? new Response(null, { status: 204 })
      : problem(refusal(deleted));
  },
});
