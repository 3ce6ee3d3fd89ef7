import { DAY_MS } from "@/lib/models/mod.ts";

const HOUR_MS = 3_600_000;
/** What a calendar remembers before it begins anew. */
const MAX_REMEMBERED = 2_000;

/** A time in which the offset from UTC is the same. */
interface Stretch {
  /** In ms; the end is not part of it. */
  from: number;
  to: number;
  /** What is added to UTC, in ms. */
  offset: number;
  /**
   * The day that it begins with: where clocks go back over midnight, the later
   * day has begun and stays.
   */
  firstDay: number;
}

/**
 * Days and hours of a time zone, counted from 1 January 1970 of that zone. Days
 * follow each other as time does. Throws a `RangeError` for an unknown zone.
 */
export class Calendar {
  /** IANA name. */
  readonly timeZone: string;
  #last: Stretch | null = null;
  #stretches: Stretch[] = [];
  readonly #starts = new Map<number, number>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#last = this.#stretchAt(0);
  }

  /** The day of a time in ms. */
  dayOf(at: number): number {
    return Math.floor(this.hourOf(at) / 24);
  }

  /** The hour of a time in ms; a day has 24 of them. */
  hourOf(at: number): number {
    const { offset, firstDay } = this.#stretchOf(at);
    const hour = Math.floor((at + offset) / HOUR_MS);
    return Math.max(hour, firstDay * 24);
  }

  /** When a day begins, in ms: its first moment. */
  startOf(day: number): number {
    if (this.timeZone === "UTC") return day * DAY_MS;
    let start = this.#starts.get(day);
    if (start === undefined) {
      if (this.#starts.size > MAX_REMEMBERED) this.#starts.clear();
      this.#starts.set(day, start = this.#findStart(day));
    }
    return start;
  }

  #findStart(day: number): number {
    return Temporal.Instant.fromEpochMilliseconds(day * DAY_MS)
      .toZonedDateTimeISO("UTC").toPlainDate()
      .toZonedDateTime(this.timeZone).epochMilliseconds;
  }

  #stretchOf(at: number): Stretch {
    const last = this.#last;
    if (last !== null && at >= last.from && at < last.to) return last;
    let found = this.#stretches.find(({ from, to }) => at >= from && at < to);
    if (found === undefined) {
      found = this.#stretchAt(at);
      if (this.#stretches.length > MAX_REMEMBERED) this.#stretches = [];
      this.#stretches.push(found);
    }
    return this.#last = found;
  }

  #stretchAt(at: number): Stretch {
    const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
      .toZonedDateTimeISO(this.timeZone);
    // The moment itself may be the transition.
    const from = here.add({ milliseconds: 1 }).getTimeZoneTransition("previous")
      ?.epochMilliseconds ?? -Infinity;
    const to = here.getTimeZoneTransition("next")?.epochMilliseconds ??
      Infinity;
    const offset = here.offsetNanoseconds / 1e6;
    const firstDay = from === -Infinity
      ? -Infinity
      : Math.floor((from - 1 + this.#offsetAt(from - 1)) / DAY_MS);
    return { from, to, offset, firstDay };
  }

  #offsetAt(at: number): number {
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
      .toZonedDateTimeISO(this.timeZone).offsetNanoseconds / 1e6;
  }
}

/** Days as the contract has them by default. */
export const UTC = new Calendar("UTC");

const calendars = new Map<string, Calendar>([["UTC", UTC], ["", UTC]]);

/** The calendar of a time zone, by its IANA name; UTC for an empty one. */
export function calendarOf(timeZone: string): Calendar {
  let calendar = calendars.get(timeZone);
  if (calendar === undefined) {
    calendars.set(timeZone, calendar = new Calendar(timeZone));
  }
  return calendar;
}

/** The day of the week, from 1 for Monday to 7. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7 + 7) % 7 + 1;
}
