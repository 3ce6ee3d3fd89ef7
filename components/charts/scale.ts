/** Where something is on a chart, in its pixels. */
export interface Point {
  x: number;
  y: number;
}

/** The part of a chart in which its marks are, in its pixels. */
export interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Round numbers from 0 to at least `most`, for an axis of about so many steps;
 * of things that are counted, only whole ones.
 */
export function ticks(
  most: number,
  { steps = 4, whole = false }: { steps?: number; whole?: boolean } = {},
): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((n) => n * power >= rough) ?? 10;
  const step = whole ? Math.max(1, Math.ceil(factor * power)) : factor * power;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from(
    { length: count + 1 },
    (_, i) => Number((i * step).toPrecision(12)),
  );
}

/** Which of `count` labels are shown where each takes `need` pixels. */
export function shownLabels(
  count: number,
  { width, need }: { width: number; need: number },
): number[] {
  const most = Math.max(1, Math.floor(width / need));
  const every = Math.max(1, Math.ceil(count / most));
  // The last one counts most: it is how things are.
  const shown: number[] = [];
  for (let i = count - 1; i >= 0; i -= every) shown.unshift(i);
  return shown;
}

/** The middle of the place of one of `count` things beside each other. */
export function middle(i: number, count: number, { left, width }: Plot) {
  return left + width * (i + 0.5) / count;
}

/** Which of `count` things beside each other is at `x`; the nearest one. */
export function indexAt(
  x: number,
  count: number,
  { left, width }: Plot,
): number {
  const i = Math.floor(count * (x - left) / width);
  return Math.max(0, Math.min(count - 1, i));
}

/** A line through points, broken where there is none; SVG path data. */
export function linePath(points: readonly (Point | null)[]): string {
  let isDrawing = false;
  return points.map((point) => {
    if (point === null) {
      isDrawing = false;
      return "";
    }
    const command = isDrawing ? "L" : "M";
    isDrawing = true;
    return `${command}${round(point.x)} ${round(point.y)}`;
  }).join("");
}

/** The areas between a line and `y`, one for each unbroken part. */
export function areaPath(points: readonly (Point | null)[], y: number): string {
  return unbroken(points).map((part) => {
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) return "";
    return `${linePath(part)}L${round(last.x)} ${round(y)}L${round(first.x)} ${
      round(y)
    }Z`;
  }).join("");
}

/** Points that have no neighbour: no line shows them. */
export function lonePoints(points: readonly (Point | null)[]): Point[] {
  return unbroken(points).flatMap((part) => part.length === 1 ? part : []);
}

function unbroken(points: readonly (Point | null)[]): Point[][] {
  const parts: Point[][] = [];
  let isDrawing = false;
  for (const point of points) {
    if (point === null) {
      isDrawing = false;
      continue;
    }
    if (isDrawing) parts.at(-1)?.push(point);
    else parts.push([point]);
    isDrawing = true;
  }
  return parts;
}

/**
 * At most `most` values that go as the given ones do: means of neighbours, as
 * far as these are known.
 */
export function gathered(
  values: readonly (number | null)[],
  most: number,
): (number | null)[] {
  const size = Math.max(1, Math.ceil(values.length / most));
  const means: (number | null)[] = [];
  for (let i = 0; i < values.length; i += size) {
    const known = values.slice(i, i + size).filter((value) => value !== null);
    const sum = known.reduce((sum, one) => sum + one, 0);
    means.push(known.length === 0 ? null : sum / known.length);
  }
  return means;
}

/** A coordinate to a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
