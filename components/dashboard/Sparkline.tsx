import { SPARK, sparkPath } from "./sparkline.ts";

/** A figure's days as a tiny line; what it says stands beside it in numbers. */
export function Sparkline(
  { values }: { values: readonly (number | null)[] },
) {
  const { width, height } = SPARK;
  return (
    <svg
      class="spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path d={sparkPath(values)} />
    </svg>
  );
}
