import { yearDay } from "@/components/wording/time.ts";
import { dayIn } from "@/components/wording/zoned_time.ts";

/** Days that figures are of: the last ones up to today, or from one to another. */
export type Range =
  | { kind: "last"; days: number }
  /** Dates as YYYY-MM-DD, both of which count. */
  | { kind: "custom"; from: string; to: string };

/** The ranges that are one press away, in days. */
export const PRESETS = [7, 30, 90] as const;

/** What a dashboard opens with. */
export const DEFAULT_RANGE: Range = { kind: "last", days: 30 };

/** Days of one answer; the service gives no more. */
const MOST_DAYS = 1_096;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** The range that a page's address asks for; the default if it asks for none. */
export function rangeOf(query: URLSearchParams): Range {
  const [from, to] = [query.get("from"), query.get("to")];
  if (from !== null && to !== null && isRange(from, to)) {
    return { kind: "custom", from, to };
  }
  const days = Number(query.get("range"));
  return PRESETS.some((preset) => preset === days)
    ? { kind: "last", days }
    : DEFAULT_RANGE;
}

/** Whether two dates are a range that the service answers for. */
export function isRange(from: string, to: string): boolean {
  if (!DATE.test(from) || !DATE.test(to)) return false;
  const days = daysBetween(from, to) + 1;
  return days >= 1 && days <= MOST_DAYS;
}

/** The part of a page's address that asks for the range; none for the default. */
export function rangeQuery(range: Range): Record<string, string> {
  if (range.kind === "custom") return { from: range.from, to: range.to };
  return range.days === 30 ? {} : { range: String(range.days) };
}

/** The range as the REST API has it: dates, the last of which does not count. */
export function rangeParameters(
  range: Range,
  { now, zone }: { now: number; zone: string },
): { start_date: string; end_date: string } {
  if (range.kind === "custom") {
    return { start_date: range.from, end_date: plusDays(range.to, 1) };
  }
  const end = plusDays(dayIn(zone, now), 1);
  return { start_date: plusDays(end, -range.days), end_date: end };
}

/** The range in words: "last 30 days", "1 Nov to 8 Nov". */
export function rangeWords(range: Range): string {
  if (range.kind === "last") return `last ${range.days} days`;
  const { from, to } = range;
  return from === to
    ? dateWords(from)
    : `${dateWords(from)} to ${dateWords(to)}`;
}

/** How many days are between two dates, or moments that days begin at. */
export function daysBetween(start: string, end: string): number {
  // A day on which clocks change has 23 or 25 hours.
  return Math.round((Date.parse(end) - Date.parse(start)) / DAY_MS);
}

/** The range that figures are compared with: "the 30 days before". */
export function beforeWords(
  { start_date, end_date }: { start_date: string; end_date: string },
): string {
  const days = daysBetween(start_date, end_date);
  return days === 1 ? "the day before" : `the ${days} days before`;
}

/** A date some days later, as YYYY-MM-DD. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function dateWords(date: string): string {
  return yearDay(Date.parse(date));
}
