import type { OutcomeInsights } from "@/lib/models/insight_answers.ts";

/** A topic with the outcomes that it came before. */
export interface MatrixRow {
  topic: string;
  /** By kind, in the order of the matrix. */
  counts: readonly number[];
}

/** Topics by kinds of outcomes. */
export interface OutcomeMatrix {
  kinds: OutcomeInsights["outcomes"];
  /** Most outcomes first. */
  rows: readonly MatrixRow[];
  /** The largest count in it. */
  most: number;
}

/** The outcomes of a range as a matrix; kinds in the order they come in. */
export function outcomeMatrix(
  { outcomes, topics }: Pick<OutcomeInsights, "outcomes" | "topics">,
): OutcomeMatrix {
  const kinds = outcomes.map(({ kind }) => kind);
  const counts = new Map<string, number[]>();
  for (const { kind, topic, outcomes } of topics) {
    const column = kinds.indexOf(kind);
    if (column < 0) continue;
    const row = counts.get(topic) ?? kinds.map(() => 0);
    row[column] = outcomes;
    counts.set(topic, row);
  }
  const sum = (row: MatrixRow) => row.counts.reduce((all, one) => all + one, 0);
  const rows = [...counts].map(([topic, counts]) => ({ topic, counts }))
    .sort((a, b) => sum(b) - sum(a) || (a.topic < b.topic ? -1 : 1));
  const most = Math.max(0, ...rows.flatMap(({ counts }) => counts));
  return { kinds: outcomes, rows, most };
}

/** Shades that can be told apart; 0 is none. */
export const SHADES = 5;

/** How dark a count is, from 0 for none to {@linkcode SHADES} for the most. */
export function shade(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return Math.max(1, Math.ceil(SHADES * count / most));
}
