import type { ResponseBar, ResponseTimeInsights } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import type { Counters } from "./figures.ts";
import {
  activeConversations,
  countOf,
  meanResponseMinutes,
  responseTimeMetrics,
} from "./metrics.ts";
import type { RangeFigures } from "./range_figures.ts";
import {
  bucketMs,
  responseBucket,
  responseQuantile,
} from "./response_histogram.ts";

const MINUTE_MS = 60_000;
/** Up to how long answers took, in minutes; the last are longer than all. */
const BOUNDS = [1, 5, 15, 30, 60, 180, 360, 720, 1_440, null] as const;

/** How quickly fans were answered, in all, by hour, and by who answered. */
export function responseTimes(
  figures: RangeFigures,
): Omit<ResponseTimeInsights, "range"> {
  const { sum, range } = figures;
  return {
    ...responseTimeMetrics(sum, activeConversations(sum, range)),
    median_minutes: responseMinutes(sum.responses, 0.5),
    p90_minutes: responseMinutes(sum.responses, 0.9),
    answered: sum.handled,
    distribution: distributionOf(sum.responses),
    by_hour: Object.entries(sum.handledByHour)
      .map(([hour, handled]) => ({
        hour: Number(hour),
        ...answered(handled, countOf(sum.handledMsByHour, hour)),
      }))
      .sort((a, b) => a.hour - b.hour),
    by_operator: Object.entries(sum.handledByOperator)
      .map(([operator_id, handled]) => ({
        operator_id,
        ...answered(handled, countOf(sum.handledMsByOperator, operator_id)),
      }))
      .sort((a, b) =>
        b.answered - a.answered || compareKeyText(a.operator_id, b.operator_id)
      ),
  };
}

/** Minutes that a share `q` of all answers did not exceed; `null` for none. */
export function responseMinutes(
  responses: Counters,
  q: number,
): number | null {
  const ms = responseQuantile(responses, q);
  return ms === null ? null : ms / MINUTE_MS;
}

/** The bar of the distribution that an answer after `ms` counts in. */
export function responseBar(ms: number): ResponseBar {
  const bound = boundOf(responseBucket(ms));
  return bound === null ? "longer" : `${bound}`;
}

function answered(handled: number, handledMs: number) {
  return {
    answered: handled,
    average_minutes: meanResponseMinutes({ handled, handledMs }) ?? 0,
  };
}

function distributionOf(
  responses: Counters,
): ResponseTimeInsights["distribution"] {
  const distribution = BOUNDS.map((up_to_minutes) => ({
    up_to_minutes,
    answered: 0,
  }));
  for (const [bucket, n] of Object.entries(responses)) {
    const bound = boundOf(Number(bucket));
    const part = distribution.find(({ up_to_minutes }) =>
      up_to_minutes === bound
    );
    if (part !== undefined) part.answered += n;
  }
  return distribution;
}

/** Up to how many minutes the times of a bucket took; `null`: longer. */
function boundOf(bucket: number): typeof BOUNDS[number] {
  const minutes = bucketMs(bucket) / MINUTE_MS;
  return BOUNDS.find((bound) => bound === null || minutes <= bound) ?? null;
}
