import { DAY_MS, dayOf, type DayRange } from "@/lib/models/mod.ts";

/** Days of the default range. */
export const DEFAULT_RANGE_DAYS = 30;

/** The last 30 days: today, and the 29 UTC days before it. */
export function defaultRange(now: number): DayRange {
  const to = dayOf(now) + 1;
  return { from: to - DEFAULT_RANGE_DAYS, to };
}

/** The range of equal length just before. */
export function previousRange({ from, to }: DayRange): DayRange {
  return { from: from - (to - from), to: from };
}

/** The range's borders as half-open times in UTC. */
export function rangeDates({ from, to }: DayRange): {
  start_date: string;
  end_date: string;
} {
  return {
    start_date: new Date(from * DAY_MS).toISOString(),
    end_date: new Date(to * DAY_MS).toISOString(),
  };
}
