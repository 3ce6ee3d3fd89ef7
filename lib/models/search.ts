import { z } from "zod";
import { ChatId } from "./ids.ts";
import { Message } from "./message.ts";
import { identity, limitOf } from "./parameters.ts";
import { UserRef } from "./user.ts";

const TEXT = "is 2 to 100 characters";

/** What to look for in messages. */
export const SearchQuery = z.object({
  q: z.string(TEXT).trim().min(2, TEXT).max(100, TEXT).meta({
    description:
      "Words that all are to be in a message, each as a word or the beginning of one, in whatever case",
  }),
  conversation_id: identity(ChatId, "is the id of a conversation").optional()
    .meta({ description: "Only messages of this conversation" }),
  limit: limitOf(100, 20),
  cursor: z.string().min(1).max(400).optional().meta({
    description: "The `next_cursor` of the page before",
  }),
}).meta({
  description: "What to look for in messages",
  examples: [{ q: "lisbon" }],
});
export type SearchQuery = z.output<typeof SearchQuery>;

/** Messages that were found. */
export const SearchResults = z.object({
  hits: z.array(z.object({
    conversation_id: ChatId,
    withUser: UserRef.nullable(),
    message: Message,
  })),
  searched: z.int().min(0).meta({
    description: "Messages that were looked through, over all pages so far",
  }),
  total: z.int().min(0).meta({
    description: "Messages that there are to look through",
  }),
  next_cursor: z.string().nullable().meta({
    description:
      "null: everything was looked through. A page may have no hit, and yet have one",
  }),
}).meta({
  description: "Messages that were found, and how far was looked",
  examples: [{ hits: [], searched: 3000, total: 3000, next_cursor: null }],
});
export type SearchResults = z.output<typeof SearchResults>;
