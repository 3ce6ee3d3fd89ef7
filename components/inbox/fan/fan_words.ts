import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { UserRef } from "@/lib/models/user.ts";
import { dollars } from "@/components/wording/money.ts";
import { duration } from "@/components/wording/time.ts";
import { shortDate } from "@/components/wording/zoned_time.ts";

/** Where and when something is told. */
interface Told {
  /** Milliseconds since the epoch. */
  now: number;
  zone: string;
}

const DAY_MS = 86_400_000;

/** When a fan was last seen, in words; `at` in ms since the epoch. */
export function lastSeenWords(at: number | null, { now, zone }: Told): string {
  if (at === null) return "Not seen yet";
  const age = now - at;
  if (age < 60_000) return "Seen just now";
  if (age < 2 * DAY_MS) return `Seen ${duration(age / 60_000)} ago`;
  return `Seen on ${shortDate(zone, at)}`;
}

/**
 * What is known of a fan's subscription, a sentence each. The site's own record
 * of it wins; where it lacks something, the profile's other fields serve.
 */
export function subscriptionWords(
  user: UserRef | null,
  { now, zone }: Told,
): string[] {
  if (user === null) return [];
  const record = recordOf(user.subscribedOnData);
  const until = timeOf(record.expiredAt) ??
    parseTimestamp(user.subscribedByExpireDate);
  const words = [standing(user, until, { now, zone })];
  const since = timeOf(record.subscribeAt);
  if (since !== null) words.push(`Since ${shortDate(zone, since)}.`);
  if (typeof record.price === "number") {
    words.push(
      record.price === 0 ? "Free." : `${dollars(record.price)} a month.`,
    );
  }
  if (isActive(user) && user.subscribedByAutoprolong != null) {
    words.push(
      user.subscribedByAutoprolong
        ? "Renews by itself."
        : "Does not renew by itself.",
    );
  }
  return words.filter((text) => text !== "");
}

function isActive({ subscribedOn, subscribedBy }: UserRef): boolean {
  return (subscribedOn ?? subscribedBy) === true;
}

function standing(
  user: UserRef,
  until: number | null,
  { now, zone }: Told,
): string {
  if (until !== null && until <= now) {
    return `The subscription ended on ${shortDate(zone, until)}.`;
  }
  if (user.subscribedOnExpiredNow === true) {
    return "The subscription has ended.";
  }
  if (isActive(user)) {
    return until === null
      ? "Subscribed."
      : `Subscribed until ${shortDate(zone, until)}.`;
  }
  const isKnown = user.subscribedOn != null || user.subscribedBy != null;
  return isKnown ? "Not subscribed." : "";
}

/** As much of the site's record of a subscription as is used here. */
interface SubscriptionRecord {
  price?: unknown;
  subscribeAt?: unknown;
  expiredAt?: unknown;
}

function recordOf(data: unknown): SubscriptionRecord {
  return typeof data === "object" && data !== null ? data : {};
}

function timeOf(value: unknown): number | null {
  return typeof value === "string" || typeof value === "number"
    ? parseTimestamp(value)
    : null;
}

/** A name of the wire for people: "ask for tip". */
export function spaced(name: string): string {
  return name.replaceAll("_", " ");
}
