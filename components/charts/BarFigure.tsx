import { round } from "./scale.ts";

/** A bar that lies beside its name, and what it comes to in words. */
export interface Bar {
  label: string;
  value: number;
  text: string;
}

const ROW = 28;
const LABEL_WIDTH = 220;
const TEXT_WIDTH = 180;
/** Longer names are cut. */
const MOST_LETTERS = 32;

/** How high a list of bars is, in pixels. */
export function barsHeight(count: number): number {
  return count * ROW;
}

/** Bars below each other, the longest as long as there is room. Pure SVG. */
export function BarFigure(
  { bars, width }: { bars: readonly Bar[]; width: number },
) {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const room = width - LABEL_WIDTH - TEXT_WIDTH;
  return (
    <>
      {bars.map(({ label, value, text }, i) => {
        const y = i * ROW + ROW / 2;
        return (
          <g key={i}>
            <text class="plot-name" x="0" y={y} dy="0.32em">
              {cut(label)}
            </text>
            <rect
              class="bar-track"
              x={LABEL_WIDTH}
              y={y - 5}
              width={room}
              height="10"
              rx="5"
            />
            <rect
              class="bar-value"
              x={LABEL_WIDTH}
              y={y - 5}
              width={round(most === 0 ? 0 : room * value / most)}
              height="10"
              rx="5"
            />
            <text
              class="plot-name"
              x={width}
              y={y}
              dy="0.32em"
              text-anchor="end"
            >
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A name that fits beside its bar. */
export function cut(label: string): string {
  const letters = [...label];
  return letters.length <= MOST_LETTERS
    ? label
    : `${letters.slice(0, MOST_LETTERS - 1).join("")}…`;
}
