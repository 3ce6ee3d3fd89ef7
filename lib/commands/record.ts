import type {
  ChatId,
  Command,
  CommandStatus,
  MessageId,
  SendMessageCommand,
} from "@/lib/models/mod.ts";

/** A command as it is stored; times in ms since the epoch. */
export interface StoredCommand {
  id: string;
  /** Commands of an account are counted in the order of their creation. */
  n: number;
  chat: ChatId;
  text: string;
  mediaUrl: string | null;
  /** That it has expired is not stored: time goes by without a commit. */
  status: Exclude<CommandStatus, "expired">;
  createdAt: number;
  expiresAt: number;
  changedAt: number;
  createdBy: string;
  detail: string | null;
  messageId: MessageId | null;
}

/** What goes over the wire names its command. */
export type CommandFrame = SendMessageCommand & { command_id: string };

/** Whether nobody has said what became of it, however late it is. */
export function isUnsettled({ status }: Pick<StoredCommand, "status">) {
  return status === "queued" || status === "sent";
}

/** Whether it may still be executed. */
export function isOpen(command: StoredCommand, now: number): boolean {
  return isUnsettled(command) && now < command.expiresAt;
}

/** Where a command stands at a time. */
export function statusAt(command: StoredCommand, now: number): CommandStatus {
  return isUnsettled(command) && !isOpen(command, now)
    ? "expired"
    : command.status;
}

/** A command as people read it. */
export function commandAt(command: StoredCommand, now: number): Command {
  const status = statusAt(command, now);
  const changedAt = status === "expired"
    ? command.expiresAt
    : command.changedAt;
  return {
    command_id: command.id,
    chat_id: command.chat,
    text: command.text,
    media_url: command.mediaUrl,
    status,
    created_at: isoTime(command.createdAt),
    expires_at: isoTime(command.expiresAt),
    changed_at: isoTime(changedAt),
    created_by: command.createdBy,
    approved_by: null,
    suggestion: null,
    detail: command.detail,
    message_id: command.messageId,
  };
}

/** A command as an Agent gets it. */
export function agentFrame(command: StoredCommand): CommandFrame {
  return {
    chat_id: command.chat,
    text: command.text,
    media_url: command.mediaUrl,
    command_id: command.id,
    expires_at: isoTime(command.expiresAt),
  };
}

/** A command as dashboards are told of it. */
export function dashboardFrame(
  command: StoredCommand,
  now: number,
): CommandFrame {
  const { detail, messageId } = command;
  return {
    ...agentFrame(command),
    created_at: isoTime(command.createdAt),
    status: statusAt(command, now),
    ...detail === null ? {} : { detail },
    ...messageId === null ? {} : { message_id: messageId },
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
