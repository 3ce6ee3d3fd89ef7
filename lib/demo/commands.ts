import type { CommandHandler } from "@/lib/agent/command_desk.ts";
import { type Clock, wait } from "@/lib/store/clock.ts";
import type { LiveMessages } from "./live.ts";
import type { Random } from "./random.ts";
import type { DemoMessage } from "./wire.ts";

/** What the demo's Agent carries commands out with. */
export interface DemoCommandsOptions {
  /** As `generateDemo` made them. */
  chats: readonly { id: number }[];
  stream: Pick<LiveMessages, "reply">;
  /** Sends a message to the Brain; resolves when it is acknowledged. */
  send(message: DemoMessage): Promise<unknown>;
  clock: Clock;
  random: Random;
}

/** How long the site takes to send a message, in ms. */
const SITE_MS = { from: 300, to: 900 };

/**
 * Carries out commands as an extension does: the site sends the message after a
 * while, and then shows it in its chat.
 */
export function demoCommands(
  { chats, stream, send, clock, random }: DemoCommandsOptions,
): CommandHandler {
  const known = new Set(chats.map(({ id }) => String(id)));
  return async ({ chat_id, text }) => {
    await wait(clock, random.int(SITE_MS.from, SITE_MS.to));
    if (!known.has(chat_id)) {
      return { status: "failed", detail: "The demo has no such chat." };
    }
    const message = stream.reply(Number(chat_id), text);
    await send(message);
    return { status: "succeeded", message_id: message.id };
  };
}
