import type UPlot from "uplot";
import { signed } from "@/components/wording/number.ts";
import { day } from "@/components/wording/time.ts";
import type { Series } from "./sentiment_series.ts";

/** The day under the pointer; `null` when it points at none. */
export interface PointedDay {
  at: number;
  score: number | null;
}

/** A chart in the page. */
export interface SentimentChart {
  update(series: Series): void;
  remove(): void;
}

const HEIGHT = 196;
const FONT = "12px ui-sans-serif, system-ui, sans-serif";

/** Draws the sentiment line into `element`, in the page's own colours. */
export async function sentimentChart(
  element: HTMLElement,
  series: Series,
  onPoint: (day: PointedDay | null) => void,
): Promise<SentimentChart> {
  // Loaded only now, so that the figures are alive before the line is.
  const { default: Plot } = await import("uplot");
  const colors = new PageColors(element);
  const color = (name: string) => () => colors.of(name);
  const plot = new Plot(
    options(element.clientWidth, color, onPoint),
    series,
    element,
  );
  const stopWatching = watch(element, plot, colors);
  return {
    update: (next) => plot.setData(next),
    remove() {
      stopWatching();
      plot.destroy();
    },
  };
}

function options(
  width: number,
  color: (name: string) => () => string,
  onPoint: (day: PointedDay | null) => void,
): UPlot.Options {
  const axis = { stroke: color("--color-muted"), font: FONT } as const;
  const line = { stroke: color("--chart-grid"), width: 1 } as const;
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    padding: [8, 22, 0, 0],
    // Dates, whatever the browser's time zone: its own days are not asked for.
    scales: { x: { time: false }, y: { range: [-1, 1] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { show: false },
        size: 32,
        gap: 12,
        space: 72,
        values: (_, days) => days.map((at) => day(at * 1000)),
        incrs: [86_400, 7 * 86_400, 14 * 86_400, 28 * 86_400, 91 * 86_400],
      },
      {
        ...axis,
        grid: line,
        ticks: { show: false },
        size: 42,
        splits: () => [-1, -0.5, 0, 0.5, 1],
        values: (_, scores) => scores.map((score) => signed(score, 1)),
      },
    ],
    series: [
      {},
      {
        label: "Sentiment",
        stroke: color("--chart-line"),
        fill: color("--chart-fill"),
        fillTo: () => 0,
        width: 2,
        points: { size: 6, fill: color("--chart-line") },
      },
    ],
    hooks: {
      drawAxes: [(plot) => drawNeutral(plot, color("--chart-zero")())],
      setCursor: [(plot) => onPoint(pointed(plot))],
    },
  };
}

/** The line between positive and negative. */
function drawNeutral({ ctx, bbox, valToPos }: UPlot, stroke: string): void {
  const y = Math.round(valToPos(0, "y", true));
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

function pointed(plot: UPlot): PointedDay | null {
  const index = plot.cursor.idx;
  if (index === null || index === undefined) return null;
  const at = plot.data[0][index];
  return at === undefined
    ? null
    : { at: at * 1000, score: plot.data[1]?.[index] ?? null };
}

/** The page's colours, read once per theme: each reading costs a layout. */
class PageColors {
  readonly #style: CSSStyleDeclaration;
  readonly #known = new Map<string, string>();

  constructor(element: HTMLElement) {
    this.#style = getComputedStyle(element);
  }

  of(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const value = this.#style.getPropertyValue(name).trim();
    this.#known.set(name, value);
    return value;
  }

  forget(): void {
    this.#known.clear();
  }
}

/** Follows the element's width and the page's theme. */
function watch(
  element: HTMLElement,
  plot: UPlot,
  colors: PageColors,
): () => void {
  const redraw = () => {
    colors.forget();
    plot.redraw(false);
  };
  const sizes = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== plot.width) {
      plot.setSize({ width, height: HEIGHT });
    }
  });
  sizes.observe(element);
  const themes = new MutationObserver(redraw);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const device = matchMedia("(prefers-color-scheme: dark)");
  device.addEventListener("change", redraw);
  return () => {
    sizes.disconnect();
    themes.disconnect();
    device.removeEventListener("change", redraw);
  };
}
