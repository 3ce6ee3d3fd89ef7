import {
  areaPath,
  linePath,
  lonePoints,
  middle,
  type Plot,
  round,
  shownLabels,
} from "./scale.ts";
import { ValueAxis } from "./ValueAxis.tsx";

/** A line by day, or by whatever else follows each other. */
export interface LineData {
  /** What stands below each value. */
  labels: readonly string[];
  /** `null`: there is none, and the line is broken. */
  values: readonly (number | null)[];
  /** Where the axis is, from the lowest to the highest. */
  ticks: readonly number[];
  /** A value of the axis, for people. */
  say(value: number): string;
}

/** How large a chart is, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** The part of a line chart in which its line is. */
export function linePlot({ width, height }: Size): Plot {
  return { left: 44, top: 8, width: width - 52, height: height - 36 };
}

interface LineFigureProps {
  data: LineData;
  size: Size;
  /** The value that is pointed at. */
  pointed?: number | null;
}

/** The marks of a line chart: axis, line, and what is pointed at. Pure SVG. */
export function LineFigure({ data, size, pointed = null }: LineFigureProps) {
  const { labels, values, ticks, say } = data;
  const plot = linePlot(size);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const y = (value: number) =>
    plot.top + plot.height * (high - value) / (high - low);
  const points = values.map((value, i) =>
    value === null ? null : { x: middle(i, values.length, plot), y: y(value) }
  );
  const base = y(Math.max(low, Math.min(high, 0)));
  const at = pointed === null ? null : middle(pointed, values.length, plot);
  const dot = pointed === null ? null : points[pointed] ?? null;
  return (
    <>
      <ValueAxis ticks={ticks} plot={plot} y={y} say={say} />
      <path class="plot-area" d={areaPath(points, base)} />
      <path class="plot-line" d={linePath(points)} />
      {lonePoints(points).map(({ x, y }) => (
        <circle key={x} class="plot-dot" cx={round(x)} cy={round(y)} r="3" />
      ))}
      <BottomLabels labels={labels} plot={plot} need={64} />
      {at !== null && (
        <line
          class="plot-pointer"
          x1={round(at)}
          x2={round(at)}
          y1={plot.top}
          y2={plot.top + plot.height}
        />
      )}
      {dot !== null && (
        <circle
          class="plot-dot"
          cx={round(dot.x)}
          cy={round(dot.y)}
          r="4"
        />
      )}
    </>
  );
}

/** What stands below a chart; as many as fit, the last one always. */
export function BottomLabels({ labels, plot, need }: {
  labels: readonly string[];
  plot: Plot;
  /** Width that a label takes. */
  need: number;
}) {
  const shown = shownLabels(labels.length, { width: plot.width, need });
  return (
    <>
      {shown.map((i) => {
        const x = middle(i, labels.length, plot);
        // No label leaves the chart.
        const edge = plot.left + plot.width - need / 2;
        return (
          <text
            key={i}
            class="plot-label"
            x={round(x > edge ? plot.left + plot.width : x)}
            y={plot.top + plot.height + 20}
            text-anchor={x > edge ? "end" : "middle"}
          >
            {labels[i]}
          </text>
        );
      })}
    </>
  );
}
