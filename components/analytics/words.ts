import { duration } from "@/components/wording/time.ts";
import type { OutcomeKind } from "@/lib/models/conversation.ts";
import type { FunnelStage } from "@/lib/models/insight_queries.ts";

/** What outcomes are called, one and several. */
export const OUTCOMES: Record<OutcomeKind, string> = {
  tip: "Tips",
  purchase: "Purchases",
  renewal: "Renewals",
  subscription_ending: "Subscriptions ending",
  subscription_ended: "Subscriptions ended",
  drop_off: "Drop-offs",
  reactivation: "Fans who came back",
};

/** What the steps of the funnel are called. */
export const STAGES: Record<FunnelStage, string> = {
  session: "Session",
  greeting: "Greeting",
  offer: "Offer",
  purchase: "Purchase or tip",
};

/** An amount for people: "$1,204.50", "$40". */
export function dollars(amount: number): string {
  return Number.isInteger(amount) ? WHOLE.format(amount) : CENTS.format(amount);
}

/** Minutes for an axis: "0", "30 min", "2 h". */
export function shortMinutes(minutes: number): string {
  return minutes === 0 ? "0" : duration(minutes);
}

/** A day in letters: "Mon 3 Nov 2025". */
export function longDay(date: string): string {
  return LONG_DAY.format(Date.parse(date)).replace(",", "");
}

const WHOLE = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});

const CENTS = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
});

const LONG_DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
