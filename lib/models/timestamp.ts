/** Unix times below this are seconds, from it on milliseconds (3 March 1973). */
const FIRST_MILLISECOND_VALUE = 1e11;
/** The years 1 to 9999: ISO 8601 writes them alike everywhere. */
const MIN_TIME = -62_135_596_800_000;
const MAX_TIME = 253_402_300_799_999;

const DAY_MS = 24 * 3_600_000;

/** ISO 8601: a date, and a time of day with an offset from UTC. */
const ISO_8601 =
  /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?)?$/i;

/**
 * The form that the captured site writes: whole seconds in UTC. Only days that
 * every month has, so that what fits is a date without further checks.
 */
const PLAIN =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|\+00:00)$/;

/**
 * Milliseconds since the epoch of an ISO 8601 date and time, or of a Unix time
 * in seconds or ms; `null` if `value` is not a date. A time without an offset is
 * UTC, so that every machine reads it alike.
 */
export function parseTimestamp(
  value: string | number | null | undefined,
): number | null {
  if (value === null || value === undefined) return null;
  const ms = typeof value === "string"
    ? parseIso(value)
    : Math.abs(value) < FIRST_MILLISECOND_VALUE
    ? value * 1000
    : value;
  // Adding 0 turns -0 into 0: as parts of keys they are two.
  return ms >= MIN_TIME && ms <= MAX_TIME ? Math.round(ms) + 0 : null;
}

/** The time that was written last, and its text. */
let written = { ms: NaN, text: "" };

/**
 * A time in ms as ISO 8601 in UTC, with milliseconds. What is told of a message
 * names its time in several places, one after the other.
 */
export function isoTime(ms: number): string {
  if (written.ms !== ms) written = { ms, text: new Date(ms).toISOString() };
  return written.text;
}

/** The {@linkcode PLAIN} text that was read last, and its time. */
let last = { text: "", ms: NaN };

/** `NaN` where the text is no date, or one that no calendar has. */
function parseIso(text: string): number {
  // A message's times are often one and the same, and all are read repeatedly.
  if (text === last.text) return last.ms;
  if (!PLAIN.test(text)) return parseAnyIso(text);
  last = { text, ms: plainTime(text) };
  return last.ms;
}

/** Every figure of a {@linkcode PLAIN} text has its fixed place. */
function plainTime(text: string): number {
  return Date.UTC(
    100 * twoDigits(text, 0) + twoDigits(text, 2),
    twoDigits(text, 5) - 1,
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
  );
}

function twoDigits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - 48) + text.charCodeAt(at + 1) - 48;
}

function parseAnyIso(text: string): number {
  const match = ISO_8601.exec(text);
  if (match === null) return NaN;
  const at = (group: number) => Number(match[group] ?? 0);
  const date = new Date(0);
  date.setUTCFullYear(at(1), at(2) - 1, at(3));
  if (date.getUTCMonth() !== at(2) - 1 || date.getUTCDate() !== at(3)) {
    return NaN;
  }
  const [hour, minute, second] = [at(4), at(5), at(6)];
  const ms = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const ofDay = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  if (ofDay > DAY_MS || minute > 59 || second > 59) return NaN;
  if (at(9) > 23 || at(10) > 59) return NaN;
  const offset = (at(9) * 60 + at(10)) * 60_000;
  return date.getTime() + ofDay - (match[8] === "-" ? -offset : offset);
}
