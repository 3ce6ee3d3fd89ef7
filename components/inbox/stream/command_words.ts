import type { Pending } from "./commands.ts";

/** What is said of a message on its way, and what can be done about it. */
export interface CommandWords {
  tone: "busy" | "good" | "bad";
  text: string;
  canRetry: boolean;
  canDiscard: boolean;
}

/** Where a message stands, in words; `now` in ms since the epoch. */
export function commandWords(pending: Pending, now: number): CommandWords {
  const { status, detail, expiresAt } = pending;
  const isLate = expiresAt !== null && expiresAt <= now;
  switch (status) {
    case "sending":
      return busy("Sending…");
    case "approving":
      return busy("Approving…");
    case "unsent":
      return bad("Not sent: the service could not be reached");
    case "suggested":
      return busy("Proposed");
    case "queued":
      return isLate ? expired(pending) : busy("Waiting for the Agent");
    case "sent":
      return isLate ? expired(pending) : busy("Sent to the Agent");
    case "succeeded":
      return { tone: "good", text: "Sent", canRetry: false, canDiscard: false };
    case "failed":
      return bad(`Failed${reason(detail)}`);
    case "rejected":
      return { ...bad(`Rejected${reason(detail)}`), canRetry: false };
    case "expired":
      return expired(pending);
  }
}

function expired({ wasSent }: Pending): CommandWords {
  return bad(
    wasSent
      ? "Expired: the Agent did not say what became of it"
      : "Expired: no Agent took it in time",
  );
}

function reason(detail: string | null): string {
  return detail === null || detail === "" ? "" : `: ${detail}`;
}

function busy(text: string): CommandWords {
  return { tone: "busy", text, canRetry: false, canDiscard: false };
}

function bad(text: string): CommandWords {
  return { tone: "bad", text, canRetry: true, canDiscard: true };
}
