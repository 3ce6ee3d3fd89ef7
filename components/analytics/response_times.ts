import type { ResponseTimeInsights } from "@/lib/models/insight_answers.ts";
import {
  type ResponseBucket,
  responseBuckets,
} from "@/components/insights/response_buckets.ts";

/** Answers by how long they took, up to the longest that there was. */
export function buckets(
  { distribution }: Pick<ResponseTimeInsights, "distribution">,
): ResponseBucket[] {
  const rows = responseBuckets(distribution);
  const last = rows.findLastIndex(({ answered }) => answered > 0);
  return rows.slice(0, last + 1);
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
