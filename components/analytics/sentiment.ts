import type { DailyInsights } from "@/lib/models/insight_answers.ts";
import { counted, sentimentWord, signed } from "@/components/wording/number.ts";
import { day } from "@/components/wording/time.ts";

/** A day with its mean sentiment. */
export interface ScoredDay {
  date: string;
  score: number;
}

/** Days that have a sentiment, in order. */
export function scoredDays(days: DailyInsights["days"]): ScoredDay[] {
  return days.flatMap(({ date, sentiment_score }) =>
    sentiment_score === null ? [] : [{ date, score: sentiment_score }]
  );
}

/**
 * The best and the worst days, so many of each at most; no day is both. Of days
 * that are equal the later ones come first.
 */
export function extremes(
  days: readonly ScoredDay[],
  most: number,
): { best: ScoredDay[]; worst: ScoredDay[] } {
  const ranked = days.toSorted((a, b) =>
    b.score - a.score || (a.date < b.date ? 1 : -1)
  );
  const each = Math.min(most, Math.ceil(ranked.length / 2));
  const best = ranked.slice(0, each);
  return {
    best,
    worst: ranked.slice(each).slice(-most).toReversed(),
  };
}

const ENDS = [0.2, 0.4, 0.6, 0.8];

/** Ends of the axis: round, around 0, and no wider than sentiment is. */
export function sentimentTicks(days: readonly ScoredDay[]): number[] {
  const most = Math.max(0, ...days.map(({ score }) => Math.abs(score)));
  const end = ENDS.find((end) => most <= end) ?? 1;
  return [-end, -end / 2, 0, end / 2, end];
}

const WORDS = ["positive", "neutral", "negative"] as const;

/** How many days were positive, neutral and negative. */
export function daysByWord(
  days: readonly ScoredDay[],
): { word: typeof WORDS[number]; days: number }[] {
  const words = days.map(({ score }) => sentimentWord(score));
  return WORDS.map((word) => ({
    word,
    days: words.filter((one) => one === word).length,
  }));
}

/** The line in a sentence, for those who do not see it. */
export function sentimentSentence(days: readonly ScoredDay[]): string {
  const { best, worst } = extremes(days, 1);
  const last = days.at(-1);
  if (last === undefined) return "Sentiment by day: no day has one.";
  const said = (one: ScoredDay | undefined, what: string) =>
    one === undefined
      ? ""
      : `, ${what} ${signed(one.score)} on ${day(Date.parse(one.date))}`;
  const byWord = daysByWord(days).map(({ word, days }) =>
    counted(days, `${word} day`)
  ).join(", ");
  return `Sentiment by day: ${byWord}${said(last, "latest")}${
    said(best[0], "highest")
  }${said(worst[0], "lowest")}.`;
}
