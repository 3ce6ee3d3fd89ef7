import {
  DAY_MS,
  type OutcomeKind,
  parseTimestamp,
  type UserRef,
} from "@/lib/models/mod.ts";

/** A fan silent for this long has dropped off. */
export const DROP_OFF_MS = 14 * DAY_MS;
/** A fan who writes again after at least this silence has come back. */
export const REACTIVATION_MS = 14 * DAY_MS;
/** Fans who wrote less than this never had a conversation to drop out of. */
export const DROP_OFF_MIN_INBOUND = 5;
/** A subscription is ending when it expires within this time. */
export const SUBSCRIPTION_ENDING_MS = 7 * DAY_MS;

/** The profile fields that tell of the fan's subscription to the creator. */
export type SubscriptionFields = Partial<
  Pick<
    UserRef,
    | "subscribedOn"
    | "subscribedBy"
    | "subscribedByExpireDate"
    | "subscribedByAutoprolong"
    | "subscribedOnData"
  >
>;

/** What is known of a conversation beyond its single messages. */
export interface ConversationFacts extends SubscriptionFields {
  /** Messages from the fan. */
  inboundCount: number;
  /** Milliseconds since the epoch of the fan's latest message. */
  lastInboundAt: number | null;
}

/** An outcome that follows from time or from the fan's profile. */
export interface InferredOutcome {
  kind: Extract<
    OutcomeKind,
    "drop_off" | "subscription_ending" | "subscription_ended"
  >;
  /** When it happens or happened, ISO 8601 in UTC. */
  date: string;
  /** true: stated by the profile; false: concluded from silence. */
  observed: boolean;
  /** The fact it rests on, for display beside it. */
  evidence: string;
}

/**
 * Outcomes of a conversation as of `now` (milliseconds since the epoch), at
 * most one of each kind. Neither date depends on `now`, so that the same
 * conversation gives the same outcome on every day that it holds.
 */
export function inferOutcomes(
  conversation: ConversationFacts,
  now: number,
): InferredOutcome[] {
  return [dropOff(conversation, now), subscription(conversation, now)]
    .filter((outcome) => outcome !== null);
}

function dropOff(
  { inboundCount, lastInboundAt }: ConversationFacts,
  now: number,
): InferredOutcome | null {
  if (lastInboundAt === null || inboundCount < DROP_OFF_MIN_INBOUND) {
    return null;
  }
  if (now - lastInboundAt < DROP_OFF_MS) return null;
  const date = isoDate(lastInboundAt + DROP_OFF_MS);
  const last = isoDate(lastInboundAt);
  if (date === null || last === null) return null;
  return {
    kind: "drop_off",
    date,
    observed: false,
    evidence: `${inboundCount} messages, the last on ${last.slice(0, 10)}`,
  };
}

function subscription(
  fan: ConversationFacts,
  now: number,
): InferredOutcome | null {
  const expiresAt = subscriptionEnd(fan);
  const date = expiresAt === null ? null : isoDate(expiresAt);
  if (expiresAt === null || date === null) return null;
  const day = date.slice(0, 10);
  if (expiresAt <= now) {
    return {
      kind: "subscription_ended",
      date,
      observed: true,
      evidence: `subscription expired on ${day}`,
    };
  }
  if (expiresAt - now > SUBSCRIPTION_ENDING_MS) return null;
  return {
    kind: "subscription_ending",
    date,
    observed: true,
    evidence: `subscription expires on ${day}`,
  };
}

/**
 * Milliseconds since the epoch at which the subscription ends, or `null` if
 * the profile names no end. One that renews itself has a next payment, not an
 * end, whichever field gives that time. `subscribedOnData` is the site's own
 * record of a fan's subscription and wins; the `subscribedBy…` fields serve
 * where a client sends only those.
 */
export function subscriptionEnd(fan: SubscriptionFields): number | null {
  if (renewsItself(fan)) return null;
  return recordedEnd(fan.subscribedOnData) ??
    parseTimestamp(fan.subscribedByExpireDate);
}

/** Whether it renews itself; one that has ended does not any more. */
function renewsItself(
  { subscribedOn, subscribedBy, subscribedByAutoprolong }: SubscriptionFields,
): boolean {
  return subscribedByAutoprolong === true &&
    (subscribedOn ?? subscribedBy) !== false;
}

function recordedEnd(record: unknown): number | null {
  if (typeof record !== "object" || record === null) return null;
  if (!("expiredAt" in record)) return null;
  const { expiredAt } = record;
  return typeof expiredAt === "string" || typeof expiredAt === "number"
    ? parseTimestamp(expiredAt)
    : null;
}

function isoDate(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
