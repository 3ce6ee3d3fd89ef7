import { z } from "zod";
import { EntityKind } from "./entities.ts";
import { ChatId, MessageId } from "./ids.ts";
import { identity, limitOf, oneOf, whole } from "./parameters.ts";

/** Conversations, messages or names of one answer. */
export const MAX_RESULTS = 200;
/** Records that an answer may leave out at its beginning; a cursor goes on. */
export const MAX_OFFSET = 10_000;

const Limit = limitOf(MAX_RESULTS, 50);

/** How many to leave out; beyond that, `cursor` is the parameter to use. */
function offset(cursor: string) {
  return whole(0, MAX_OFFSET, `; use ${cursor} to go further`).optional();
}

/** Two parameters that say where a page begins. */
function excludeEachOther<Q extends { offset?: number }>(
  other: keyof Q & string,
) {
  return (query: Q, context: z.RefinementCtx<Q>) => {
    if (query.offset === undefined || query[other] === undefined) return;
    context.addIssue({
      code: "custom",
      path: ["offset"],
      message: `and ${other} exclude each other: give one of them`,
    });
  };
}

/** Which page of the conversations to give. */
export const ConversationsQuery = z.object({
  limit: Limit,
  offset: offset("cursor").meta({
    description: "How many to leave out at the beginning",
  }),
  cursor: identity(ChatId, "is the next_cursor of a page before").optional()
    .meta({ description: "The `next_cursor` of the page before" }),
}).superRefine(excludeEachOther("cursor")).meta({
  description: "Which page of the conversations to give",
  examples: [{ limit: 10, cursor: "1001" }],
});
export type ConversationsQuery = z.output<typeof ConversationsQuery>;

const Conversation = z.object({
  id: identity(ChatId, "is the id of a conversation").meta({
    description: "The conversation, by its chat's id",
  }),
});

/** Which conversation's priority to explain. */
export const PriorityQuery = Conversation.meta({
  description: "The conversation whose priority to explain",
  examples: [{ id: "1001" }],
});
export type PriorityQuery = z.output<typeof PriorityQuery>;

/** Which fan's profile to give. */
export const ProfileQuery = Conversation.meta({
  description: "The conversation of the fan whose profile to give",
  examples: [{ id: "1001" }],
});
export type ProfileQuery = z.output<typeof ProfileQuery>;

/** Which conversation to give, and which of its messages with it. */
export const ConversationQuery = Conversation.extend({
  limit: whole(1, MAX_RESULTS).optional().meta({
    description:
      "How many messages to give with it; default: the latest one, or 50 with `offset`",
  }),
  offset: offset("…/messages with before").meta({
    description: "How many of the latest messages to leave out",
  }),
}).meta({
  description: "A conversation, and which of its latest messages",
  examples: [{ id: "1001", limit: 20 }],
});
export type ConversationQuery = z.output<typeof ConversationQuery>;

const BEFORE = "is the next_before of a page before";

/** A message's place, as `<ms>~<id>`. */
const Before = z.string(BEFORE).regex(/^-?\d{1,16}~.{1,128}$/s, BEFORE)
  .transform((text) => {
    const at = text.indexOf("~");
    return { at: Number(text.slice(0, at)), id: text.slice(at + 1) };
  });

/** Which page of a conversation's messages to give. */
export const MessagesQuery = Conversation.extend({
  limit: Limit,
  before: Before.optional().meta({
    description: "The `next_before` of the page before",
  }),
  offset: offset("before").meta({
    description: "How many of the latest messages to leave out",
  }),
}).superRefine(excludeEachOther("before")).meta({
  description: "A conversation, and which page of its messages",
  examples: [{ id: "1001", limit: 20, before: "1762605296000~550001" }],
});
export type MessagesQuery = z.output<typeof MessagesQuery>;

/** Which message of which conversation. */
export const MessageQuery = Conversation.extend({
  message: identity(MessageId, "is the id of a message").meta({
    description: "The message",
  }),
}).meta({
  description: "A conversation, and a message of it",
  examples: [{ id: "1001", message: "550001" }],
});
export type MessageQuery = z.output<typeof MessageQuery>;

/** Which names are asked for. */
export const EntitiesQuery = z.object({
  kind: oneOf(EntityKind).optional().meta({
    description: "Only names of this kind",
  }),
  limit: Limit,
}).meta({
  description: "Which names are asked for: of one kind or of all; how many",
  examples: [{ kind: "place", limit: 10 }],
});
export type EntitiesQuery = z.output<typeof EntitiesQuery>;

/** Which names of which conversation are asked for. */
export const ConversationEntitiesQuery = Conversation.extend(
  EntitiesQuery.shape,
).meta({
  description: "A conversation, and which of the names in it",
  examples: [{ id: "1001", kind: "place" }],
});
export type ConversationEntitiesQuery = z.output<
  typeof ConversationEntitiesQuery
>;

/** Which way the frames go, seen from the Brain. */
export const WssSchemaQuery = z.object({
  direction: oneOf(z.enum(["incoming", "outgoing"])).default("outgoing").meta({
    description: "`incoming` is what the Brain receives",
  }),
}).meta({
  description: "Which way the frames go, seen from the Brain",
  examples: [{ direction: "incoming" }],
});
export type WssSchemaQuery = z.output<typeof WssSchemaQuery>;
