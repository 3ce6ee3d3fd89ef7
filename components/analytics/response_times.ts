import type { ResponseTimeInsights } from "@/lib/models/insight_answers.ts";
import { duration } from "@/components/wording/time.ts";

/** Answers that took about as long. */
export interface Bucket {
  /** In words: "1 min to 5 min". */
  label: string;
  /** What the REST API calls it. */
  upTo: string;
  answered: number;
  /** Of all answers, in percent. */
  share: number;
}

/** The distribution as rows, up to the last one that holds any answer. */
export function buckets(
  { distribution, answered }: Pick<
    ResponseTimeInsights,
    "distribution" | "answered"
  >,
): Bucket[] {
  const rows = distribution.map(({ up_to_minutes, answered: own }, i) => {
    const from = distribution[i - 1]?.up_to_minutes ?? null;
    return {
      label: bucketLabel(from, up_to_minutes),
      upTo: up_to_minutes === null ? "longer" : String(up_to_minutes),
      answered: own,
      share: answered === 0 ? 0 : 100 * own / answered,
    };
  });
  const last = rows.findLastIndex(({ answered }) => answered > 0);
  return rows.slice(0, last + 1);
}

function bucketLabel(from: number | null, upTo: number | null): string {
  if (upTo === null) return `over ${duration(from ?? 0)}`;
  if (from === null) return `up to ${duration(upTo)}`;
  return `${duration(from)} to ${duration(upTo)}`;
}

/** The answers to what fans began to write within an hour of the day. */
export interface HourOfDay {
  hour: number;
  answered: number;
  /** `null`: nothing was answered. */
  minutes: number | null;
}

/** All hours of the day, also those without an answer. */
export function hoursOfDay(
  byHour: ResponseTimeInsights["by_hour"],
): HourOfDay[] {
  const known = new Map(byHour.map((one) => [one.hour, one]));
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    answered: known.get(hour)?.answered ?? 0,
    minutes: known.get(hour)?.average_minutes ?? null,
  }));
}

/** An hour of the day in letters: "09:00". */
export function hourLabel(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** Round minutes from 0 to at least `most`: steps that people count time in. */
export function minuteTicks(most: number): number[] {
  const step = STEPS.find((step) => step * 4 >= most) ??
    1_440 * Math.ceil(most / 4 / 1_440);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

const STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  180,
  360,
  720,
  1_440,
];
