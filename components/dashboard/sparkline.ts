/** The box that sparklines are drawn into. */
export const SPARK = { width: 72, height: 24 } as const;

/** Kept free at the edges, so that the line is not cut. */
const EDGE = 2;

/**
 * The path of a line through `values`, in the box {@linkcode SPARK}; a gap for
 * what is not known. Its lowest point is 0, or the lowest value below. Empty
 * where there is no line to draw.
 */
export function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return "";
  const lowest = Math.min(0, ...known);
  const span = Math.max(0, ...known) - lowest || 1;
  const step = (SPARK.width - 2 * EDGE) / (values.length - 1);
  let pen = "M";
  let path = "";
  values.forEach((value, i) => {
    if (value === null) return void (pen = "M");
    const x = EDGE + i * step;
    const y = EDGE + (SPARK.height - 2 * EDGE) * (1 - (value - lowest) / span);
    path += `${pen}${tenths(x)} ${tenths(y)}`;
    pen = "L";
  });
  return path;
}

function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}
