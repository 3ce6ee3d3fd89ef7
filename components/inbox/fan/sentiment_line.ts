import type { FanProfile } from "@/lib/models/fans.ts";
import {
  linePath,
  lonePoints,
  type Point,
  round,
} from "@/components/charts/scale.ts";
import { sentimentWord, signed } from "@/components/wording/number.ts";

type Trend = FanProfile["sentiment_trend"];

/** A drawing of sentiment by day. */
export interface SentimentLine {
  /** Data of an SVG path, in a box of `width` and `height`. */
  path: string;
  /** Where days are that have no neighbour to be joined with. */
  dots: { x: number; y: number }[];
  /** The height of neutral. */
  zero: number;
}

const DAY_MS = 86_400_000;
/** Days farther apart than this are not joined by a line. */
const LONGEST_GAP = 14;
/** Room for the line's own width, px. */
const EDGE = 3;

/** Draws days from left to right by their date; `null` where there are none. */
export function sentimentLine(
  trend: Trend,
  { width, height }: { width: number; height: number },
): SentimentLine | null {
  const points = trend.map(({ date, sentiment_score }) => ({
    day: Date.parse(date) / DAY_MS,
    value: sentiment_score,
  }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = Math.max(1, last.day - first.day);
  const places = points.flatMap(({ day, value }, i): (Point | null)[] => {
    const before = points[i - 1]?.day ?? day;
    const place = {
      x: EDGE + (day - first.day) / span * (width - 2 * EDGE),
      y: height / 2 - value * (height / 2 - EDGE),
    };
    return day - before > LONGEST_GAP ? [null, place] : [place];
  });
  return {
    path: linePath(places),
    dots: lonePoints(places).map(({ x, y }) => ({ x: round(x), y: round(y) })),
    zero: height / 2,
  };
}

/** The same for those who do not see it. */
export function sentimentSentence(trend: Trend): string {
  const values = trend.map(({ sentiment_score }) => sentiment_score);
  const last = values.at(-1);
  if (last === undefined) return "No message of the last 90 days is scored.";
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const days = values.length === 1 ? "On one day" : `On ${values.length} days`;
  return `${days}, from ${signed(lowest)} to ${signed(highest)}; ` +
    `at last ${signed(last)}, ${sentimentWord(last)}.`;
}
