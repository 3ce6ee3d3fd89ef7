/** Offsets of time zones are whole quarters of an hour: in one, it is one day. */
const QUARTER_MS = 15 * 60_000;
/** Quarters that are remembered per zone; then it is begun anew. */
const MOST_QUARTERS = 20_000;

interface Zone {
  time: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  dayOfYear: Intl.DateTimeFormat;
  full: Intl.DateTimeFormat;
  short: Intl.DateTimeFormat;
  /** Dates by quarter of an hour. */
  dates: Map<number, string>;
}

const ZONES = new Map<string, Zone>();

/** Formats are dear to make: each zone has its own, once. */
function zoneOf(timeZone: string): Zone {
  const known = ZONES.get(timeZone);
  if (known !== undefined) return known;
  const format = (options: Intl.DateTimeFormatOptions, locale = "en-GB") =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const made: Zone = {
    time: format({ hour: "2-digit", minute: "2-digit" }),
    date: format(
      { year: "numeric", month: "2-digit", day: "2-digit" },
      "en-CA",
    ),
    day: format({ weekday: "long", day: "numeric", month: "long" }),
    dayOfYear: format({ day: "numeric", month: "long", year: "numeric" }),
    full: format({
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    }),
    short: format({ day: "numeric", month: "short", year: "numeric" }),
    dates: new Map(),
  };
  ZONES.set(timeZone, made);
  return made;
}

/** The day of a moment somewhere, as YYYY-MM-DD; quick for many of them. */
export function dayIn(timeZone: string, at: number): string {
  const zone = zoneOf(timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  const known = zone.dates.get(quarter);
  if (known !== undefined) return known;
  if (zone.dates.size >= MOST_QUARTERS) zone.dates.clear();
  const date = zone.date.format(at);
  zone.dates.set(quarter, date);
  return date;
}

/** The time of day somewhere: "12:34". */
export function timeIn(timeZone: string, at: number): string {
  return zoneOf(timeZone).time.format(at);
}

/** A day for a heading: "Today", "Yesterday", "Saturday 8 November", or with its year. */
export function dayWords(timeZone: string, at: number, now: number): string {
  const zone = zoneOf(timeZone);
  const day = dayIn(timeZone, at);
  if (day === dayIn(timeZone, now)) return "Today";
  if (day === dayIn(timeZone, now - 86_400_000)) return "Yesterday";
  const isThisYear = day.slice(0, 4) === dayIn(timeZone, now).slice(0, 4);
  return (isThisYear ? zone.day : zone.dayOfYear).format(at);
}

/** A moment with all that is known of it, and the zone that it is told in. */
export function fullTime(timeZone: string, at: number): string {
  return `${zoneOf(timeZone).full.format(at)} (${timeZone})`;
}

/** A date in few letters: "8 Nov 2025". */
export function shortDate(timeZone: string, at: number): string {
  return zoneOf(timeZone).short.format(at);
}
