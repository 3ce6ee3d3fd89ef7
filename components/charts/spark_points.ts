import { gathered, type Point } from "./scale.ts";

/** The box that sparklines are drawn into, px. */
export const SPARK = { width: 72, height: 24 } as const;

/** Kept free at the edges, so that nothing is cut, px. */
const EDGE = 2;
/** More points than this cannot be told apart. */
const MOST_POINTS = 48;

/**
 * Where values are in the box {@linkcode SPARK}; `null` for what is not known.
 * The lowest place is 0, or the lowest value below. None where there is nothing
 * to compare.
 */
export function sparkPoints(
  values: readonly (number | null)[],
): (Point | null)[] {
  const shown = gathered(values, MOST_POINTS);
  const known = shown.filter((value) => value !== null);
  if (known.length < 2) return [];
  const lowest = Math.min(0, ...known);
  const span = Math.max(0, ...known) - lowest || 1;
  const step = (SPARK.width - 2 * EDGE) / (shown.length - 1);
  return shown.map((value, i) =>
    value === null ? null : {
      x: EDGE + i * step,
      y: EDGE + (SPARK.height - 2 * EDGE) * (1 - (value - lowest) / span),
    }
  );
}
