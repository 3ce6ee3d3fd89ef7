import type { Totals } from "@/lib/models/insights.ts";
import type { Figures } from "@/components/live/state.ts";
import { count, percent } from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";

/** One figure of the first row. */
export interface Kpi {
  label: string;
  /** `null` where it cannot be computed; {@linkcode Kpi.explanation} says why. */
  value: string | null;
  explanation: string;
  /** A second figure that puts the first in proportion. */
  note: string;
}

/**
 * The dashboard's first row.
 *
 * @param opened the totals when the page was opened, to tell what came since
 */
export function kpis(figures: Figures | null, opened: Totals | null): Kpi[] {
  const totals = figures?.totals ?? null;
  return [
    total("Conversations", totals?.conversations, opened?.conversations),
    total("Messages", totals?.messages, opened?.messages),
    unanswered(totals),
    responseTime(figures),
  ];
}

function total(
  label: string,
  value: number | undefined,
  opened: number | undefined,
): Kpi {
  const since = (value ?? 0) - (opened ?? value ?? 0);
  return {
    label,
    value: value === undefined ? null : count(value),
    explanation: value === undefined
      ? "Known once the first snapshot is in."
      : "All that is stored for this account.",
    note: since > 0 ? `+${count(since)} since opened` : "in total",
  };
}

function unanswered(totals: Totals | null): Kpi {
  const label = "Unanswered";
  if (totals === null) return unknown(label);
  const { conversations } = totals;
  return {
    label,
    value: count(totals.unanswered),
    explanation: "Conversations whose latest fan turn waits for an answer.",
    note: conversations === 0
      ? "no conversations yet"
      : `${percent(100 * totals.unanswered / conversations)} of conversations`,
  };
}

function responseTime(figures: Figures | null): Kpi {
  const label = "Mean response time";
  if (figures === null) return unknown(label);
  const minutes = figures.response_time_metrics.average_handling_time_minutes;
  return {
    label,
    value: minutes === null ? null : duration(minutes),
    explanation: minutes === null
      ? "No fan turn of the last 30 days was answered yet."
      : "From a fan turn's first message to the answer. Mass messages are not answers.",
    note: "last 30 days",
  };
}

function unknown(label: string): Kpi {
  return {
    label,
    value: null,
    explanation: "Known once the first snapshot is in.",
    note: "no data yet",
  };
}
