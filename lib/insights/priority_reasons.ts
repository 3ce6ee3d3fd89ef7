import { isoTime, type Priority } from "@/lib/models/mod.ts";
import {
  MOST_POINTS,
  type PriorityFacts,
  type PriorityParts,
  priorityParts,
} from "./priority.ts";
import { dollarsOf } from "./metrics.ts";

/** Each part of a conversation's priority, and the fact that it rests on. */
export function priorityReasons(
  facts: PriorityFacts,
  now: number,
): Priority["parts"] {
  const points = priorityParts(facts, now);
  const because = reasons(facts, now);
  const parts = [
    "waiting",
    "sentiment",
    "spend",
    "recency",
    "subscription",
  ] as const;
  return parts.map((part) => ({
    part,
    points: points[part],
    most: MOST_POINTS[part],
    because: because[part],
  }));
}

function reasons(
  facts: PriorityFacts,
  now: number,
): Record<keyof PriorityParts, string> {
  const { waitingSince, sentiment, spentCents, lastInboundAt } = facts;
  return {
    waiting: waitingSince === null
      ? "nothing waits for an answer"
      : `has waited for an answer since ${isoTime(waitingSince)}`,
    sentiment: sentiment === null
      ? "no sentiment is known"
      : `the mean sentiment is ${sentiment.toFixed(2)}, from -1 to 1`,
    spend: spentCents === 0
      ? "no payment is known"
      : `has spent ${dollarsOf(spentCents).toFixed(2)} dollars`,
    recency: lastInboundAt === null
      ? "the fan has not written"
      : `the fan wrote last at ${isoTime(lastInboundAt)}`,
    subscription: subscriptionReason(facts, now),
  };
}

function subscriptionReason(
  { subscriptionEndsAt }: PriorityFacts,
  now: number,
): string {
  if (subscriptionEndsAt === null) {
    return "no end of the subscription within a week is known";
  }
  const verb = subscriptionEndsAt < now ? "ended" : "ends";
  return `the subscription ${verb} at ${isoTime(subscriptionEndsAt)}`;
}
