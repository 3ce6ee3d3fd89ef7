import { isoTime } from "@/lib/models/mod.ts";
import { isProposed, type StoredCommand } from "./record.ts";

/** Why nobody can decide about a command, in a word and for people. */
export interface DecisionRefusal {
  ok: false;
  code:
    | "unknown_command"
    | "not_suggested"
    | "approved"
    | "rejected"
    | "expired"
    | "too_many";
  reason: string;
}

/** There is no such command. */
export const UNKNOWN_COMMAND: DecisionRefusal = {
  ok: false,
  code: "unknown_command",
  reason: "The account has no such command.",
};

/** Why a command cannot be approved or rejected at `now`; `null`: it can. */
export function decisionRefusal(
  command: StoredCommand,
  now: number,
): DecisionRefusal | null {
  if (isProposed(command, now)) return null;
  const { suggestion, approvedBy, status, createdBy, expiresAt } = command;
  if (suggestion == null) {
    return refused("not_suggested", `${createdBy} wrote this message.`);
  }
  const trail = command.trail ?? [];
  const approved = trail.find(({ what }) => what === "approved");
  if (approved !== undefined) {
    const by = approvedBy ?? `The rule ${suggestion.rule}`;
    return refused("approved", `${by} approved it at ${approved.at}.`);
  }
  if (status === "rejected") {
    const { by, at, detail } = trail.findLast(({ what }) =>
      what === "rejected"
    ) ?? { by: null, at: isoTime(command.changedAt), detail: null };
    const said = detail === null || detail === "" ? "" : `: ${detail}`;
    return refused(
      "rejected",
      by === null
        ? `It was withdrawn at ${at}${said}`
        : `${by} rejected it at ${at}${said}`,
    );
  }
  return refused("expired", `It expired at ${isoTime(expiresAt)}.`);
}

function refused(
  code: DecisionRefusal["code"],
  reason: string,
): DecisionRefusal {
  return { ok: false, code, reason };
}
