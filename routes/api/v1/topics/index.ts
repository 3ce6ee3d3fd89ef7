import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { NewTopic } from "@/lib/models/mod.ts";
import { problem, readBody, refusal } from "@/lib/problem.ts";
import { addTopic, topicView } from "@/lib/topics/mod.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    return ctx.json(await brain.topicList(session.accountId));
  },
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = await readBody(ctx.req, NewTopic);
    if (!request.ok) return problem(request.problem);
    const added = await brain.changeTopics(
      session.accountId,
      (settings) => addTopic(settings, request.body),
    );
    if (!added.ok) return problem(refusal(added));
    return ctx.json(topicView(added.settings, added.id), {
      status: 201,
      headers: { location: `/api/v1/topics/${encodeURIComponent(added.id)}` },
    });
  },
});
