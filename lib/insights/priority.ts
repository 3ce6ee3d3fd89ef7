import { DAY_MS } from "@/lib/models/mod.ts";

/** What a conversation's priority depends on. */
export interface PriorityFacts {
  /** Start of the oldest unanswered fan turn, in ms; `null` if none waits. */
  waitingSince: number | null;
  /** Mean sentiment, -1 to 1; `null` if not known. */
  sentiment: number | null;
  /** What the fan has spent, in US cents. */
  spentCents: number;
  /** The fan's latest message, in ms; `null` if there is none. */
  lastInboundAt: number | null;
  /** When the fan's subscription ends, in ms; `null` if not known. */
  subscriptionEndsAt: number | null;
}

/** Points by reason; they add up to the score, 0 to 100. */
export interface PriorityParts {
  /** An unanswered fan turn: 0 to 40, half of it after about 4 hours. */
  waiting: number;
  /** The fan is unhappy: 0 (delighted) to 15 (upset). */
  sentiment: number;
  /** The fan spends: 0 to 20, two thirds of it at 100 dollars. */
  spend: number;
  /** The fan wrote lately: 0 to 15, a third of it after a week. */
  recency: number;
  /** The subscription ends within a week: 0 to 10. */
  subscription: number;
}

/** The most points that each part may have. */
export const MOST_POINTS: Readonly<Record<keyof PriorityParts, number>> = {
  waiting: 40,
  sentiment: 15,
  spend: 20,
  recency: 15,
  subscription: 10,
};

const WAITING_SCALE_MS = 6 * 3_600_000;
const SPEND_SCALE_CENTS = 10_000;
const WEEK_MS = 7 * DAY_MS;

/** Each reason why a conversation wants an answer now, in points. */
export function priorityParts(
  facts: PriorityFacts,
  now: number,
): PriorityParts {
  const { waitingSince, sentiment, lastInboundAt, subscriptionEndsAt } = facts;
  const left = subscriptionEndsAt === null ? null : subscriptionEndsAt - now;
  return {
    waiting: waitingSince === null ? 0 : MOST_POINTS.waiting *
      saturate((now - waitingSince) / WAITING_SCALE_MS),
    sentiment: sentiment === null
      ? 0
      : MOST_POINTS.sentiment * (1 - sentiment) / 2,
    spend: MOST_POINTS.spend * saturate(facts.spentCents / SPEND_SCALE_CENTS),
    recency: lastInboundAt === null ? 0 : MOST_POINTS.recency *
      Math.exp(-Math.max(0, now - lastInboundAt) / WEEK_MS),
    subscription: left === null || left < 0 || left > WEEK_MS
      ? 0
      : MOST_POINTS.subscription * (1 - left / WEEK_MS),
  };
}

/** The sum of the parts, 0 to 100, to one decimal. */
export function priorityScore(facts: PriorityFacts, now: number): number {
  const parts = priorityParts(facts, now);
  const sum = parts.waiting + parts.sentiment + parts.spend + parts.recency +
    parts.subscription;
  return Math.round(Math.min(100, Math.max(0, sum)) * 10) / 10;
}

/** From 0 towards 1 as `x` grows from 0. */
function saturate(x: number): number {
  return 1 - Math.exp(-Math.max(0, x));
}
