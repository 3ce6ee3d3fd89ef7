import type { SentimentTrendPoint } from "@/lib/models/insights.ts";
import { signed } from "@/components/wording/number.ts";
import { day } from "@/components/wording/time.ts";

const DAY_S = 86_400;
/** More days than this are not drawn: a stray date must not hang the page. */
const MOST_DAYS = 400;

/** A line to draw: seconds since the epoch, and a value or a gap for each. */
export type Series = [days: number[], scores: (number | null)[]];

/** The trend with a gap for every day without scored messages. */
export function sentimentSeries(trend: SentimentTrendPoint[]): Series {
  const scores = new Map(
    trend.map((point) => [
      Date.parse(point.date) / 1000,
      point.sentiment_score,
    ]),
  );
  const known = [...scores.keys()].sort((a, b) => a - b);
  const last = known.at(-1);
  if (last === undefined) return [[], []];
  const first = Math.max(known[0] ?? last, last - MOST_DAYS * DAY_S);
  const days: number[] = [];
  for (let at = first; at <= last; at += DAY_S) days.push(at);
  return [days, days.map((at) => scores.get(at) ?? null)];
}

/** The trend in a sentence, for those who do not see the line. */
export function sentimentSummary(trend: SentimentTrendPoint[]): string {
  const points = trend.toSorted((a, b) => a.date < b.date ? -1 : 1);
  const latest = points.at(-1);
  if (latest === undefined) return "No scored messages in the last 30 days.";
  const byScore = points.toSorted((a, b) =>
    a.sentiment_score - b.sentiment_score
  );
  const lowest = byScore[0] ?? latest;
  const highest = byScore.at(-1) ?? latest;
  return points.length === 1
    ? `${said(latest)}, the only day with scored messages.`
    : `Latest ${said(latest)}; highest ${said(highest)}; lowest ${
      said(lowest)
    }.`;
}

function said({ date, sentiment_score }: SentimentTrendPoint): string {
  return `${signed(sentiment_score)} on ${day(Date.parse(date))}`;
}
