import type { Head } from "./head.ts";

/** Days that a head remembers to have changed. */
const REMEMBERED_DAYS = 12;

/**
 * Notes which days of the visible dataset this commit changes, so that who has
 * read figures before knows which of them to read again.
 */
export function noteChangedDays(head: Head, days: Iterable<number>): void {
  const { changed, commits } = head;
  for (const day of days) changed.days[day] = commits;
  const all = Object.entries(changed.days);
  if (all.length <= REMEMBERED_DAYS) return;
  all.sort(([, a], [, b]) => b - a);
  changed.days = Object.fromEntries(all.slice(0, REMEMBERED_DAYS));
  // Of the forgotten days, this one changed last.
  const [, since = commits] = all[REMEMBERED_DAYS] ?? [];
  changed.since = Math.max(changed.since, since);
}

/** Notes that any day may have changed: another dataset is visible. */
export function forgetChangedDays(head: Head): void {
  head.changed = { since: head.commits, days: {} };
}
