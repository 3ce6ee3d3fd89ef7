import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { Priority } from "@/lib/models/insight_answers.ts";

/** What the parts of a priority are called. */
export const PRIORITY_PARTS: Record<
  Priority["parts"][number]["part"],
  string
> = {
  waiting: "Waiting",
  sentiment: "Sentiment",
  spend: "Spend",
  recency: "Recency",
  subscription: "Subscription",
};

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A sentence of the service for people: `tell` says times, ms since the epoch. */
export function withTimes(text: string, tell: (at: number) => string): string {
  return text.replace(TIME, (time) => {
    const at = parseTimestamp(time);
    return at === null ? time : tell(at);
  });
}
