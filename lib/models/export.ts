import { z } from "zod";
import { CommandWithTrail } from "./commands.ts";
import {
  ActionKind,
  ExtendedConversationNode,
  OutcomeKind,
} from "./conversation.ts";
import { AccountId, ChatId, CreatorId } from "./ids.ts";
import { Message } from "./message.ts";
import { Note } from "./notes.ts";
import { SuggestionSettings } from "./suggestions.ts";
import { TopicSetting } from "./topics.ts";

/** How every export begins: who reads one can tell it by that. */
export const EXPORT_FORMAT = "rapport-export";
/** The version of the format; a reader refuses one that it does not know. */
export const EXPORT_VERSION = 1;

const count = z.int().min(0);

const ExportHeader = z.object({
  type: z.literal("header"),
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(EXPORT_VERSION),
  exported_at: z.iso.datetime(),
  revision: count,
  counts: z.object({
    creators: count,
    conversations: count,
    messages: count,
  }),
});

const ExportedMessage = z.object({
  type: z.literal("message"),
  conversation_id: ChatId,
  received_at: z.iso.datetime(),
  message: Message,
  enrichment: z.object({
    sentiment: z.number().nullable(),
    topics: z.array(z.string()),
    actions: z.array(ActionKind),
    outcomes: z.array(z.object({
      kind: OutcomeKind,
      amount: z.number().optional(),
    })),
    names: z.array(z.string()),
  }),
});

/** A line of an export. */
export const ExportRecord = z.discriminatedUnion("type", [
  ExportHeader,
  z.object({
    type: z.literal("account"),
    id: AccountId,
    name: z.string(),
    created_at: z.iso.datetime(),
  }),
  z.object({ type: z.literal("creator"), id: CreatorId }),
  z.object({ type: z.literal("settings"), time_zone: z.string() }),
  z.object({
    type: z.literal("topic_settings"),
    topics: z.record(z.string(), TopicSetting),
  }),
  z.object({
    type: z.literal("conversation"),
    conversation: ExtendedConversationNode.omit({ messages: true }),
  }),
  ExportedMessage,
  z.object({
    type: z.literal("suggestion_settings"),
    suggestions: SuggestionSettings,
  }),
  z.object({
    type: z.literal("set_aside"),
    at: z.iso.datetime(),
    code: z.string(),
    reason: z.string(),
    record: z.string(),
  }),
  z.object({ type: z.literal("command"), command: CommandWithTrail }),
  z.object({ type: z.literal("note"), conversation_id: ChatId, note: Note }),
  z.object({ type: z.literal("end"), records: count }),
]).meta({
  description:
    "A line of an export: first a header, then records, and `end`, which counts the records between the two",
  examples: [{
    type: "message",
    conversation_id: "1001",
    received_at: "2025-11-08T12:34:57.000Z",
    message: {
      id: "550001",
      chat_id: "1001",
      text: "Good morning! How was your trip?",
      createdAt: "2025-11-08T12:34:56+00:00",
      fromUser: { id: "1001", name: "Sam" },
      is_inbound: true,
    },
    enrichment: {
      sentiment: 0.51,
      topics: ["travel"],
      actions: ["question"],
      outcomes: [],
      names: [],
    },
  }],
});
export type ExportRecord = z.output<typeof ExportRecord>;
