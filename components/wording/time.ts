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
  return `${DATE_TIME.format(at)} UTC`;
}

/** A day for people, in UTC: "8 Nov". */
export function day(at: number): string {
  return DAY_MONTH.format(at);
}

const DATE_TIME = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

const DAY_MONTH = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
