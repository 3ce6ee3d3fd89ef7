import type { Counters } from "./figures.ts";

/** Each bucket ends at so much more than the one before. */
const GROWTH = 1.05;
/** The first bucket holds all shorter times, in ms. */
const FIRST_MS = 1_000;
const LOG_GROWTH = Math.log(GROWTH);

/**
 * The bucket of a response time, in ms: a histogram of such buckets can be added
 * up, and tells times to within 2.5 percent.
 */
export function responseBucket(ms: number): number {
  return ms < FIRST_MS
    ? 0
    : 1 + Math.floor(Math.log(ms / FIRST_MS) / LOG_GROWTH);
}

/** The time that stands for all of a bucket, in ms. */
export function bucketMs(bucket: number): number {
  return bucket === 0 ? FIRST_MS / 2 : FIRST_MS * GROWTH ** (bucket - 0.5);
}

/**
 * The time that a share `q` of all times does not exceed, in ms, by the nearest
 * rank; `null` if nothing is counted.
 */
export function responseQuantile(
  responses: Counters,
  q: number,
): number | null {
  const buckets = Object.entries(responses)
    .map(([bucket, n]): [number, number] => [Number(bucket), n])
    .sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, n]) => sum + n, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(q * total));
  let seen = 0;
  for (const [bucket, n] of buckets) {
    seen += n;
    if (seen >= rank) return bucketMs(bucket);
  }
  return null;
}
