import {
  type ChatId,
  dateOf,
  OutcomeKind,
  type RevenueInsights,
} from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import type { SpendOfDay } from "./day_reader.ts";
import { count, type Counters, type DayFigures } from "./figures.ts";
import { countOf, distinctSpenders, dollarsOf, sumOf } from "./metrics.ts";
import type { RangeFigures } from "./range_figures.ts";

/** Payments of which messages name the amount, by kind. */
type Paid = Pick<DayFigures, "payments" | "cents">;

/** What fans paid in a range, beside the range of equal length just before. */
export function revenue(
  now: RangeFigures,
  before: RangeFigures,
): Omit<RevenueInsights, "range"> {
  const { sum, range } = now;
  const spenders = distinctSpenders(sum, range);
  const all = paid(sum);
  return {
    ...all,
    by_day: [...paidByDay(now)]
      .sort(([a], [b]) => a - b)
      .map(([day, paidThen]) => ({ date: dateOf(day), ...paid(paidThen) })),
    spenders,
    average_per_spender: spenders === 0
      ? null
      : dollarsOf(sumOf(sum.cents)) / spenders,
    previous_amount: dollarsOf(sumOf(before.sum.cents)),
  };
}

function paidByDay({ days }: RangeFigures): Map<number, Paid> {
  const byDay = new Map<number, Paid>();
  for (const { day, figures: { payments, cents } } of days) {
    if (sumOf(payments) === 0) continue;
    const sum = byDay.get(day) ?? { payments: {}, cents: {} };
    addTo(sum.payments, payments);
    addTo(sum.cents, cents);
    byDay.set(day, sum);
  }
  return byDay;
}

function addTo(sum: Counters, more: Counters): void {
  for (const [name, n] of Object.entries(more)) count(sum, name, n);
}

function paid({ payments, cents }: Paid) {
  return {
    amount: dollarsOf(sumOf(cents)),
    payments: sumOf(payments),
    by_source: OutcomeKind.options
      .map((source) => ({
        source,
        payments: countOf(payments, source),
        amount: dollarsOf(countOf(cents, source)),
      }))
      .filter((source) => source.payments > 0)
      .sort((a, b) => b.amount - a.amount || b.payments - a.payments),
  };
}

/** What one fan paid in a range. */
export interface Spender {
  chat: ChatId;
  cents: number;
  payments: number;
  /** The latest day with a payment. */
  lastDay: number;
}

/** Who paid on these days: most first, then in order of their chats' ids. */
export function spenders(days: readonly SpendOfDay[]): Spender[] {
  const byChat = new Map<string, Spender>();
  for (const { day, spend } of days) {
    for (const id in spend) {
      // It was a chat's id when it was stored.
      const chat = id as ChatId;
      const [payments, cents] = spend[chat] ?? [0, 0];
      const spender = byChat.get(id);
      if (spender === undefined) {
        byChat.set(id, { chat, cents, payments, lastDay: day });
        continue;
      }
      spender.cents += cents;
      spender.payments += payments;
      spender.lastDay = Math.max(spender.lastDay, day);
    }
  }
  return [...byChat.values()].sort((a, b) =>
    b.cents - a.cents || compareKeyText(a.chat, b.chat)
  );
}
