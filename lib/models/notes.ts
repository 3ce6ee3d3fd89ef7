import { z } from "zod";
import { ChatId } from "./ids.ts";
import { identity } from "./parameters.ts";

/** Longest text of a note, in UTF-16 units. */
export const MAX_NOTE_TEXT = 2_000;
/** Notes of one conversation, at most. */
export const MAX_NOTES = 200;

const TEXT = `must be 1 to ${MAX_NOTE_TEXT} characters, not only blanks`;

/** What somebody of the team wrote down of a fan. */
export const Note = z.object({
  id: z.string(),
  text: z.string(),
  created_at: z.iso.datetime(),
  created_by: z.string().meta({ description: "Who wrote it, by name" }),
  changed_at: z.iso.datetime().nullable().meta({
    description: "When it was last changed; null: never",
  }),
}).meta({
  description: "What somebody of the team wrote down of a fan",
  examples: [{
    id: "n_1",
    text: "Birthday in May",
    created_at: "2025-11-08T12:34:56.000Z",
    created_by: "Robin",
    changed_at: null,
  }],
});
export type Note = z.output<typeof Note>;

/** A conversation's notes. */
export const NoteList = z.object({ notes: z.array(Note) }).meta({
  description: "Notes of a fan, the latest first",
  examples: [{ notes: [] }],
});
export type NoteList = z.output<typeof NoteList>;

/** The text of a note. */
export const NoteDraft = z.strictObject({
  text: z.string(TEXT).trim().min(1, TEXT).max(MAX_NOTE_TEXT, TEXT)
    .refine((text) => text.isWellFormed(), TEXT)
    .meta({ description: "What to note, without blanks around it" }),
}).meta({
  description: "The text of a note",
  examples: [{ text: "Birthday in May" }],
});
export type NoteDraft = z.output<typeof NoteDraft>;

/** Whose notes. */
export const NotesQuery = z.object({
  id: identity(ChatId, "is the id of a conversation").meta({
    description: "The conversation, by its chat's id",
  }),
}).meta({
  description: "The conversation whose notes they are",
  examples: [{ id: "1001" }],
});
export type NotesQuery = z.output<typeof NotesQuery>;

/** Which note of which conversation. */
export const NoteQuery = NotesQuery.extend({
  note: z.string().min(1).max(64).meta({ description: "The note" }),
}).meta({
  description: "A conversation, and a note of it",
  examples: [{ id: "1001", note: "n_1" }],
});
export type NoteQuery = z.output<typeof NoteQuery>;
