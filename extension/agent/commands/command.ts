import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { fieldOf } from "../capture/clean.ts";
import { idOf } from "../capture/records.ts";
import type { JournalEntry } from "../types.ts";

/** A command as it is kept and as a page gets it. */
export type Command = JournalEntry["command"];

/** A command that was read, or why it cannot be carried out. */
export type ReadCommand =
  | { ok: true; command: Command }
  /** `id`: of a command that named itself. */
  | { ok: false; id: string | null; error: string };

/** Longest text, in UTF-16 units, as the Brain has it. */
const MAX_TEXT = 10_000;
/** How long a command waits that does not say until when, in ms. */
const WAITS_MS = 15 * 60_000;

/**
 * Reads a command to send a message, as it came in at `now`, in ms since the
 * epoch. `newId` names one that has no id.
 */
export function readCommand(
  raw: unknown,
  now: number,
  newId: (() => string) | null,
): ReadCommand {
  const given = fieldOf(raw, "command_id") ?? newId?.() ?? null;
  const id = typeof given === "string" ? idOf(given) : null;
  const refuse = (error: string): ReadCommand => ({ ok: false, id, error });
  if (id === null) {
    return refuse("command_id must be 1 to 128 characters.");
  }
  const chat_id = idOf(fieldOf(raw, "chat_id"));
  if (chat_id === null) return refuse("chat_id must be the id of a chat.");
  const text = fieldOf(raw, "text");
  if (typeof text !== "string" || text.length > MAX_TEXT) {
    return refuse(`text must be a text of up to ${MAX_TEXT} characters.`);
  }
  if (text.trim() === "") return refuse("text must not be empty.");
  const media = fieldOf(raw, "media_url") ?? null;
  if (media !== null) return refuse("The Agent cannot send media.");
  const until = fieldOf(raw, "expires_at") ?? now + WAITS_MS;
  const expiresAt = typeof until === "string" || typeof until === "number"
    ? parseTimestamp(until)
    : null;
  if (expiresAt === null) return refuse("expires_at must be a time.");
  return {
    ok: true,
    command: {
      command_id: id,
      chat_id,
      text,
      expires_at: new Date(expiresAt).toISOString(),
    },
  };
}

/** From when on a command is not to be executed, in ms since the epoch. */
export function expiryOf({ command, receivedAt }: JournalEntry): number {
  return parseTimestamp(command.expires_at) ?? receivedAt + WAITS_MS;
}
