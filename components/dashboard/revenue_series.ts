import type {
  DailyInsights,
  RevenueInsights,
} from "@/lib/models/insight_answers.ts";
import { plusDays } from "@/components/insights/range.ts";
import { dollars } from "@/components/wording/money.ts";
import { counted } from "@/components/wording/number.ts";
import { dayWords } from "./trend_series.ts";

/** What was paid on a day. */
export interface PaidDay {
  date: string;
  amount: number;
  payments: number;
}

/** Every day of the range, from its first to its last date, in order. */
export function paidDays(
  byDay: RevenueInsights["by_day"],
  { start_date, end_date }: { start_date: string; end_date: string },
): PaidDay[] {
  const paid = new Map(byDay.map((day) => [day.date, day]));
  const days: PaidDay[] = [];
  for (let date = start_date; date < end_date; date = plusDays(date, 1)) {
    const { amount = 0, payments = 0 } = paid.get(date) ?? {};
    days.push({ date, amount, payments });
  }
  return days;
}

/** A day in a sentence. */
export function paidSentence({ date, amount, payments }: PaidDay): string {
  return payments === 0
    ? `${dayWords(date)}: nothing paid`
    : `${dayWords(date)}: ${dollars(amount)} in ${
      counted(payments, "payment")
    }`;
}

/** What payments were for. */
export function sourceWords(source: string): string {
  return SOURCES[source] ?? source.replaceAll("_", " ");
}

const SOURCES: Partial<Record<string, string>> = {
  tip: "Tips",
  purchase: "Paid messages",
  renewal: "Renewals",
};

/** Whether any payment shows in what is known of the range and the one before. */
export function isRevenueCaptured(
  revenue: RevenueInsights | null,
  daily: DailyInsights | null,
): boolean {
  return (revenue?.payments ?? 0) > 0 || (revenue?.previous_amount ?? 0) > 0 ||
    (daily?.days.some((day) => day.revenue > 0) ?? false);
}
