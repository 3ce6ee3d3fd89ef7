const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago `then` was, in a few letters: "now", "5m", "3h", "2d", "4w". */
export function ago(then: number, now: number): string {
  const age = now - then;
  if (age < MINUTE) return "now";
  if (age < HOUR) return `${Math.floor(age / MINUTE)}m`;
  if (age < DAY) return `${Math.floor(age / HOUR)}h`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)}d`;
  if (age < 365 * DAY) return `${Math.floor(age / (7 * DAY))}w`;
  return `${Math.floor(age / (365 * DAY))}y`;
}

/** A duration of so many minutes for people: "45 s", "14 min", "3 h 5 min". */
export function duration(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  if (seconds < 60) return `${seconds} s`;
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 48) return joined(hours, "h", whole % 60, "min");
  const allHours = Math.round(whole / 60);
  return joined(Math.floor(allHours / 24), "d", allHours % 24, "h");
}

function joined(big: number, bigUnit: string, small: number, unit: string) {
  return small === 0
    ? `${big} ${bigUnit}`
    : `${big} ${bigUnit} ${small} ${unit}`;
}

/** A date for people, in UTC as the figures are: "8 Nov 2025, 12:34 UTC". */
export function dateTime(at: number): string {
  const time = new Date(at).toISOString().slice(11, 16);
  return `${yearDay(at)}, ${time} UTC`;
}

/** A day for people, in UTC: "8 Nov". */
export function day(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** A day with its weekday, in UTC: "Sat 8 Nov". */
export function weekDay(at: number): string {
  return `${WEEKDAYS[new Date(at).getUTCDay()]} ${day(at)}`;
}

/** A day with its year, in UTC: "8 Nov 2025". */
export function yearDay(at: number): string {
  return `${day(at)} ${new Date(at).getUTCFullYear()}`;
}

/** A day with all that it is called by, in UTC: "Sat 8 Nov 2025". */
export function fullDay(at: number): string {
  return `${WEEKDAYS[new Date(at).getUTCDay()]} ${yearDay(at)}`;
}

// Made by hand: a page's first `Intl` format takes tens of milliseconds.
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sept",
  "Oct",
  "Nov",
  "Dec",
] as const;
