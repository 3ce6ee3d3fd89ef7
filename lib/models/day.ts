/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Whole UTC days, from `from` on and before `to`, counted from 1970. */
export interface DayRange {
  from: number;
  to: number;
}

/** The UTC day of a time in ms, counted from 1 January 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The date of a day, as `2025-11-08`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
