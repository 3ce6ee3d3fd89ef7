import { ChatId, type Command } from "@/lib/models/mod.ts";

/** Noon of the day of the tests, ms since the epoch. */
export const NOON = Date.parse("2025-11-08T12:00:00Z");
const MINUTE_MS = 60_000;

/** A time so many minutes after {@linkcode NOON}. */
export function afterNoon(minutes: number): string {
  return new Date(NOON + minutes * MINUTE_MS).toISOString();
}

/** A message that a rule proposed in chat 1001, for half an hour from noon on. */
export function proposed(id: string, change: Partial<Command> = {}): Command {
  return {
    command_id: id,
    chat_id: ChatId.parse("1001"),
    text: `Text ${id}`,
    media_url: null,
    status: "suggested",
    created_at: afterNoon(-1),
    expires_at: afterNoon(30),
    changed_at: afterNoon(-1),
    created_by: "tip",
    approved_by: null,
    suggestion: { rule: "tip", reason: "Sam tipped $20.00", message_id: null },
    detail: null,
    message_id: null,
    ...change,
  };
}
