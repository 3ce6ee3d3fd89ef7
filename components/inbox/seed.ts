import type { KnownAgent } from "@/components/dashboard/first_run.ts";
import type { CommandList } from "@/lib/models/commands.ts";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import type { FanProfile } from "@/lib/models/fans.ts";
import type { NoteList } from "@/lib/models/notes.ts";
import type { MessageList } from "@/lib/models/read_answers.ts";

/** What the Inbox is rendered with beside the account's state. */
export interface InboxSeed {
  /** The conversation that the address names. */
  chat: string | null;
  /** The message of it that the address names. */
  message: string | null;
  /** The address's query, for filter and order; default: everything. */
  query?: string;
  /** What is proposed; default: not known, the browser asks. */
  suggestions?: CommandList | null;
  /** The account's Agents, where there is no conversation yet; default: none. */
  agents?: KnownAgent[];
  /** That conversation with its first data; `null`: there is no such one. */
  open: {
    node: ExtendedConversationNode;
    messages: MessageList;
    profile: FanProfile | null;
    notes: NoteList | null;
    commands: CommandList | null;
  } | null;
}
