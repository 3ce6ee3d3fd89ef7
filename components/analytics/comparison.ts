import type { KeyFigures } from "@/lib/models/insight_answers.ts";
import type { EvidenceQuestion } from "@/components/evidence/evidence.ts";
import { dollars } from "@/components/wording/money.ts";
import { count, signed } from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";

/** A key figure: what it is called, and how it is told and traced. */
export interface KeyFigure {
  key: keyof KeyFigures;
  label: string;
  /** What is good news; default: neither is. */
  better?: "up" | "down";
  say(value: number): string;
  metric: EvidenceQuestion["metric"];
  unit: EvidenceQuestion["unit"];
}

/** All of them, in the order of the page. */
export const KEY_FIGURES: readonly KeyFigure[] = [
  {
    key: "messages",
    label: "Messages",
    say: count,
    metric: "messages",
    unit: "count",
  },
  {
    key: "inbound",
    label: "Messages from fans",
    say: count,
    // Of all hours: every message of a fan.
    metric: "hours",
    unit: "count",
  },
  {
    key: "conversations",
    label: "Conversations",
    say: count,
    metric: "messages",
    unit: "count",
  },
  {
    key: "sentiment",
    label: "Mean sentiment",
    better: "up",
    say: signed,
    metric: "sentiment-trend",
    unit: "sentiment",
  },
  {
    key: "average_handling_time_minutes",
    label: "Mean response time",
    better: "down",
    say: duration,
    metric: "response-time",
    unit: "minutes",
  },
  {
    key: "median_minutes",
    label: "Median response time",
    better: "down",
    say: duration,
    metric: "response-time",
    unit: "minutes",
  },
  {
    key: "revenue",
    label: "Revenue",
    better: "up",
    say: dollars,
    metric: "revenue",
    unit: "dollars",
  },
  {
    key: "spenders",
    label: "Fans who paid",
    better: "up",
    say: count,
    metric: "revenue",
    unit: "dollars",
  },
];

/** What is behind a key figure; `null` where there is nothing to show. */
export function figureQuestion(
  { label, say, metric, unit }: KeyFigure,
  value: number | null,
  params: Readonly<Record<string, string>>,
): EvidenceQuestion | null {
  if (value === null || (value === 0 && unit !== "sentiment")) return null;
  return { title: label, value: say(value), metric, params, unit };
}
