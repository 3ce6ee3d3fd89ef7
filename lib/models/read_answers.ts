import { z } from "zod";
import {
  ActionKind,
  ExtendedConversationNode,
  OutcomeKind,
} from "./conversation.ts";
import { EntityCount } from "./entities.ts";
import { CONVERSATION_EXAMPLE } from "./examples.ts";
import { ChatId } from "./ids.ts";
import { Message } from "./message.ts";

/** A page of conversations. */
export const ConversationList = z.object({
  conversations: z.array(ExtendedConversationNode),
  next_cursor: ChatId.nullable().meta({
    description: "Leads to the next page; null on the last",
  }),
}).meta({
  description: "A page of conversations, in order of their ids",
  examples: [{ conversations: [CONVERSATION_EXAMPLE], next_cursor: "1001" }],
});
export type ConversationList = z.output<typeof ConversationList>;

/** A page of a conversation's messages. */
export const MessageList = z.object({
  messages: z.array(Message),
  next_before: z.string().nullable().meta({
    description: "Leads to the page of older messages; null on the last",
  }),
}).meta({
  description: "A page of a conversation's messages, oldest first",
  examples: [{
    messages: [{
      id: "550001",
      chat_id: "1001",
      text: "Good morning! How was your trip?",
      createdAt: "2025-11-08T12:34:56.000Z",
      is_creator: false,
      is_inbound: true,
      sentimentScore: 0.49,
      topics: ["travel"],
    }],
    next_before: "1762605296000~550001",
  }],
});
export type MessageList = z.output<typeof MessageList>;

/** What one message says and does, with the words that decide its sentiment. */
export const ExplainedEnrichment = z.object({
  version: z.int().min(0).meta({
    description: "Of the pipeline; 0: nothing was found out yet",
  }),
  sentiment: z.number().min(-1).max(1).nullable().meta({
    description: "null: it cannot be scored",
  }),
  topics: z.array(z.string()),
  actions: z.array(ActionKind),
  outcomes: z.array(z.object({
    kind: OutcomeKind,
    amount: z.number().optional().meta({ description: "US dollars" }),
  })),
  entities: z.array(z.object({
    id: z.string().meta({
      description: "Kind and name, the same for all spellings",
    }),
    name: z.string().meta({ description: "As written" }),
  })).nullish().meta({
    description:
      "Whom and what it names; null while that is to be found out, absent where it seems to name nobody",
  }),
  words: z.array(z.object({
    word: z.string(),
    valence: z.number().meta({
      description: "In its context, about -6 to 6",
    }),
  })).nullable().meta({
    description: "null: another version of the pipeline found the sentiment",
  }),
}).meta({
  description:
    "What one message says and does, with the words that decide its sentiment",
  examples: [{
    version: 7,
    sentiment: -0.34,
    topics: ["travel"],
    actions: ["complaint"],
    outcomes: [],
    entities: [{ id: "place:lisbon", name: "Lisbon" }],
    words: [{ word: "not nice", valence: -1.3 }],
  }],
});
export type ExplainedEnrichment = z.output<typeof ExplainedEnrichment>;

/** Names that messages hold. */
export const EntityList = z.object({ entities: z.array(EntityCount) }).meta({
  description: "Names that most messages hold, most first",
  examples: [{
    entities: [{
      id: "place:lisbon",
      kind: "place",
      name: "Lisbon",
      messages: 3,
    }],
  }],
});
export type EntityList = z.output<typeof EntityList>;
