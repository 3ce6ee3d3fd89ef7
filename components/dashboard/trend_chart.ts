import type UPlot from "uplot";
import { signed } from "@/components/wording/number.ts";
import { day } from "@/components/wording/time.ts";
import type { Series } from "./trend_series.ts";

/** What the pointer does. */
export interface ChartEvents {
  /** It is at a day, by its place; `null`: at none. */
  onPoint(place: number | null): void;
  /** A day is pressed, at the line of sentiment or elsewhere. */
  onPress(place: number, at: "sentiment" | "messages"): void;
}

/** A chart in the page. */
export interface TrendChart {
  update(series: Series): void;
  /** Marks a day as the pointer does; `null`: none. */
  point(place: number | null): void;
  remove(): void;
}

const HEIGHT = 240;
const FONT = "12px ui-sans-serif, system-ui, sans-serif";
const DAY_S = 86_400;
/** How near to the line is at it, CSS pixels. */
const NEAR = 12;
/** Bars take the lower part, so that the line has room above. */
const HEADROOM = 1.7;

/** Draws messages and sentiment by day into `element`, in the page's colours. */
export async function trendChart(
  element: HTMLElement,
  series: Series,
  events: ChartEvents,
): Promise<TrendChart> {
  // Loaded only now, so that the figures are alive before the line is.
  const { default: Plot } = await import("uplot");
  const colors = new PageColors(element);
  const color = (name: string) => () => colors.of(name);
  const bars = Plot.paths.bars?.({ size: [0.7, 40] });
  const plot = new Plot(
    options(element.clientWidth, color, bars, events),
    series,
    element,
  );
  const stopWatching = watch(element, plot, colors);
  return {
    update: (next) => plot.setData(next),
    point: (place) => point(plot, place),
    remove() {
      stopWatching();
      plot.destroy();
    },
  };
}

function options(
  width: number,
  color: (name: string) => () => string,
  bars: UPlot.Series.PathBuilder | undefined,
  { onPoint, onPress }: ChartEvents,
): UPlot.Options {
  const axis = {
    stroke: color("--color-muted"),
    font: FONT,
    ticks: { show: false },
  } as const;
  const bar = { scale: "messages", paths: bars, points: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 8, show: showOnLine },
    },
    padding: [8, 0, 0, 0],
    // Dates, whatever the browser's time zone: its own days are not asked for.
    scales: {
      x: {
        time: false,
        range: (_, from, to) => [from - DAY_S / 2, to + DAY_S / 2],
      },
      sentiment: { range: [-1, 1] },
      messages: { range: (_, __, most) => [0, Math.max(4, most * HEADROOM)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 32,
        gap: 12,
        space: 72,
        values: (_, days) => days.map((at) => day(at * 1000)),
        incrs: [1, 2, 7, 14, 28, 91, 182].map((days) => days * DAY_S),
      },
      {
        ...axis,
        scale: "sentiment",
        grid: { stroke: color("--chart-grid"), width: 1 },
        size: 42,
        splits: () => [-1, -0.5, 0, 0.5, 1],
        values: (_, scores) => scores.map((score) => signed(score, 1)),
      },
      {
        ...axis,
        scale: "messages",
        side: 1,
        grid: { show: false },
        size: 42,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5],
      },
    ],
    series: [
      {},
      { ...bar, label: "Messages", fill: color("--track") },
      { ...bar, label: "From fans", fill: color("--chart-zero") },
      {
        label: "Sentiment",
        scale: "sentiment",
        stroke: color("--chart-line"),
        width: 2,
        points: { size: 5, fill: color("--chart-line") },
      },
    ],
    hooks: {
      drawAxes: [(plot) => drawNeutral(plot, color("--chart-zero")())],
      setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)],
      ready: [(plot) =>
        plot.over.addEventListener("click", () => {
          const { idx } = plot.cursor;
          if (typeof idx !== "number") return;
          onPress(idx, isAtLine(plot, idx) ? "sentiment" : "messages");
        })],
    },
  };
}

const LINE = 3;

/** A point of the cursor on the line; bars need none. */
function showOnLine(plot: UPlot, series: number): HTMLElement {
  const point = document.createElement("div");
  if (series !== LINE) point.hidden = true;
  point.style.background = String(
    getComputedStyle(plot.root).getPropertyValue("--chart-line"),
  );
  return point;
}

function isAtLine(plot: UPlot, place: number): boolean {
  const score = plot.data[LINE]?.[place];
  const { top } = plot.cursor;
  return typeof score === "number" && top !== undefined &&
    Math.abs(plot.valToPos(score, "sentiment") - top) <= NEAR;
}

function point(plot: UPlot, place: number | null): void {
  if (place === (plot.cursor.idx ?? null)) return;
  const at = place === null ? undefined : plot.data[0][place];
  plot.setCursor(
    at === undefined
      ? { left: -10, top: -10 }
      : { left: plot.valToPos(at, "x"), top: plot.cursor.top ?? 0 },
  );
}

/** The line between positive and negative. */
function drawNeutral({ ctx, bbox, valToPos }: UPlot, stroke: string): void {
  const y = Math.round(valToPos(0, "sentiment", true));
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
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
