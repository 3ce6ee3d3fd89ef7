import type { ResponseTimeInsights } from "@/lib/models/insight_answers.ts";

/** Answers that took about as long. */
export interface Bucket {
  /** Below the bar: "5 min". */
  label: string;
  /** In words: "1 to 5 min". */
  words: string;
  answered: number;
  /** As evidence is asked for it: `up_to_minutes`. */
  upTo: string;
  /** Height of its bar, percent of the highest. */
  height: number;
}

/** Answers by how long they took, as bars. */
export function responseBuckets(
  distribution: ResponseTimeInsights["distribution"],
): Bucket[] {
  const most = Math.max(1, ...distribution.map(({ answered }) => answered));
  return distribution.map(({ up_to_minutes: end, answered }, i) => {
    const start = distribution[i - 1]?.up_to_minutes ?? 0;
    return {
      label: end === null ? `>${short(start)}` : short(end),
      words: end === null
        ? `more than ${long(start)}`
        : start === 0
        ? `up to ${long(end)}`
        : `${long(start)} to ${long(end)}`,
      answered,
      upTo: end === null ? "longer" : String(end),
      height: 100 * answered / most,
    };
  });
}

function short(minutes: number): string {
  if (minutes < 60) return `${minutes}m`;
  return minutes < 1440 ? `${minutes / 60}h` : `${minutes / 1440}d`;
}

function long(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} d`;
}
