import type {
  CommandEvent,
  CommandStatus,
  CommandWithTrail,
  SuggestionRule,
} from "@/lib/models/commands.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { duration } from "@/components/wording/time.ts";
import { dayIn, shortDate, timeIn } from "@/components/wording/zoned_time.ts";

/** What rules are called. */
export const RULE_TITLES: Readonly<Record<SuggestionRule, string>> = {
  unanswered: "Unanswered",
  renewal: "Renewal ending",
  tip: "Thanks for a tip",
  drop_off: "Gone silent",
};

/** When something is told, and where. */
export interface Told {
  /** Milliseconds since the epoch. */
  now: number;
  zone: string;
}

const MINUTE_MS = 60_000;

/** Until when a proposal can be approved; both in ms since the epoch. */
export function untilWords(expiresAt: number, { now, zone }: Told): string {
  if (expiresAt === Infinity) return "";
  const left = expiresAt - now;
  if (left <= 0) return `Expired at ${moment(expiresAt, { now, zone })}`;
  if (left < MINUTE_MS) return "less than 1 min left";
  if (left < 60 * MINUTE_MS) {
    return `${duration(Math.floor(left / MINUTE_MS))} left`;
  }
  return `until ${moment(expiresAt, { now, zone })}`;
}

/** What became of a proposal that nobody can decide on any more. */
export function outcomeWords(
  { status, command }: {
    status: CommandStatus | null;
    command: CommandWithTrail | null;
  },
  told: Told,
): string {
  if (command === null) return statusWords(status);
  // What the Agent says later decides nothing.
  const event = command.trail.find(({ what }) => DECISIONS.includes(what));
  if (event === undefined) return statusWords(command.status);
  const ago = agoWords(event.at, told);
  const who = event.by === null ? null : typedText(event.by);
  switch (event.what) {
    case "rejected": {
      const why = event.detail ?? command.detail;
      const what = who === null ? "It was withdrawn" : `${who} rejected it`;
      return `${what} ${ago}` +
        (why === null || why === "" ? "." : `: ${typedText(why)}`);
    }
    case "expired":
      return `It expired ${ago}: nobody approved it in time.`;
    default: {
      const isEdited = command.trail.some(({ what }) => what === "edited");
      const how = isEdited ? ", with another text" : "";
      return who === null
        ? `It was sent ${ago}.`
        : `${who} approved it ${ago}${how}.`;
    }
  }
}

/** What decides on a proposal. */
const DECISIONS: readonly CommandEvent["what"][] = [
  "approved",
  "rejected",
  "expired",
];

function statusWords(status: CommandStatus | null): string {
  switch (status) {
    case "rejected":
      return "It was rejected.";
    case "expired":
      return "It expired: nobody approved it in time.";
    case null:
    case "suggested":
      return "It is not there any more.";
    default:
      return "It was approved.";
  }
}

function agoWords(at: string, { now, zone }: Told): string {
  const then = parseTimestamp(at) ?? now;
  const age = now - then;
  if (age < MINUTE_MS) return "a moment ago";
  if (age < 60 * MINUTE_MS) return `${duration(age / MINUTE_MS)} ago`;
  return `at ${moment(then, { now, zone })}`;
}

/** A moment in few letters: "12:04", on other days "12:04 on 8 Nov 2025". */
export function moment(at: number, { now, zone }: Told): string {
  const time = timeIn(zone, at);
  return dayIn(zone, at) === dayIn(zone, now)
    ? time
    : `${time} on ${shortDate(zone, at)}`;
}

/** By what a message was proposed, and who let it be sent. */
export function originWords(
  rule: SuggestionRule,
  approvedBy: string | null | undefined,
): string {
  const by = `Suggested by the rule “${RULE_TITLES[rule]}”`;
  if (approvedBy === undefined) return by;
  return approvedBy === null
    ? `${by}, sent without asking`
    : `${by}, approved by ${typedText(approvedBy)}`;
}

/** A step of what happened to a command: several things that one did at once. */
export interface Step {
  /** "Edited and approved by Robin". */
  words: string;
  /** What was said of it; "": nothing. */
  detail: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Things that one person did within this time are one step, ms. */
const AT_ONCE_MS = 2_000;

/** What happened to a command, step by step, the oldest first. */
export function stepsOf(trail: readonly CommandEvent[]): Step[] {
  const steps: { doings: string[]; by: string | null; step: Step }[] = [];
  for (const { what, by, detail, at: time } of trail) {
    const at = parseTimestamp(time) ?? 0;
    const last = steps.at(-1);
    const isSame = last !== undefined && by !== null && last.by === by &&
      at - last.step.at < AT_ONCE_MS;
    if (isSame) {
      last.doings.push(what);
      last.step.detail ||= detail ?? "";
      last.step.at = at;
    } else {
      const step = { words: "", detail: detail ?? "", at };
      steps.push({ doings: [what], by, step });
    }
  }
  return steps.map(({ doings, by, step }) => {
    const did = doings.map((what) => DONE[what] ?? what).join(" and ");
    const words = by === null ? did : `${did} by ${typedText(by)}`;
    return {
      ...step,
      words: words.slice(0, 1).toUpperCase() + words.slice(1),
      detail: typedText(step.detail),
    };
  });
}

const DONE: Partial<Record<string, string>> = {
  sent: "given to the Agent",
  succeeded: "sent",
};
