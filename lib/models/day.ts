/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Whole days of a calendar, from `from` on and before `to`, counted from 1970. */
export interface DayRange {
  from: number;
  to: number;
}

/** A range of time in ms, half-open. */
export interface TimeRange {
  start: number;
  end: number;
}

/** The UTC day of a time in ms, counted from 1 January 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The date of a day, as `2025-11-08`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
