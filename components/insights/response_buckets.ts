import type { ResponseTimeInsights } from "@/lib/models/insight_answers.ts";
import { duration } from "@/components/wording/time.ts";

/** Answers that took about as long. */
export interface ResponseBucket {
  /** In few letters: "5m". */
  label: string;
  /** In words: "1 min to 5 min". */
  words: string;
  /** As evidence is asked for it: `up_to_minutes`. */
  upTo: string;
  answered: number;
  /** Of all answers, in percent. */
  share: number;
  /** Of what the largest bucket has, in percent. */
  height: number;
}

/** Answers by how long they took, the quickest first. */
export function responseBuckets(
  distribution: ResponseTimeInsights["distribution"],
): ResponseBucket[] {
  const counts = distribution.map(({ answered }) => answered);
  const all = counts.reduce((sum, one) => sum + one, 0);
  const most = Math.max(0, ...counts);
  return distribution.map(({ up_to_minutes: end, answered }, i) => {
    const start = distribution[i - 1]?.up_to_minutes ?? null;
    return {
      label: end === null ? `>${short(start ?? 0)}` : short(end),
      words: words(start, end),
      upTo: end === null ? "longer" : String(end),
      answered,
      share: all === 0 ? 0 : 100 * answered / all,
      height: most === 0 ? 0 : 100 * answered / most,
    };
  });
}

function words(start: number | null, end: number | null): string {
  if (end === null) return `more than ${duration(start ?? 0)}`;
  return start === null
    ? `up to ${duration(end)}`
    : `${duration(start)} to ${duration(end)}`;
}

function short(minutes: number): string {
  if (minutes < 60) return `${minutes}m`;
  return minutes < 1440 ? `${minutes / 60}h` : `${minutes / 1440}d`;
}
