import type { Line } from "./composer.ts";
import type { Random } from "./random.ts";

/** A minute in ms. */
export const MINUTE = 60_000;
/** An hour in ms. */
export const HOUR = 60 * MINUTE;
/** A day in ms. */
export const DAY = 24 * HOUR;

/** How often conversations begin in each hour of the day, UTC. */
const HOURS: readonly number[] = [
  ...[1, 0, 0, 0, 0, 0, 2, 6, 8, 6, 4, 4],
  ...[7, 6, 4, 4, 5, 8, 10, 12, 13, 12, 8, 4],
];

/** The creator sleeps until this hour, UTC, from midnight on. */
const WAKES_AT = 7;

/** A time between `from` and `to` (ms), at an hour when people write. */
export function conversationStart(
  random: Random,
  from: number,
  to: number,
): number {
  const day = Math.floor((from + random.next() * (to - from)) / DAY) * DAY;
  const hour = random.weighted(HOURS);
  const at = day + hour * HOUR + random.int(0, 59) * MINUTE +
    random.int(0, 59) * 1000;
  return Math.min(Math.max(at, from), to);
}

/**
 * When each line is sent, in ms, the first one at `start`: seconds between
 * messages of one side, minutes until a fan writes back, a minute to hours until
 * the creator answers, and no answer before she wakes up.
 */
export function pace(
  random: Random,
  lines: readonly Line[],
  start: number,
  answerMinutes: number,
): number[] {
  let at = start;
  let previous: Line | undefined;
  return lines.map((line) => {
    if (previous?.by === line.by) at += random.int(8, 75) * 1000;
    else if (previous && line.by === "fan") {
      at += Math.min(random.logNormal(3, 0.9), 90) * MINUTE;
    } else if (previous) {
      const minutes = random.logNormal(answerMinutes, 0.9);
      at = awake(random, at + Math.min(Math.max(minutes, 1), 360) * MINUTE);
    }
    previous = line;
    at = Math.round(at / 1000) * 1000;
    return at;
  });
}

function awake(random: Random, at: number): number {
  const midnight = Math.floor(at / DAY) * DAY;
  const wakes = midnight + WAKES_AT * HOUR;
  return at < wakes ? wakes + random.int(0, 50) * MINUTE : at;
}
