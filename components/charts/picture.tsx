import { type ComponentChildren, render } from "preact";
import { partClass } from "./ColumnFigure.tsx";
import type { Size } from "./LineFigure.tsx";

/** A chart as a picture of its own, with all that says what it shows. */
export interface Picture {
  title: string;
  /** Whose figures, and of which days. */
  subtitle: string;
  /** What the parts of a column are; default: there are none. */
  legend?: readonly string[];
  /** Height of the chart, in pixels. */
  height: number;
  /** Draws the chart in that size. */
  figure(size: Size): ComponentChildren;
}

/** Width of every picture, in pixels of its drawing. */
export const PICTURE_WIDTH = 960;
/** Pixels of the file for each of the drawing. */
export const PICTURE_SCALE = 2;

const PADDING = 28;
const TITLE = 24;
const SUBTITLE = 22;
const LEGEND = 26;
const GAP = 12;

/** Where everything is in a picture, in pixels of its drawing. */
export interface PictureLayout extends Size {
  titleY: number;
  subtitleY: number;
  /** `null`: there is none. */
  legendY: number | null;
  chart: { x: number; y: number } & Size;
}

/** Lays a picture out. */
export function pictureLayout(
  { legend = [], height }: Pick<Picture, "legend" | "height">,
): PictureLayout {
  const titleY = PADDING + TITLE / 2;
  const subtitleY = PADDING + TITLE + SUBTITLE / 2;
  const head = PADDING + TITLE + SUBTITLE;
  const hasLegend = legend.length > 0;
  const chartY = head + (hasLegend ? LEGEND : 0) + GAP;
  return {
    width: PICTURE_WIDTH,
    height: chartY + height + PADDING,
    titleY,
    subtitleY,
    legendY: hasLegend ? head + LEGEND / 2 : null,
    chart: {
      x: PADDING,
      y: chartY,
      width: PICTURE_WIDTH - 2 * PADDING,
      height,
    },
  };
}

/** The drawing of a picture, in the colours of the page that it stands in. */
export function PictureFigure({ picture }: { picture: Picture }) {
  const { title, subtitle, legend = [], figure } = picture;
  const layout = pictureLayout(picture);
  const { width, height, legendY, chart } = layout;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="picture"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <rect class="picture-ground" width={width} height={height} />
      <text class="picture-title" x={PADDING} y={layout.titleY} dy="0.32em">
        {title}
      </text>
      <text
        class="picture-subtitle"
        x={PADDING}
        y={layout.subtitleY}
        dy="0.32em"
      >
        {subtitle}
      </text>
      {legendY !== null &&
        legend.map((name, i) => (
          <g
            key={name}
            transform={`translate(${PADDING + i * 150} ${legendY})`}
          >
            <rect class={partClass(i)} y="-5" width="10" height="10" rx="2" />
            <text class="plot-name" x="16" dy="0.32em">{name}</text>
          </g>
        ))}
      <g transform={`translate(${chart.x} ${chart.y})`}>
        {figure({ width: chart.width, height: chart.height })}
      </g>
    </svg>
  );
}

/** Draws a picture in the page's colours; gives it as a PNG. */
export async function pngOf(picture: Picture): Promise<Blob> {
  const host = document.createElement("div");
  host.className = "picture-host";
  host.setAttribute("aria-hidden", "true");
  document.body.append(host);
  try {
    render(<PictureFigure picture={picture} />, host);
    const drawing = host.firstElementChild;
    if (drawing === null) throw new Error("Nothing was drawn");
    const { width, height } = pictureLayout(picture);
    return await rasterized(standalone(drawing), { width, height });
  } finally {
    render(null, host);
    host.remove();
  }
}

/** What a drawing takes from the page's styles. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
] as const;

/** A drawing as SVG text that needs no style of any page. */
function standalone(drawing: Element): string {
  const copy = drawing.cloneNode(true) as Element;
  const [from, to] = [drawing, copy].map((root) => [
    root,
    ...root.querySelectorAll("*"),
  ]);
  from?.forEach((element, i) => {
    const style = getComputedStyle(element);
    const target = to?.[i];
    for (const name of STYLES) {
      target?.setAttribute(name, style.getPropertyValue(name));
    }
    target?.removeAttribute("class");
  });
  return new XMLSerializer().serializeToString(copy);
}

async function rasterized(svg: string, { width, height }: Size): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * PICTURE_SCALE;
  canvas.height = height * PICTURE_SCALE;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The browser gives no canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) =>
        blob === null ? reject(new Error("The canvas gave nothing")) : resolve(
          blob,
        ),
      "image/png",
    )
  );
}
