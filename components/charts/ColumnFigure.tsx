import { BottomLabels, type Size } from "./LineFigure.tsx";
import { type Plot, round } from "./scale.ts";
import { ValueAxis } from "./ValueAxis.tsx";

/** Columns beside each other, each a pile of parts. */
export interface ColumnData {
  /** What stands below each column. */
  labels: readonly string[];
  /** What the parts of a column are, from below. */
  parts: readonly string[];
  /** For each column the size of each part. */
  values: readonly (readonly number[])[];
  /** Where the axis is, from 0 up. */
  ticks: readonly number[];
  /** A value of the axis, for people. */
  say(value: number): string;
}

/** Kinds of parts that can be told apart. */
export const PART_TONES = 4;

/** The class of a part's colour. */
export function partClass(part: number): string {
  return `plot-part-${Math.min(part, PART_TONES - 1)}`;
}

/** The part of a column chart in which its columns are. */
export function columnPlot({ width, height }: Size): Plot {
  return { left: 60, top: 8, width: width - 68, height: height - 36 };
}

interface ColumnFigureProps {
  data: ColumnData;
  size: Size;
  /** Width that a label takes. */
  need?: number;
  /** The column that is pointed at. */
  pointed?: number | null;
}

/** The marks of a column chart. Pure SVG. */
export function ColumnFigure(
  { data, size, need = 64, pointed = null }: ColumnFigureProps,
) {
  const { labels, values, ticks, say } = data;
  const plot = columnPlot(size);
  const most = ticks.at(-1) ?? 1;
  const place = plot.width / Math.max(1, values.length);
  const width = Math.max(1, Math.min(40, place * 0.72));
  const y = (value: number) =>
    plot.top + plot.height * (1 - Math.min(1, value / most));
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
      <ValueAxis ticks={ticks} plot={plot} y={y} say={say} />
      {values.map((parts, i) =>
        pile(parts).map(({ from, to }, part) =>
          to > from && (
            <rect
              key={`${i} ${part}`}
              class={partClass(part)}
              x={round(plot.left + place * (i + 0.5) - width / 2)}
              y={round(y(to))}
              width={round(width)}
              height={round(y(from) - y(to))}
            />
          )
        )
      )}
      <BottomLabels labels={labels} plot={plot} need={need} />
    </>
  );
}

/** Parts on top of each other: where each begins and ends. */
export function pile(
  parts: readonly number[],
): { from: number; to: number }[] {
  let sum = 0;
  return parts.map((part) => ({ from: sum, to: sum += part }));
}
