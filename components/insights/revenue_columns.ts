import type { OutcomeKind } from "@/lib/models/conversation.ts";
import type { RevenueInsights } from "@/lib/models/insight_answers.ts";
import { plusDays } from "./range.ts";
import { day } from "@/components/wording/time.ts";
import { type Asked, daysAsked } from "./answers.ts";

/** Columns that a chart has room for. */
const MOST_COLUMNS = 92;

/** What was paid within some days that follow each other. */
export interface RevenueColumn {
  date: string;
  /** How many days it is of. */
  days: number;
  label: string;
  /** By source, in the order of the sources. */
  amounts: readonly number[];
  amount: number;
  payments: number;
}

/**
 * What was paid by day, or by week where there are too many days: all of the
 * range, also when nothing was paid.
 */
export function revenueColumns(
  { by_day, by_source }: Pick<RevenueInsights, "by_day" | "by_source">,
  asked: Asked,
): RevenueColumn[] {
  const sources = by_source.map(({ source }) => source);
  const days = daysAsked(asked);
  const size = days > MOST_COLUMNS ? 7 * Math.ceil(days / 7 / MOST_COLUMNS) : 1;
  const columns = Array.from({ length: Math.ceil(days / size) }, (_, i) => {
    const date = plusDays(asked.start_date, i * size);
    return {
      date,
      days: Math.min(size, days - i * size),
      label: day(Date.parse(date)),
      amounts: sources.map(() => 0),
      amount: 0,
      payments: 0,
    };
  });
  for (const { date, payments, by_source: paid } of by_day) {
    const index = Math.floor(
      daysAsked({ start_date: asked.start_date, end_date: date }) / size,
    );
    const column = columns[index];
    if (column === undefined) continue;
    column.payments += payments;
    for (const { source, amount } of paid) {
      add(column.amounts, sources.indexOf(source), amount);
      column.amount += amount;
    }
  }
  return columns;
}

function add(amounts: number[], index: number, amount: number): void {
  if (index >= 0) amounts[index] = (amounts[index] ?? 0) + amount;
}

/** What was paid for, in the order of the chart's parts. */
export function sourcesOf(
  { by_source }: Pick<RevenueInsights, "by_source">,
): OutcomeKind[] {
  return by_source.map(({ source }) => source);
}
