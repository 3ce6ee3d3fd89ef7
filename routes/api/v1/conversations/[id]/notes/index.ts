import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";
import { MAX_NOTES, NoteDraft, NotesQuery } from "@/lib/models/mod.ts";
import { NO_CONVERSATION, problem, readBody } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, NotesQuery);
    if (!request.ok) return problem(request.problem);
    const { accountId } = session;
    const { id: chat } = request.query;
    if (!await brain.chats.hasChat(accountId, chat)) {
      return problem(NO_CONVERSATION);
    }
    return ctx.json({ notes: await brain.notes.list(accountId, chat) });
  },
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const request = readRequest(ctx, NotesQuery);
    if (!request.ok) return problem(request.problem);
    const draft = await readBody(ctx.req, NoteDraft);
    if (!draft.ok) return problem(draft.problem);
    const { accountId, name: by } = session;
    const { id: chat } = request.query;
    if (!await brain.chats.hasChat(accountId, chat)) {
      return problem(NO_CONVERSATION);
    }
    const { text } = draft.body;
    const note = await brain.notes.add(accountId, chat, { text, by });
    if (note === null) {
      return problem({
        status: 409,
        title: "Conflict",
        detail:
          `There are ${MAX_NOTES} notes of this fan already: delete one first.`,
      });
    }
    const notes = `/api/v1/conversations/${encodeURIComponent(chat)}/notes`;
    return ctx.json(note, {
      status: 201,
      headers: { location: `${notes}/${note.id}` },
    });
  },
});
