import type { DayOrTime, DayRange, TimeRange } from "@/lib/models/mod.ts";
import { type Calendar, UTC } from "./calendar.ts";

/** Days of the default range. */
export const DEFAULT_RANGE_DAYS = 30;

/** The last 30 days of a calendar: today, and the 29 days before it. */
export function defaultRange(now: number, calendar: Calendar = UTC): DayRange {
  const to = calendar.dayOf(now) + 1;
  return { from: to - DEFAULT_RANGE_DAYS, to };
}

/**
 * The days of a half-open range: by default up to this day, and from 30 days
 * before its end; a time stands for its day. `null` if there are none, or more
 * than `maxDays`.
 */
export function askedRange(
  { start_date, end_date }: { start_date?: DayOrTime; end_date?: DayOrTime },
  { now, calendar, maxDays }: {
    now: number;
    calendar: Calendar;
    maxDays: number;
  },
): DayRange | null {
  const to = end_date === undefined
    ? calendar.dayOf(now) + 1
    : "day" in end_date
    ? end_date.day
    : calendar.dayOf(end_date.at - 1) + 1;
  const from = start_date === undefined
    ? to - DEFAULT_RANGE_DAYS
    : "day" in start_date
    ? start_date.day
    : calendar.dayOf(start_date.at);
  return from < to && to - from <= maxDays ? { from, to } : null;
}

/** The range of equal length just before. */
export function previousRange({ from, to }: DayRange): DayRange {
  return { from: from - (to - from), to: from };
}

/** The time from the first moment of a range's days to the end of the last. */
export function timesOf(
  { from, to }: DayRange,
  calendar: Calendar = UTC,
): TimeRange {
  return { start: calendar.startOf(from), end: calendar.startOf(to) };
}

/** The range's borders as half-open times in UTC. */
export function rangeDates(
  range: DayRange,
  calendar: Calendar = UTC,
): {
  start_date: string;
  end_date: string;
} {
  const { start, end } = timesOf(range, calendar);
  return {
    start_date: new Date(start).toISOString(),
    end_date: new Date(end).toISOString(),
  };
}
