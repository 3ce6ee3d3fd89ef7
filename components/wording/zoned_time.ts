/** Offsets of time zones are whole quarters of an hour: in one, it is one day. */
const QUARTER_MS = 15 * 60_000;
/** Quarters that are remembered per zone; then it is begun anew. */
const MOST_QUARTERS = 20_000;

/** How times are told. */
const STYLES = {
  time: { hour: "2-digit", minute: "2-digit" },
  date: { year: "numeric", month: "2-digit", day: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  dayOfYear: { day: "numeric", month: "long", year: "numeric" },
  full: {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  },
  short: { day: "numeric", month: "short", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Style = keyof typeof STYLES;

/** Formats are dear to make: a zone has each of them once, when it is needed. */
class Zone {
  readonly #name: string;
  readonly #formats = new Map<Style, Intl.DateTimeFormat>();
  /** Dates by quarter of an hour. */
  readonly #dates = new Map<number, string>();

  constructor(name: string) {
    this.#name = name;
  }

  tell(style: Style, at: number): string {
    return this.#format(style).format(at);
  }

  /** The date as YYYY-MM-DD. */
  dateOf(at: number): string {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = this.#dates.get(quarter);
    if (known !== undefined) return known;
    if (this.#dates.size >= MOST_QUARTERS) this.#dates.clear();
    const date = this.#name === "UTC"
      ? new Date(at).toISOString().slice(0, 10)
      : this.#digitsOf(at);
    this.#dates.set(quarter, date);
    return date;
  }

  #digitsOf(at: number): string {
    const parts = this.#format("date").formatToParts(at);
    const part = (type: string) =>
      parts.find((part) => part.type === type)?.value ?? "";
    return `${part("year")}-${part("month")}-${part("day")}`;
  }

  #format(style: Style): Intl.DateTimeFormat {
    const known = this.#formats.get(style);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat("en-GB", {
      timeZone: this.#name,
      ...STYLES[style],
    });
    this.#formats.set(style, made);
    return made;
  }
}

const ZONES = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = ZONES.get(timeZone);
  if (known !== undefined) return known;
  const zone = new Zone(timeZone);
  ZONES.set(timeZone, zone);
  return zone;
}

/** The day of a moment somewhere, as YYYY-MM-DD; quick for many of them. */
export function dayIn(timeZone: string, at: number): string {
  return zoneOf(timeZone).dateOf(at);
}

/** The time of day somewhere: "12:34". */
export function timeIn(timeZone: string, at: number): string {
  return zoneOf(timeZone).tell("time", at);
}

/** A day for a heading: "Today", "Yesterday", "Saturday 8 November", or with its year. */
export function dayWords(timeZone: string, at: number, now: number): string {
  const day = dayIn(timeZone, at);
  if (day === dayIn(timeZone, now)) return "Today";
  if (day === dayIn(timeZone, now - 86_400_000)) return "Yesterday";
  const isThisYear = day.slice(0, 4) === dayIn(timeZone, now).slice(0, 4);
  return zoneOf(timeZone).tell(isThisYear ? "day" : "dayOfYear", at);
}

/** A moment with all that is known of it, and the zone that it is told in. */
export function fullTime(timeZone: string, at: number): string {
  return `${zoneOf(timeZone).tell("full", at)} (${timeZone})`;
}

/** A date in few letters: "8 Nov 2025". */
export function shortDate(timeZone: string, at: number): string {
  return zoneOf(timeZone).tell("short", at);
}
