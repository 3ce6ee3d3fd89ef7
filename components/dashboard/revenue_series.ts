import type {
  DailyInsights,
  RevenueInsights,
} from "@/lib/models/insight_answers.ts";
import type { RevenueColumn } from "@/components/insights/revenue_columns.ts";
import { dollars } from "@/components/wording/money.ts";
import { counted } from "@/components/wording/number.ts";
import { weekDay } from "@/components/wording/time.ts";

/** When a column's payments were: "Thu 6 Nov", "7 days from Thu 6 Nov". */
export function columnDays(
  { date, days }: Pick<RevenueColumn, "date" | "days">,
): string {
  const words = weekDay(Date.parse(date));
  return days === 1 ? words : `${days} days from ${words}`;
}

/** A column in a sentence. */
export function paidSentence(column: RevenueColumn): string {
  const { amount, payments } = column;
  return payments === 0
    ? `${columnDays(column)}: nothing paid`
    : `${columnDays(column)}: ${dollars(amount)} in ${
      counted(payments, "payment")
    }`;
}

/** Whether any payment shows in what is known of the range and the one before. */
export function isRevenueCaptured(
  revenue: RevenueInsights | null,
  daily: DailyInsights | null,
): boolean {
  return (revenue?.payments ?? 0) > 0 || (revenue?.previous_amount ?? 0) > 0 ||
    (daily?.days.some((day) => day.revenue > 0) ?? false);
}
