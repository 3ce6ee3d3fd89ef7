import { gathered, linePath, round } from "./scale.ts";

const WIDTH = 96;
const HEIGHT = 20;
/** More points than this cannot be told apart. */
const MOST_POINTS = 48;

/** How values go, beside a number that says how much they are. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const shown = gathered(values, MOST_POINTS);
  const most = Math.max(1, ...shown);
  const points = shown.map((value, i) => ({
    x: shown.length === 1 ? WIDTH / 2 : 2 + (WIDTH - 4) * i /
        (shown.length - 1),
    y: HEIGHT - 2 - (HEIGHT - 4) * value / most,
  }));
  const last = points.at(-1);
  return (
    <svg
      class="sparkline"
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path class="plot-line" d={linePath(points)} />
      {last !== undefined && (
        <circle class="plot-dot" cx={round(last.x)} cy={round(last.y)} r="2" />
      )}
    </svg>
  );
}
