import type { ComparedFigure } from "@/lib/models/insight_answers.ts";
import { percent } from "@/components/wording/number.ts";

/** How a figure moved against the range before. */
export interface Change {
  direction: "up" | "down" | "same";
  /** Whether that is good; `plain` where it means neither. */
  tone: "good" | "bad" | "plain";
  /** How much, in short: "38 %", "new". */
  size: string;
  /** The same as a sentence: "Up 38 % from 793 in the 30 days before". */
  words: string;
}

interface ChangeOptions {
  /** Which way is good; default: neither. */
  better?: "up" | "down";
  /** A value for people. */
  show(value: number): string;
  /** The size of a change; default: percent of the value before. */
  size?(figure: { value: number; previous: number }): string | null;
  /** "the 30 days before" */
  before: string;
}

/** Changes below this are none, percent. */
const SAME = 0.5;
/** From here on it is told how many times as much it is, percent. */
const TIMES = 1_000;

/** How a figure moved, in words; `null` where there is nothing to compare. */
export function changeOf(
  { value, previous, change }: ComparedFigure,
  { better, show, size = () => null, before }: ChangeOptions,
): Change | null {
  if (value === null || previous === null) return null;
  const was = `${show(previous)} in ${before}`;
  if (previous === 0 && value !== 0) {
    return {
      direction: value > 0 ? "up" : "down",
      tone: toneOf(value > 0 ? "up" : "down", better),
      size: "new",
      words: `Up from ${was}`,
    };
  }
  const moved = size({ value, previous }) ??
    (change !== null && change >= TIMES
      ? `${Math.round(value / previous)}×`
      : percent(Math.abs(change ?? 0)));
  const direction = change === null || Math.abs(change) < SAME ||
      show(value) === show(previous)
    ? "same"
    : change > 0
    ? "up"
    : "down";
  return {
    direction,
    tone: toneOf(direction, better),
    size: direction === "same" ? "=" : moved,
    words: direction === "same"
      ? `As in ${before}: ${show(previous)}`
      : `${direction === "up" ? "Up" : "Down"} ${moved} from ${was}`,
  };
}

function toneOf(
  direction: Change["direction"],
  better: "up" | "down" | undefined,
): Change["tone"] {
  if (better === undefined || direction === "same") return "plain";
  return direction === better ? "good" : "bad";
}

const DAY_MS = 86_400_000;

/** The range that figures are compared with: "the 30 days before". */
export function beforeWords(
  range: { start_date: string; end_date: string },
): string {
  const ms = Date.parse(range.end_date) - Date.parse(range.start_date);
  // A day on which clocks change has 23 or 25 hours.
  const days = Math.round(ms / DAY_MS);
  return days === 1 ? "the day before" : `the ${days} days before`;
}
