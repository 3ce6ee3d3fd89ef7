import { describeClose } from "@/lib/agent/close_codes.ts";
import { CloseCode } from "@/lib/models/close_codes.ts";

/** What a WebSocket library or proxy says instead of 4413 (RFC 6455). */
const MESSAGE_TOO_BIG = 1009;

/** What the end of a connection asks for. */
export type Closing =
  /** Connecting again would not help until somebody pairs again. */
  | { kind: "refused"; detail: string }
  /** A newer Agent has taken over. */
  | { kind: "replaced"; detail: string }
  /** A frame was too large. */
  | { kind: "too_large"; detail: string }
  /** Connect again. */
  | { kind: "broken"; detail: string };

/** What to make of a close code and its reason. */
export function closingOf(code: number, reason: string): Closing {
  const said = reason ? ` The service said: ${reason}` : "";
  switch (code) {
    case CloseCode.NotAuthenticated:
      return {
        kind: "refused",
        detail: "The service does not accept this pairing. Pair again with a " +
          `new code from its settings.${said}`,
      };
    case CloseCode.NotYourAccount:
      return {
        kind: "refused",
        detail: "The pairing is not of this account of the service. Pair " +
          `again with a new code from its settings.${said}`,
      };
    case CloseCode.Replaced:
      return {
        kind: "replaced",
        detail: "Another Agent of this account is connected, in another " +
          "browser perhaps. This one tries again later, or when you ask for it.",
      };
    case MESSAGE_TOO_BIG:
    case CloseCode.FrameTooLarge:
      return {
        kind: "too_large",
        detail: `Something was too large for the service.${said}`,
      };
  }
  return {
    kind: "broken",
    detail: code === 0 ? reason : describeClose(code, reason),
  };
}
