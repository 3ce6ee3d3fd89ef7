import { BottomLabels, type Size } from "@/components/charts/LineFigure.tsx";
import {
  linePath,
  lonePoints,
  middle,
  type Plot,
  round,
  ticks,
} from "@/components/charts/scale.ts";
import { ValueAxis } from "@/components/charts/ValueAxis.tsx";
import { count, signed } from "@/components/wording/number.ts";
import { day } from "@/components/wording/time.ts";
import type { Day } from "./trend_series.ts";

/** The part of the axis that sentiment is on. */
const SENTIMENT_TICKS = [-1, -0.5, 0, 0.5, 1];
/** Bars leave so much of the height to the line, most of the time. */
const HEADROOM = 1.6;
/** Pixels from the line at which it is what one points at. */
const NEAR = 14;

/** Where the marks are within the chart. */
export function trendPlot({ width, height }: Size): Plot {
  return { left: 44, top: 8, width: width - 92, height: height - 36 };
}

interface TrendFigureProps {
  days: readonly Day[];
  size: Size;
  /** The day that is pointed at. */
  pointed: number | null;
}

/** Messages of both sides as bars, and sentiment as a line before them. */
export function TrendFigure({ days, size, pointed }: TrendFigureProps) {
  const plot = trendPlot(size);
  const most = Math.max(4, ...days.map(messagesOf)) * HEADROOM;
  const counts = ticks(most, { steps: 3, whole: true })
    .filter((tick) => tick <= most);
  const barTop = (messages: number) =>
    plot.top + plot.height * (1 - messages / most);
  const place = plot.width / Math.max(1, days.length);
  const width = Math.max(1, Math.min(24, place * 0.7));
  const points = days.map(({ sentiment_score: score }, i) =>
    score === null
      ? null
      : { x: middle(i, days.length, plot), y: sentimentTop(score, plot) }
  );
  const bottom = plot.top + plot.height;
  const dot = pointed === null ? null : points[pointed] ?? null;
  return (
    <>
      {pointed !== null && (
        <rect
          class="plot-pointed"
          x={round(plot.left + place * pointed)}
          y={plot.top}
          width={round(place)}
          height={plot.height}
        />
      )}
      <ValueAxis
        ticks={SENTIMENT_TICKS}
        plot={plot}
        y={(score) => sentimentTop(score, plot)}
        say={(score) => signed(score, 1)}
      />
      {days.map((of, i) => {
        const x = round(middle(i, days.length, plot) - width / 2);
        const [both, fans] = [barTop(messagesOf(of)), barTop(of.inbound)];
        return (
          <g key={of.date}>
            <rect
              class="trend-outbound"
              x={x}
              y={round(both)}
              width={round(width)}
              height={round(fans - both)}
            />
            <rect
              class="trend-inbound"
              x={x}
              y={round(fans)}
              width={round(width)}
              height={round(bottom - fans)}
            />
          </g>
        );
      })}
      {counts.map((messages) => (
        <text
          key={messages}
          class="plot-label"
          x={plot.left + plot.width + 8}
          y={round(barTop(messages))}
          dy="0.32em"
        >
          {count(messages)}
        </text>
      ))}
      <path class="plot-line" d={linePath(points)} />
      {lonePoints(points).map(({ x, y }) => (
        <circle key={x} class="plot-dot" cx={round(x)} cy={round(y)} r="3" />
      ))}
      {dot !== null && (
        <circle class="plot-dot" cx={round(dot.x)} cy={round(dot.y)} r="4" />
      )}
      <BottomLabels
        labels={days.map(({ date }) => day(Date.parse(date)))}
        plot={plot}
        need={64}
      />
    </>
  );
}

/** Whether a height of the chart is at the line of a day, if it has any. */
export function isAtLine(of: Day, y: number, size: Size): boolean {
  const { sentiment_score: score } = of;
  return score !== null &&
    Math.abs(sentimentTop(score, trendPlot(size)) - y) <= NEAR;
}

function messagesOf({ inbound, outbound }: Day): number {
  return inbound + outbound;
}

function sentimentTop(score: number, { top, height }: Plot): number {
  return top + height * (1 - score) / 2;
}
