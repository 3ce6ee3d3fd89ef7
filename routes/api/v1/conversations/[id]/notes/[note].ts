import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { NoteDraft, NoteQuery } from "@/lib/models/mod.ts";
import { NO_CONVERSATION, notFound, problem, readBody } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

const NO_NOTE = notFound("The conversation has no such note.");

export const handler = define.handlers({
  async PATCH(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, NoteQuery);
    if (!request.ok) return problem(request.problem);
    const draft = await readBody(ctx.req, NoteDraft);
    if (!draft.ok) return problem(draft.problem);
    const { accountId } = session;
    const { id: chat, note: id } = request.query;
    if (!await brain.chats.hasChat(accountId, chat)) {
      return problem(NO_CONVERSATION);
    }
    const { text } = draft.body;
    const note = await brain.notes.change(accountId, chat, { id, text });
    return note === null ? problem(NO_NOTE) : ctx.json(note);
  },
  async DELETE(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, NoteQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const { id: chat, note: id } = request.query;
    if (!await brain.chats.hasChat(accountId, chat)) {
      return problem(NO_CONVERSATION);
    }
    return await brain.notes.delete(accountId, chat, id)
      ? new Response(null, { status: 204 })
      : problem(NO_NOTE);
  },
});
