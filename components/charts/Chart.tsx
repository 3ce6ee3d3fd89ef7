import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { Size } from "./LineFigure.tsx";
import { indexAt, type Plot } from "./scale.ts";

interface ChartProps {
  /** The chart in a sentence, for those who do not see it. */
  label: string;
  height: number;
  /** How many things are beside each other. */
  count: number;
  plotOf(size: Size): Plot;
  /** Draws it in that size. */
  figure(size: Size): ComponentChildren;
  /** Called with what the pointer is at; `null` when it leaves. */
  onPoint?(index: number | null): void;
  /** Called with what was pressed, and how far from the top, in pixels. */
  onPress?(index: number, y: number, size: Size): void;
}

/** Until its width is known, a chart is drawn so wide and scaled. */
const FIRST_WIDTH = 1_200;

/** A chart as wide as its place, drawn before any script runs. */
export function Chart(props: ChartProps) {
  const { label, height, count, plotOf, figure, onPoint, onPress } = props;
  const svg = useRef<SVGSVGElement>(null);
  const width = useSignal(FIRST_WIDTH);
  useEffect(() => {
    const element = svg.current;
    if (element === null) return;
    const measure = () => {
      const { width: measured } = element.getBoundingClientRect();
      if (measured > 0) width.value = Math.round(measured);
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  const size = { width: width.value, height };
  const index = (event: MouseEvent) => {
    const left = svg.current?.getBoundingClientRect().left ?? 0;
    return indexAt(event.clientX - left, count, plotOf(size));
  };
  return (
    <svg
      ref={svg}
      class="plot"
      data-pressable={onPress === undefined ? undefined : ""}
      role="img"
      aria-label={label}
      width="100%"
      height={height}
      viewBox={`0 0 ${size.width} ${height}`}
      preserveAspectRatio="xMinYMid meet"
      onPointerMove={(event) => onPoint?.(index(event))}
      onPointerLeave={() => onPoint?.(null)}
      onClick={(event) => {
        const top = svg.current?.getBoundingClientRect().top ?? 0;
        onPress?.(index(event), event.clientY - top, size);
      }}
    >
      {figure(size)}
    </svg>
  );
}
