import type {
  ChatId,
  Command,
  CommandEvent,
  CommandStatus,
  CommandWithTrail,
  MessageId,
  SendMessageCommand,
  Suggestion,
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
  /** Those that were stored before messages were proposed have none of these. */
  approvedBy?: string | null;
  suggestion?: Suggestion | null;
  /** What happened to it, the oldest first; see {@linkcode withEvent}. */
  trail?: CommandEvent[];
}

/** Events of a command that are kept: the first, and the latest. */
export const MAX_EVENTS = 20;
/** Longest detail that is stored, in UTF-16 units. */
const MAX_DETAIL = 1_000;

/** A detail as it is stored: bounded, and without half a character. */
export function detailOf(text: string | null | undefined): string | null {
  return text?.slice(0, MAX_DETAIL).toWellFormed() ?? null;
}

/** The command with one more event in its trail; `at` in ms. */
export function withEvent(
  command: StoredCommand,
  { at, what, by = null, detail = null }:
    & { at: number; what: CommandEvent["what"] }
    & Partial<Pick<CommandEvent, "by" | "detail">>,
): StoredCommand {
  const event = { at: isoTime(at), what, by, detail: detailOf(detail) };
  const [first, ...rest] = [...storedTrail(command), event];
  return {
    ...command,
    trail: first === undefined ? [] : [first, ...rest.slice(1 - MAX_EVENTS)],
  };
}

/** Of one that was stored without a trail, it is known who wrote it. */
function storedTrail(
  { trail, createdAt, createdBy }: StoredCommand,
): CommandEvent[] {
  return trail ??
    [{ at: isoTime(createdAt), what: "written", by: createdBy, detail: null }];
}

/** A command as people read it, with all that happened to it. */
export function commandWithTrail(
  command: StoredCommand,
  now: number,
): CommandWithTrail {
  const trail = storedTrail(command);
  const isExpired = statusAt(command, now) === "expired";
  return {
    ...commandAt(command, now),
    trail: isExpired
      ? [...trail, {
        at: isoTime(command.expiresAt),
        what: "expired",
        by: null,
        detail: null,
      }]
      : trail,
  };
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

/** Whether somebody may still decide about it. */
export function isProposed(
  { status, expiresAt }: Pick<StoredCommand, "status" | "expiresAt">,
  now: number,
): boolean {
  return status === "suggested" && now < expiresAt;
}

/** Where a command stands at a time. */
export function statusAt(command: StoredCommand, now: number): CommandStatus {
  const waits = isUnsettled(command) || command.status === "suggested";
  return waits && now >= command.expiresAt ? "expired" : command.status;
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
    approved_by: command.approvedBy ?? null,
    suggestion: command.suggestion ?? null,
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
  const { detail, messageId, suggestion = null } = command;
  return {
    ...agentFrame(command),
    created_at: isoTime(command.createdAt),
    status: statusAt(command, now),
    ...detail === null ? {} : { detail },
    ...messageId === null ? {} : { message_id: messageId },
    ...suggestion === null ? {} : { suggestion },
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
