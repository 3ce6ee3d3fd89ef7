import { SPARK, sparkPoints } from "./spark_points.ts";
import { linePath, lonePoints, round } from "./scale.ts";

/** How values go, beside a number that says how much they are. */
export function Sparkline(
  { values }: { values: readonly (number | null)[] },
) {
  const points = sparkPoints(values);
  const last = points.at(-1) ?? null;
  const dots = new Set([...lonePoints(points), ...last === null ? [] : [last]]);
  return (
    <svg
      class="spark"
      width={SPARK.width}
      height={SPARK.height}
      viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
      aria-hidden="true"
    >
      <path class="plot-line" d={linePath(points)} />
      {[...dots].map(({ x, y }) => (
        <circle
          key={x}
          class="plot-dot"
          cx={round(x)}
          cy={round(y)}
          r="1.5"
        />
      ))}
    </svg>
  );
}
