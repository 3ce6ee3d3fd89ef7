import type { DailyInsights } from "@/lib/models/insight_answers.ts";
import { counted, signed } from "@/components/wording/number.ts";
import { weekDay } from "@/components/wording/time.ts";

/** What happened on a day. */
export type Day = DailyInsights["days"][number];

/** A day in a sentence, for those who do not see it drawn. */
export function daySentence(of: Day): string {
  const { date, inbound, outbound, sentiment_score: score } = of;
  const messages = inbound + outbound === 0
    ? "no messages"
    : `${counted(inbound, "message")} from fans, ${outbound} from you`;
  const sentiment = score === null ? "" : `, sentiment ${signed(score)}`;
  return `${dayWords(date)}: ${messages}${sentiment}`;
}

/** What stands out in the days, in a sentence. */
export function trendSentence(days: readonly Day[]): string {
  const busiest = most(days, ({ inbound, outbound }) => inbound + outbound);
  if (busiest === null || busiest.value === 0) return "No messages.";
  const scored = days.filter(({ sentiment_score }) => sentiment_score !== null);
  const best = most(scored, ({ sentiment_score }) => sentiment_score ?? 0);
  const worst = most(scored, ({ sentiment_score }) => -(sentiment_score ?? 0));
  const parts = [
    `Most messages on ${dayWords(busiest.day.date)} (${busiest.value})`,
    ...(best === null || worst === null || best.day === worst.day ? [] : [
      `happiest on ${dayWords(best.day.date)} (${signed(best.value)})`,
      `unhappiest on ${dayWords(worst.day.date)} (${signed(-worst.value)})`,
    ]),
  ];
  return `${parts.join("; ")}.`;
}

/** The latest of those days of which `value` is the highest. */
function most(
  days: readonly Day[],
  value: (day: Day) => number,
): { day: Day; value: number } | null {
  return days.reduce<{ day: Day; value: number } | null>(
    (best, day) =>
      best !== null && best.value > value(day)
        ? best
        : { day, value: value(day) },
    null,
  );
}

function dayWords(date: string): string {
  return weekDay(Date.parse(date));
}
