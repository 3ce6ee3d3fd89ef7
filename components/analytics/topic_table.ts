import type { DailyInsights } from "@/lib/models/insight_answers.ts";
import type { TopicMetricsResponse } from "@/lib/models/insights.ts";

/** A topic as a row of the table. */
export interface TopicRow extends TopicMetricsResponse {
  /** What people read for it. */
  title: string;
  /** Messages by day; `null` where that is not given. */
  volumes: readonly number[] | null;
}

/** What the table can be sorted by. */
export type TopicColumn =
  | "title"
  | "volume"
  | "percentage_of_total"
  | "trend";

/** How a table is sorted. */
export interface Order<C extends string> {
  by: C;
  direction: "ascending" | "descending";
}

/** How the table is sorted at first. */
export const LARGEST_FIRST: Order<TopicColumn> = {
  by: "volume",
  direction: "descending",
};

/** Topics as rows, each with its days. */
export function topicRows(
  topics: readonly TopicMetricsResponse[],
  daily: DailyInsights["topics"],
  titleOf: (topic: string) => string,
): TopicRow[] {
  const volumes = new Map(daily.map((one) => [one.topic, one.volumes]));
  return topics.map((topic) => ({
    ...topic,
    title: titleOf(topic.topic),
    volumes: volumes.get(topic.topic) ?? null,
  }));
}

/** The rows whose title or name holds what was typed. */
export function filtered(
  rows: readonly TopicRow[],
  typed: string,
): readonly TopicRow[] {
  const wanted = typed.trim().toLocaleLowerCase("en");
  if (wanted === "") return rows;
  return rows.filter(({ title, topic }) =>
    [title, topic].some((name) => name.toLocaleLowerCase("en").includes(wanted))
  );
}

/**
 * The rows in an order. What has no trend comes last, whichever way; rows that
 * are equal keep the order of their titles.
 */
export function sorted(
  rows: readonly TopicRow[],
  { by, direction }: Order<TopicColumn>,
): TopicRow[] {
  const sign = direction === "ascending" ? 1 : -1;
  const titles = new Intl.Collator("en", { numeric: true });
  const byTitle = (a: TopicRow, b: TopicRow) =>
    titles.compare(a.title, b.title) || (a.topic < b.topic ? -1 : 1);
  return rows.toSorted((a, b) => {
    if (by === "title") return sign * byTitle(a, b);
    const [one, other] = [a[by], b[by]];
    if (one === null || other === null) {
      return Number(one === null) - Number(other === null) || byTitle(a, b);
    }
    return sign * (one - other) || byTitle(a, b);
  });
}

/** The order after a column's head was pressed. */
export function pressed(
  order: Order<TopicColumn>,
  by: TopicColumn,
): Order<TopicColumn> {
  if (order.by !== by) {
    return { by, direction: by === "title" ? "ascending" : "descending" };
  }
  return {
    by,
    direction: order.direction === "ascending" ? "descending" : "ascending",
  };
}
