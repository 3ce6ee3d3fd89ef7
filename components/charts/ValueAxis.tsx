import { type Plot, round } from "./scale.ts";

interface ValueAxisProps {
  /** From the lowest to the highest. */
  ticks: readonly number[];
  plot: Plot;
  /** Where a value is, in pixels from the top. */
  y(value: number): number;
  /** A value for people. */
  say(value: number): string;
}

/** Lines at round values behind a chart, and beside it what they stand for. */
export function ValueAxis({ ticks, plot, y, say }: ValueAxisProps) {
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? "plot-zero" : "plot-grid"}
            x1={plot.left}
            x2={plot.left + plot.width}
            y1={round(y(tick))}
            y2={round(y(tick))}
          />
          <text
            class="plot-label"
            x={plot.left - 8}
            y={round(y(tick))}
            dy="0.32em"
            text-anchor="end"
          >
            {say(tick)}
          </text>
        </g>
      ))}
    </>
  );
}
