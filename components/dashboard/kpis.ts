import type { Totals } from "@/lib/models/insights.ts";
import type {
  ComparisonInsights,
  DailyInsights,
  KeyFigures,
  UnansweredInsights,
} from "@/lib/models/insight_answers.ts";
import type { EvidenceQuestion } from "@/components/evidence/evidence.ts";
import {
  type Change,
  changeOf,
  difference,
} from "@/components/insights/change.ts";
import { beforeWords } from "@/components/insights/range.ts";
import { dollars } from "@/components/wording/money.ts";
import {
  count,
  percent,
  sentimentWord,
  signed,
} from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";
import type { Known } from "./Panel.tsx";

/** One figure of the first row. */
export interface Kpi {
  label: string;
  /** `null` where it cannot be computed; {@linkcode Kpi.explanation} says why. */
  value: string | null;
  explanation: string;
  change: Change | null;
  /** A second figure that puts the first in proportion. */
  note: string;
  /** The figure day by day, where that is known. */
  days: (number | null)[] | null;
  /** What is behind it. */
  question: EvidenceQuestion | null;
}

/** What the first row is made from; `null`: not known yet. */
export interface KpiFacts {
  comparison: Known<ComparisonInsights> | null;
  daily: DailyInsights | null;
  unanswered: Known<UnansweredInsights> | null;
  totals: Totals | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The first row: who waits, and key figures beside the range before. */
export function kpis(facts: KpiFacts): Kpi[] {
  const { comparison, totals } = facts;
  if (comparison === null) {
    return [
      unanswered(facts),
      ...["Messages", "Conversations", "Sentiment", "Median response time"]
        .map(notYet),
    ];
  }
  const { figures, range } = comparison.body;
  const { scope } = comparison;
  const of = { figures, scope, totals, before: beforeWords(range) };
  const days = facts.daily?.days ?? null;
  return [
    unanswered(facts),
    messages(of, days),
    conversations(of),
    sentiment(of, days),
    responseTime(of),
    ...(isPaid(figures) ? [revenue(of, days), spenders(of)] : []),
  ];
}

/** Whether any payment was captured, in the range or before it. */
function isPaid({ revenue }: KeyFigures): boolean {
  return (revenue.value ?? 0) > 0 || (revenue.previous ?? 0) > 0;
}

interface Of {
  figures: KeyFigures;
  scope: Record<string, string>;
  totals: Totals | null;
  before: string;
}

type Days = DailyInsights["days"] | null;

function unanswered({ unanswered, now }: KpiFacts): Kpi {
  if (unanswered === null) return notYet("Unanswered now");
  const { total, conversations: [longest] } = unanswered.body;
  const since = longest && Date.parse(longest.waiting_since);
  return {
    label: "Unanswered now",
    value: count(total),
    explanation: "Conversations in which a fan waits for an answer.",
    change: null,
    note: since === undefined
      ? "nobody waits"
      : `longest ${duration(Math.max(0, now - since) / 60_000)}`,
    days: null,
    question: total === 0 ? null : {
      title: "Fans who wait for an answer",
      value: count(total),
      metric: "unanswered",
      params: unanswered.scope,
      unit: "count",
    },
  };
}

function messages({ figures, scope, before }: Of, days: Days): Kpi {
  const { value } = figures.messages;
  const inbound = figures.inbound.value ?? 0;
  return {
    label: "Messages",
    value: count(value ?? 0),
    explanation: "Messages of either side in these days.",
    change: changeOf(figures.messages, { show: count, before }),
    note: `${count(inbound)} from fans`,
    days: days?.map((day) => day.inbound + day.outbound) ?? null,
    question: behind("Messages", count(value ?? 0), "messages", scope),
  };
}

function conversations({ figures, scope, totals, before }: Of): Kpi {
  const value = figures.conversations.value ?? 0;
  return {
    label: "Conversations",
    value: count(value),
    explanation: "Conversations with a message in these days.",
    change: changeOf(figures.conversations, { show: count, before }),
    note: totals === null || scope.creator_id !== undefined
      ? "active"
      : `of ${count(totals.conversations)}`,
    days: null,
    question: behind(
      "Messages of active conversations",
      count(value),
      "messages",
      scope,
    ),
  };
}

function sentiment({ figures, scope, before }: Of, days: Days): Kpi {
  const { value } = figures.sentiment;
  const shown = value === null ? null : signed(value);
  return {
    label: "Sentiment",
    value: shown,
    explanation: shown === null
      ? "No message of these days is scored."
      : "Mean of all scored messages, from −1 to +1.",
    change: changeOf(figures.sentiment, {
      better: "up",
      show: (value) => signed(value),
      size: difference,
      before,
    }),
    note: value === null ? "nothing scored" : sentimentWord(value),
    days: days?.map((day) => day.sentiment_score) ?? null,
    question: shown === null
      ? null
      : behind("Sentiment", shown, "sentiment-trend", scope, "sentiment"),
  };
}

function responseTime({ figures, scope, before }: Of): Kpi {
  const median = figures.median_minutes.value;
  const mean = figures.average_handling_time_minutes.value;
  const shown = median === null ? null : duration(median);
  return {
    label: "Median response time",
    value: shown,
    explanation: shown === null
      ? "No fan turn of these days was answered yet."
      : "From a fan turn's first message to the answer. Mass messages are not answers.",
    change: changeOf(figures.median_minutes, {
      better: "down",
      show: duration,
      before,
    }),
    note: mean === null ? "no answers yet" : `mean ${duration(mean)}`,
    days: null,
    question: shown === null
      ? null
      : behind("Answers", shown, "response-time", scope, "minutes"),
  };
}

function revenue({ figures, scope, before }: Of, days: Days): Kpi {
  const value = figures.revenue.value ?? 0;
  const fans = figures.spenders.value ?? 0;
  return {
    label: "Revenue",
    value: dollars(value),
    explanation: "What fans paid, as far as messages name the amount.",
    change: changeOf(figures.revenue, { better: "up", show: dollars, before }),
    note: fans === 0
      ? "nobody paid"
      : `${dollars(Math.round(value / fans))} per spender`,
    days: days?.map((day) => day.revenue) ?? null,
    question: value === 0
      ? null
      : behind("Payments", dollars(value), "revenue", scope, "dollars"),
  };
}

function spenders({ figures, scope, before }: Of): Kpi {
  const value = figures.spenders.value ?? 0;
  const active = figures.conversations.value ?? 0;
  return {
    label: "Spenders",
    value: count(value),
    explanation: "Fans who paid in these days.",
    change: changeOf(figures.spenders, { better: "up", show: count, before }),
    note: active === 0 ? "" : `${percent(100 * value / active)} of active`,
    days: null,
    question: value === 0 ? null : behind(
      "Payments of spenders",
      count(value),
      "revenue",
      scope,
      "dollars",
    ),
  };
}

function behind(
  title: string,
  value: string,
  metric: EvidenceQuestion["metric"],
  params: Record<string, string>,
  unit: EvidenceQuestion["unit"] = "count",
): EvidenceQuestion {
  return { title, value, metric, params, unit };
}

function notYet(label: string): Kpi {
  return {
    label,
    value: null,
    explanation: "Not counted yet.",
    change: null,
    note: "",
    days: null,
    question: null,
  };
}
