import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { TopicChange, TopicQuery } from "@/lib/models/mod.ts";
import { problem, readBody, refusal } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";
import { changeTopic, deleteTopic, topicView } from "@/lib/topics/mod.ts";

export const handler = define.handlers({
  async PATCH(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const topic = readRequest(ctx, TopicQuery);
    if (!topic.ok) return problem(topic.problem);
    const request = await readBody(ctx.req, TopicChange);
    if (!request.ok) return problem(request.problem);
    const { id } = topic.query;
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
    const topic = readRequest(ctx, TopicQuery);
    if (!topic.ok) return problem(topic.problem);
    const { id } = topic.query;
    const deleted = await brain.changeTopics(
      session.accountId,
      (settings) => deleteTopic(settings, id),
    );
    return deleted.ok
      ? new Response(null, { status: 204 })
      : problem(refusal(deleted));
  },
});
