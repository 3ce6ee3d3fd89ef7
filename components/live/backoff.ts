/** The shortest wait before another try, ms. */
export const SHORTEST_WAIT_MS = 500;
/** The longest wait before another try, ms. */
export const LONGEST_WAIT_MS = 15_000;

/**
 * How long to wait before try number `attempt` (from 1), ms: exponential with
 * full jitter, so that the dashboards that one restart cut off do not come back
 * in step.
 *
 * @param random a number in [0, 1)
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(
    LONGEST_WAIT_MS,
    SHORTEST_WAIT_MS * 2 ** Math.max(0, attempt),
  );
  return Math.round(SHORTEST_WAIT_MS + random * (ceiling - SHORTEST_WAIT_MS));
}
