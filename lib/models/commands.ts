import { z } from "zod";
import { ChatId, MessageId } from "./ids.ts";
import { Revision } from "./system.ts";

/** Tells the Agent to send a message in a chat. */
export const SendMessageCommand = z.object({
  chat_id: ChatId,
  text: z.string(),
  media_url: z.string().nullish(),
  command_id: z.string().optional().meta({
    description: "Executed once per id, however often it arrives",
  }),
  expires_at: z.iso.datetime().optional().meta({
    description: "Not to be executed from this time on, UTC",
  }),
  revision: Revision.optional(),
}).meta({
  description: "Send a message in a chat",
  examples: [{
    chat_id: "1001",
    text: "Thank you so much!",
    media_url: null,
    command_id: "cmd_01",
    expires_at: "2025-11-08T13:00:00.000Z",
  }],
});
export type SendMessageCommand = z.output<typeof SendMessageCommand>;

/** What became of a command. */
export const CommandResult = z.object({
  command_id: z.string(),
  status: z.enum(["succeeded", "failed", "rejected"]),
  detail: z.string().optional(),
  message_id: MessageId.optional(),
}).meta({
  description: "What became of a command",
  examples: [{
    command_id: "cmd_01",
    status: "succeeded",
    message_id: "550002",
  }],
});
export type CommandResult = z.output<typeof CommandResult>;
