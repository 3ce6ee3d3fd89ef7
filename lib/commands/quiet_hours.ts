import type { QuietHours } from "@/lib/models/mod.ts";

/** A span of quiet hours, in ms; the end is not part of it. */
interface Span {
  from: number;
  to: number;
}

/**
 * Until when it is quiet at `now`, both in ms; `null` if it is not. Where clocks
 * are changed within a span, it is rather longer than shorter: a beginning that
 * comes twice is the first, one that does not come is before the gap, and an end
 * the other way round.
 */
export function quietUntil(
  now: number,
  hours: QuietHours | null,
  timeZone: string,
): number | null {
  const within = spansAround(now, hours, timeZone)
    .filter(({ from, to }) => from <= now && now < to);
  return within.length === 0 ? null : Math.max(...within.map(({ to }) => to));
}

/** When it is quiet next, in ms, at `now` at the earliest; `null`: never. */
export function nextQuietAt(
  now: number,
  hours: QuietHours | null,
  timeZone: string,
): number | null {
  const ahead = spansAround(now, hours, timeZone).filter(({ to }) => now < to);
  return ahead.length === 0
    ? null
    : Math.max(now, Math.min(...ahead.map(({ from }) => from)));
}

/** The spans that begin on the days about a time. */
function spansAround(
  now: number,
  hours: QuietHours | null,
  timeZone: string,
): Span[] {
  if (hours === null) return [];
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(now))
    .toZonedDateTimeISO(timeZone).toPlainDate();
  const isOvernight = hours.to < hours.from;
  return [-2, -1, 0, 1, 2].map((days) => {
    const day = today.add({ days });
    const lastDay = isOvernight ? day.add({ days: 1 }) : day;
    return {
      from: timeOf(day, hours.from, { timeZone, disambiguation: "earlier" }),
      to: timeOf(lastDay, hours.to, { timeZone, disambiguation: "later" }),
    };
  });
}

function timeOf(
  day: Temporal.PlainDate,
  time: string,
  { timeZone, disambiguation }: {
    timeZone: string;
    disambiguation: "earlier" | "later";
  },
): number {
  return day.toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
}
