import { z } from "zod";
import { CONVERSATION_EXAMPLE } from "./examples.ts";
import { ChatId, CreatorId, MessageId } from "./ids.ts";
import { Message } from "./message.ts";
import { UserRef } from "./user.ts";

/**
 * What a message does in a conversation. Figures are stored in this order: new
 * ones go last.
 */
export const ActionKind = z.enum([
  "greeting",
  "question",
  "answer",
  "compliment",
  "small_talk",
  "offer",
  "ask_for_tip",
  "media_shared",
  "purchase",
  "tip",
  "thanks",
  "apology",
  "complaint",
  "re_engagement",
  "mass_message",
  "boundary",
  "farewell",
]).meta({
  description: "What a message does",
  examples: ["greeting"],
});
export type ActionKind = z.output<typeof ActionKind>;

/** What a conversation led to. */
export const OutcomeKind = z.enum([
  "tip",
  "purchase",
  "renewal",
  "subscription_ending",
  "subscription_ended",
  "drop_off",
  "reactivation",
]).meta({
  description: "What a conversation led to",
  examples: ["tip"],
});
export type OutcomeKind = z.output<typeof OutcomeKind>;

/** One outcome with its evidence. */
export const Outcome = z.object({
  kind: OutcomeKind,
  date: z.iso.datetime().meta({ description: "When it happened, UTC" }),
  observed: z.boolean().meta({
    description: "true: seen in the data; false: inferred from behaviour",
  }),
  message_id: MessageId.optional().meta({
    description: "The message that shows it",
  }),
  evidence: z.string().optional().meta({
    description: "What it rests on, where no message shows it",
  }),
  amount: z.number().optional().meta({
    description: "US dollars, where the evidence names an amount",
  }),
}).meta({
  description: "An outcome of a conversation, with its evidence",
  examples: [{
    kind: "tip",
    date: "2025-11-08T12:34:56.000Z",
    observed: true,
    message_id: "550001",
    amount: 20,
  }],
});
export type Outcome = z.output<typeof Outcome>;

/** A conversation with its enrichment and figures. */
export const ConversationNode = z.object({
  conversationId: ChatId,
  startDate: z.iso.datetime().nullable().meta({
    description: "First message, UTC; null while there is none",
  }),
  endDate: z.iso.datetime().nullable().meta({
    description: "Latest message, UTC",
  }),
  messageCount: z.int().min(0),
  averageResponseTime: z.number().nullable().meta({
    description:
      "Minutes, mean over answered fan turns; null while none is answered",
  }),
  turns: z.int().min(0).meta({
    description: "Runs of consecutive messages from one side",
  }),
  silencePercentage: z.number().min(0).max(100),
  messages: z.array(Message).meta({
    description: "Some of the messages: the latest, or those that changed",
  }),
  topics: z.array(z.string()).meta({
    description: "Most characteristic of this conversation first",
  }),
  actions: z.array(ActionKind).meta({ description: "Most frequent first" }),
  sentiment: z.number().min(-1).max(1).nullable().meta({
    description: "Mean over scored messages; null while none is scored",
  }),
  outcomes: z.array(Outcome).meta({ description: "Latest first" }),
}).meta({
  description: "A conversation with its enrichment and figures",
  examples: [CONVERSATION_EXAMPLE],
});
export type ConversationNode = z.output<typeof ConversationNode>;

/** A conversation as the dashboard lists it. */
export const ExtendedConversationNode = ConversationNode.extend({
  priorityScore: z.number().min(0).max(100).meta({
    description: "How much this conversation wants an answer now",
  }),
  withUser: UserRef.nullable(),
  unreadCount: z.int().min(0),
  lastMessage: Message.nullable(),
  creatorId: CreatorId.optional().meta({ description: "Whose chat it is" }),
  spent: z.number().optional().meta({
    description: "What the fan has paid in all time, US dollars",
  }),
  waitingSince: z.iso.datetime().nullable().optional().meta({
    description:
      "First message of the oldest fan turn without an answer, UTC; null: none waits",
  }),
}).meta({
  description: "A conversation as the dashboard lists it",
  examples: [CONVERSATION_EXAMPLE],
});
export type ExtendedConversationNode = z.output<
  typeof ExtendedConversationNode
>;
