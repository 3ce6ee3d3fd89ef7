import { z } from "zod";
import { ChatId, MessageId } from "./ids.ts";
import { identity, limitOf, oneOf } from "./parameters.ts";
import { Revision } from "./system.ts";

/** Where a command stands. */
export const CommandStatus = z.enum([
  "suggested",
  "queued",
  "sent",
  "succeeded",
  "failed",
  "rejected",
  "expired",
]).meta({
  description:
    "suggested: waits for somebody's approval; queued: waits for an Agent; sent: an Agent has it; expired: nobody said what became of it before its time was over",
  examples: ["sent"],
});
export type CommandStatus = z.output<typeof CommandStatus>;

/** By what rule a message is proposed. */
export const SuggestionRule = z.enum([
  "unanswered",
  "renewal",
  "tip",
  "drop_off",
]).meta({
  description:
    "unanswered: a fan of high priority waits; renewal: a subscription ends; tip: thanks for one; drop_off: a fan who went silent",
  examples: ["tip"],
});
export type SuggestionRule = z.output<typeof SuggestionRule>;

/** Why a message was proposed. */
export const Suggestion = z.object({
  rule: SuggestionRule,
  reason: z.string().meta({ description: "Why, for people" }),
  message_id: MessageId.nullable().meta({
    description: "The fan's message that it answers, if there is one",
  }),
}).meta({
  description: "Why a message was proposed",
  examples: [{
    rule: "tip",
    reason: "Sam tipped $20.00",
    message_id: "550001",
  }],
});
export type Suggestion = z.output<typeof Suggestion>;

/** Something that happened to a command. */
export const CommandEvent = z.object({
  at: z.iso.datetime(),
  what: z.enum([
    "suggested",
    "written",
    "edited",
    "approved",
    "sent",
    "succeeded",
    "failed",
    "rejected",
    "expired",
  ]),
  by: z.string().nullable().meta({
    description: "Who did it, by name; null: the service or the Agent",
  }),
  detail: z.string().nullable(),
}).meta({
  description: "Something that happened to a command",
  examples: [{
    at: "2025-11-08T12:45:00.000Z",
    what: "approved",
    by: "Robin",
    detail: null,
  }],
});
export type CommandEvent = z.output<typeof CommandEvent>;

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
  created_at: z.iso.datetime().optional().meta({
    description: "When it was written, UTC; to dashboards only",
  }),
  status: CommandStatus.optional().meta({
    description: "Where it stands; to dashboards only",
  }),
  detail: z.string().optional().meta({
    description: "What the Agent said of it; to dashboards only",
  }),
  message_id: MessageId.optional().meta({
    description: "The message that it became; to dashboards only",
  }),
  suggestion: Suggestion.nullish().meta({
    description: "Why it was proposed; to dashboards only",
  }),
  revision: Revision.optional(),
}).meta({
  description:
    "Send a message in a chat. A dashboard gets it again whenever its status changes",
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

/** Longest text of a command, in UTF-16 units. */
export const MAX_COMMAND_TEXT = 10_000;
/** How long a command waits at most, in seconds. */
const MAX_COMMAND_SECONDS = 24 * 3_600;
/** How long a command waits if nobody says otherwise, in seconds. */
const COMMAND_SECONDS = 15 * 60;

const ID = "is 1 to 64 letters, digits, dashes or underscores";
const CHAT = "must be the id of a conversation";
const CommandId = z.string(ID).regex(/^[\w-]{1,64}$/, ID);
const ADDRESS = "must be an address that begins with http:// or https://";
const TEXT = `must be 1 to ${MAX_COMMAND_TEXT} characters, not only blanks`;
const SECONDS = `must be a whole number from 10 to ${MAX_COMMAND_SECONDS}`;

/** A message that somebody wants the Agent to send. */
export const CommandDraft = z.strictObject({
  chat_id: identity(ChatId, CHAT).meta({
    description: "The conversation in which it is to be sent",
  }),
  text: z.string(TEXT).max(MAX_COMMAND_TEXT, TEXT)
    .refine((text) => text.trim() !== "" && text.isWellFormed(), TEXT).meta({
      description: "What it says",
    }),
  media_url: z.url({ protocol: /^https?$/, error: ADDRESS }).max(2_000)
    .nullish().meta({
      description: "Where the picture or video of it is",
    }),
  command_id: CommandId.optional().meta({
    description:
      "Chosen by who writes it, so that asking again does not send twice; default: a new one",
  }),
  expires_in_seconds: z.int(SECONDS).min(10, SECONDS)
    .max(MAX_COMMAND_SECONDS, SECONDS).default(COMMAND_SECONDS).meta({
      description: "Not to be executed after this time",
    }),
}).meta({
  description: "A message that the Agent is to send",
  examples: [{ chat_id: "1001", text: "Thank you so much!" }],
});
export type CommandDraft = z.output<typeof CommandDraft>;

const COMMAND_EXAMPLE = {
  command_id: "cmd_01",
  chat_id: "1001",
  text: "Thank you so much!",
  media_url: null,
  status: "sent",
  created_at: "2025-11-08T12:45:00.000Z",
  expires_at: "2025-11-08T13:00:00.000Z",
  changed_at: "2025-11-08T12:45:01.000Z",
  created_by: "Robin",
  approved_by: null,
  suggestion: null,
  detail: null,
  message_id: null,
};

/** A command, and where it stands. */
export const Command = z.object({
  command_id: z.string(),
  chat_id: ChatId,
  text: z.string(),
  media_url: z.string().nullable(),
  status: CommandStatus,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  changed_at: z.iso.datetime().meta({
    description: "When its status changed last, UTC",
  }),
  created_by: z.string().meta({
    description: "Who wrote it, by name; of a proposed one, the rule",
  }),
  approved_by: z.string().nullable().meta({
    description:
      "Who let it be sent, by name; null: nobody yet, or it went by a rule that may send by itself",
  }),
  suggestion: Suggestion.nullable().meta({
    description: "Why it was proposed; null: somebody wrote it",
  }),
  detail: z.string().nullable().meta({
    description: "What the Agent said of it, or why it was rejected",
  }),
  message_id: MessageId.nullable().meta({
    description: "The message that it became, where the Agent named it",
  }),
}).meta({
  description: "A message for the Agent to send, and where that stands",
  examples: [COMMAND_EXAMPLE],
});
export type Command = z.output<typeof Command>;

/** A command, and all that happened to it. */
export const CommandWithTrail = Command.extend({
  trail: z.array(CommandEvent).meta({ description: "The oldest first" }),
}).meta({
  description: "A command, and all that happened to it",
  examples: [{ ...COMMAND_EXAMPLE, trail: [] }],
});
export type CommandWithTrail = z.output<typeof CommandWithTrail>;

/** A page of commands. */
export const CommandList = z.object({
  commands: z.array(Command),
  next_cursor: z.string().nullable(),
}).meta({
  description: "Commands, the latest first",
  examples: [{ commands: [], next_cursor: null }],
});
export type CommandList = z.output<typeof CommandList>;

/** Which commands to give. */
export const CommandsQuery = z.object({
  chat_id: identity(ChatId, "is the id of a conversation").optional().meta({
    description: "Only those of this conversation",
  }),
  status: oneOf(CommandStatus).optional().meta({
    description: "Only those that stand so",
  }),
  limit: limitOf(200, 50),
  cursor: z.string().min(1).max(400).optional().meta({
    description: "The `next_cursor` of the page before",
  }),
}).meta({
  description: "Which commands to give, the latest first",
  examples: [{ chat_id: "1001" }],
});
export type CommandsQuery = z.output<typeof CommandsQuery>;
