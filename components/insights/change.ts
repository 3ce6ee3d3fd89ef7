import type { ComparedFigure } from "@/lib/models/insight_answers.ts";
import type { TopicMetricsResponse } from "@/lib/models/insights.ts";
import { count, percent } from "@/components/wording/number.ts";

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
  const own = size({ value, previous });
  const moved = own ??
    (change !== null && change >= TIMES
      ? `${Math.round(value / previous)}×`
      : percent(Math.abs(change ?? 0)));
  // Percent of what is below zero have the other sign: the values tell.
  const isSame = change === null || Math.abs(change) < SAME ||
    show(value) === show(previous) || (own !== null && Number(own) === 0);
  const direction = isSame ? "same" : value > previous ? "up" : "down";
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

/** The size of a change of what has no percent: "0.12". */
export function difference(
  { value, previous }: { value: number; previous: number },
): string {
  return Math.abs(value - previous).toFixed(2);
}

/** How often a topic was mentioned, against the range before. */
export function topicChange(
  { volume, trend }: Pick<TopicMetricsResponse, "volume" | "trend">,
  before: string,
): Change | null {
  // No trend: there was none before.
  const previous = trend === null ? 0 : volume / (1 + trend / 100);
  const figure = { value: volume, previous, change: trend };
  return changeOf(figure, { show: count, before });
}
