import { CloseCode } from "@/lib/models/close_codes.ts";
import { AgentError } from "./events.ts";

/** What a WebSocket library or proxy says instead of 4413 (RFC 6455). */
const MESSAGE_TOO_BIG = 1009;

/**
 * The error that a close code means where connecting again would not help, or
 * `null`. `largestFrame` is the size in bytes of the largest frame under way.
 */
export function fatalClose(
  code: number,
  reason: string,
  largestFrame: number,
): AgentError | null {
  const said = reason ? ` The server said: ${reason}` : "";
  switch (code) {
    case CloseCode.NotAuthenticated:
      return new AgentError(
        "not_authenticated",
        "The server does not accept this token. Pair the Agent again in the " +
          `dashboard's settings and use the new token.${said}`,
      );
    case CloseCode.NotYourAccount:
      return new AgentError(
        "not_your_account",
        "The token does not belong to the account in the URL, or may not send " +
          `data. Use the URL that pairing gave with this token.${said}`,
      );
    case CloseCode.Replaced:
      return new AgentError(
        "replaced",
        "A newer Agent connected to this account and took over. Stop one of " +
          `the two, then start this one again.${said}`,
      );
    case MESSAGE_TOO_BIG:
    case CloseCode.FrameTooLarge:
      return new AgentError(
        "frame_too_large",
        `A frame was too large for the server (the largest under way has ${
          (largestFrame / 1024 / 1024).toFixed(1)
        } MiB). A single chat or message that big cannot be sent: shorten it ` +
          `or leave it out.${said}`,
      );
    default:
      return null;
  }
}

/** What a close code that is worth another attempt means, in words. */
export function describeClose(code: number, reason: string): string {
  const meaning = meanings[code];
  if (meaning && reason) return `${meaning} (${reason})`;
  return meaning ?? (reason || `closed with code ${code}`);
}

const meanings: Partial<Record<number, string>> = {
  1001: "the server went away",
  1006: "the connection broke",
  [CloseCode.ServiceRestart]: "the server is restarting",
  [CloseCode.TooManyMalformed]: "the server could not read too many frames",
  [CloseCode.Silent]: "the server heard nothing for a minute",
  [CloseCode.TooFast]: "the server asks to send more slowly",
};
