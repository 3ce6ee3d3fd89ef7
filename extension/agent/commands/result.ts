import type { WireResult } from "../../messages.ts";
import { fieldOf } from "../capture/clean.ts";
import { idOf } from "../capture/records.ts";

/** Longest detail of a result. */
const MAX_DETAIL = 1_000;

const MAY_BE_SENT =
  "The page was closed, or did not say what became of it: the message may have been sent.";

/** What became of a command of which its page does not say it. */
export function perhapsSent(command_id: string): WireResult {
  return { command_id, status: "failed", detail: MAY_BE_SENT };
}

/** What a page says of a command; `null` where that says nothing. */
export function resultOf(raw: unknown, command_id: string): WireResult | null {
  const status = fieldOf(raw, "status");
  if (
    status !== "succeeded" && status !== "failed" && status !== "rejected"
  ) return null;
  const detail = fieldOf(raw, "detail");
  const message = idOf(fieldOf(raw, "message_id"));
  return {
    command_id,
    status,
    ...typeof detail === "string"
      ? { detail: detail.slice(0, MAX_DETAIL).toWellFormed() }
      : {},
    ...message === null ? {} : { message_id: message },
  };
}
